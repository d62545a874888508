"""This room's addresses: who may open each, and which ones a browser opens."""

RULES = {
    "surveys/<slug:slug>/paper/": "anyone",
    "surveys/<slug:slug>/waiting/": "anyone",
    "desk/listening/": "centre_staff",
    "desk/listening/<slug:slug>/": "centre_staff",
    "desk/listening/<slug:slug>/paper/<str:paper_id>/": "centre_staff",
}
FILLED = {"<slug:slug>": "what-matters"}
ONLY_SENT_TO = {"desk/listening/<slug:slug>/paper/<str:paper_id>/"}
PAGES = [
    "/surveys/what-matters/paper/",
]
STAFF_PAGES = [
    "/desk/listening/what-matters/",
]
