"""This room's addresses: who may open each, and which ones a browser opens."""

RULES = {
    "surveys/": "anyone",
    "surveys/receipt/": "anyone",
    "surveys/receipt/mail/": "anyone",
    "surveys/return/": "anyone",
    "surveys/worker.js": "anyone",
    "surveys/away/<str:twin>/<str:what>/": "anyone",
    "surveys/<slug:slug>/": "anyone",
    "surveys/<slug:slug>/<str:twin>/": "anyone",
    "desk/questionnaires/": "centre_staff",
    "desk/questionnaires/from-workbook/": "centre_staff",
    "desk/questionnaires/<slug:slug>/": "centre_staff",
    "desk/questionnaires/<slug:slug>/questions/<slug:question>/": "centre_staff",
    "desk/questionnaires/<slug:slug>/bring-in/": "analyst",
    "desk/questionnaires/<slug:slug>/bring-in/<str:public_id>/": "analyst",
    "desk/questionnaires/<slug:slug>/questions/": "centre_staff",
    "desk/questionnaires/<slug:slug>/enter/": "centre_staff",
    "desk/questionnaires/<slug:slug>/returns/": "analyst",
    "desk/questionnaires/<slug:slug>/returns/<str:public_id>/": "analyst",
    "desk/questionnaires/<slug:slug>/files/<str:public_id>/": "analyst",
    "desk/questionnaires/<slug:slug>/words/<str:twin>/": "centre_staff",
    "desk/questionnaires/<slug:slug>/preview/<str:twin>/": "centre_staff",
    "desk/questionnaires/<slug:slug>/answers.<str:kind>": "analyst",
}
FILLED = {"<slug:slug>": "what-matters", "<str:twin>": "en", "<str:kind>": "csv", "<str:what>": "kept",
          "<slug:question>": "role"}  # fmt: skip
ONLY_SENT_TO = {"surveys/receipt/mail/", "desk/questionnaires/<slug:slug>/returns/<str:public_id>/",
                "desk/questionnaires/<slug:slug>/files/<str:public_id>/",
                "desk/questionnaires/<slug:slug>/bring-in/<str:public_id>/"}  # fmt: skip
PAGES = [
    "/surveys/what-matters/",
    "/surveys/what-matters/en/",
    "/surveys/what-matters/en-easy/",
    "/surveys/what-matters/cy/",
    "/surveys/what-matters/ur/",
    "/surveys/what-matters/en/?for=group",
    "/surveys/away/cy/kept/",
    "/surveys/what-works/",
    "/surveys/what-works/en-easy/",
    "/surveys/what-matters/cy/?all=1",
]
STAFF_PAGES = [
    "/desk/questionnaires/what-matters/",
    "/desk/questionnaires/what-matters/questions/",
    "/desk/questionnaires/what-matters/questions/hopes/",
    "/desk/questionnaires/what-matters/words/en-easy/",
    "/desk/questionnaires/what-matters/bring-in/",
    "/desk/questionnaires/what-matters/enter/",
    "/desk/questionnaires/what-matters/returns/",
    "/desk/questionnaires/what-matters/preview/cy/",
]
