"""This room's addresses: who may open each, and which ones a browser opens."""

RULES = {
    "surveys/": "anyone",
    "surveys/receipt/": "anyone",
    "surveys/return/": "anyone",
    "surveys/<slug:slug>/": "anyone",
    "surveys/<slug:slug>/<str:twin>/": "anyone",
    "desk/questionnaires/": "centre_staff",
    "desk/questionnaires/<slug:slug>/": "centre_staff",
    "desk/questionnaires/<slug:slug>/questions/": "centre_staff",
    "desk/questionnaires/<slug:slug>/words/<str:twin>/": "centre_staff",
    "desk/questionnaires/<slug:slug>/preview/<str:twin>/": "centre_staff",
    "desk/questionnaires/<slug:slug>/answers.<str:kind>": "analyst",
}
FILLED = {"<slug:slug>": "what-matters", "<str:twin>": "en", "<str:kind>": "csv"}
PAGES = [
    "/surveys/what-matters/",
    "/surveys/what-matters/en/",
    "/surveys/what-matters/en-easy/",
    "/surveys/what-matters/cy/",
    "/surveys/what-matters/ur/",
    "/surveys/what-matters/en/?for=group",
]
STAFF_PAGES = [
    "/desk/questionnaires/what-matters/",
    "/desk/questionnaires/what-matters/questions/",
    "/desk/questionnaires/what-matters/preview/cy/",
]
