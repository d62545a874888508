"""This room's addresses: who may open each, and which ones a browser opens."""

DESK, SURVEY = "desk/listening/<slug:slug>/", "surveys/<slug:slug>/"
RULES = {
    "benchmarks/": "anyone",
    "results/": "anyone",
    "sign-up/": "anyone",
    "sign-up/<str:list_id>/leave/": "anyone",
    "waiting/<str:waiting_id>/leave/": "anyone",
    f"{SURVEY}paper/": "anyone",
    f"{SURVEY}waiting/": "anyone",
    f"{SURVEY}ground-rules/": "anyone",
    f"{SURVEY}help/": "anyone",
    f"{SURVEY}results/": "anyone",
    f"{SURVEY}results/<int:number>/": "anyone",
    f"{SURVEY}results/<int:number>/mix/": "anyone",
    f"{SURVEY}results/<int:number>/<slug:question>/": "anyone",
    f"{SURVEY}results/<int:number>/<slug:question>.<slug:kind>": "anyone",
    "desk/listening/": "centre_staff",
    DESK: "centre_staff",
    f"{DESK}targets/": "centre_staff",
    f"{DESK}safe/": "centre_staff",
    f"{DESK}help/": "centre_staff",
    f"{DESK}waiting/": "centre_staff",
    f"{DESK}results/": "centre_staff",
    f"{DESK}outreach/<int:task_number>/": "centre_staff",
    f"{DESK}paper/<str:paper_id>/": "centre_staff",
}
FILLED = {"<slug:slug>": "what-matters", "<int:task_number>": "1"}
# Releases are made by a job; people on a list are known by a code that only they have.
ONLY_SENT_TO = {
    f"{DESK}paper/<str:paper_id>/", "sign-up/<str:list_id>/leave/", "waiting/<str:waiting_id>/leave/",
    *(address for address in RULES if "<int:number>" in address),
}  # fmt: skip
PAGES = [
    "/surveys/what-matters/paper/",
    "/surveys/what-matters/ground-rules/",
    "/surveys/what-matters/help/",
    "/surveys/what-matters/results/",
]
STAFF_PAGES = [
    "/desk/listening/what-matters/",
    "/desk/listening/what-matters/targets/",
    "/desk/listening/what-matters/safe/",
    "/desk/listening/what-matters/help/",
    "/desk/listening/what-matters/waiting/",
    "/desk/listening/what-matters/results/",
    "/desk/listening/what-matters/outreach/1/",
]
