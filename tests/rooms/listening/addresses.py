"""This room's addresses: who may open each, and which ones a browser opens."""

DESK, SURVEY = "desk/listening/<slug:slug>/", "surveys/<slug:slug>/"
RULES = {
    "benchmarks/": "anyone",
    "results/": "anyone",
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
    f"{DESK}paper/": "centre_staff",
    f"{DESK}paper/print/<str:batch_id>/": "centre_staff",
    f"{DESK}paper/print/<str:batch_id>/file/": "centre_staff",
}
SCANS = f"{DESK}paper/scans/"
RULES |= dict.fromkeys((
    SCANS, f"{SCANS}accept/", f"{SCANS}strays/", f"{SCANS}letters/", f"{SCANS}letters/<int:letter_id>/",
    f"{SCANS}pages/<int:page_id>/", f"{SCANS}copies/<str:serial>/", f"{SCANS}next/<slug:what>/",
    f"{SCANS}items/<int:item_id>/", f"{SCANS}items/<int:item_id>/picture/"), "analyst")  # fmt: skip
FILLED = {"<slug:slug>": "what-matters", "<int:task_number>": "1"}
# Releases are made by a job; people on a list are known by a code that only they have.
ONLY_SENT_TO = {
    f"{DESK}paper/<str:paper_id>/", f"{DESK}paper/print/<str:batch_id>/",
    f"{DESK}paper/print/<str:batch_id>/file/", "sign-up/<str:list_id>/leave/", "waiting/<str:waiting_id>/leave/",
    *(address for address in RULES if "<int:number>" in address),
    # What came back on paper is read by a job; test_scans opens these.
    f"{SCANS}accept/", f"{SCANS}next/<slug:what>/",
    *(a for a in RULES if any(part in a for part in ("letter_id", "page_id", "<str:serial>", "item_id"))),
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
    "/desk/listening/what-matters/paper/",
    "/desk/listening/what-matters/paper/scans/",
    "/desk/listening/what-matters/paper/scans/strays/",
    "/desk/listening/what-matters/paper/scans/letters/",
    "/desk/listening/what-matters/outreach/1/",
]

CODING = "desk/coding/"
BOOK = f"{CODING}<slug:slug>/<slug:question>/"
RULES |= {
    CODING: "coder", f"{CODING}new/": "analyst", BOOK: "coder",
    f"{BOOK}share/": "analyst", f"{BOOK}look-again/": "analyst",
    f"{BOOK}read/": "coder", f"{BOOK}read/<int:place>/": "coder", f"{BOOK}read/<int:place>/quote/": "analyst",
    f"{BOOK}themes/": "coder", f"{BOOK}themes/new/": "analyst", f"{BOOK}themes/<str:guid>/": "coder",
    f"{BOOK}themes/<str:guid>/do/<str:verb>/": "analyst", f"{BOOK}themes/<str:guid>/say/<str:verb>/": "coder",
    f"{BOOK}talks/": "coder", f"{BOOK}talks/<str:talk>/": "coder",
    f"{BOOK}languages/": "coder", f"{BOOK}languages/<int:place>/": "coder", f"{BOOK}texts/": "analyst",
    f"{BOOK}screening/": "analyst", f"{BOOK}screening/<int:place>/": "analyst",
    f"{BOOK}exchange/": "analyst", f"{BOOK}codes.qdc": "analyst", f"{BOOK}project.qdpx": "analyst",
    f"{BOOK}report/": "analyst", f"{BOOK}report/make/": "analyst", f"{BOOK}report/publish/": "analyst",
    f"{BOOK}unquote/<str:quote_id>/": "analyst",
    "themes/": "anyone", "themes/mine/": "anyone", "themes/<slug:slug>/<slug:question>/": "anyone",
    "themes/<slug:slug>/<slug:question>/report.docx": "anyone", "themes/<slug:slug>/<slug:question>/report.pdf": "anyone",
}  # fmt: skip
FILLED |= {"<slug:question>": "hopes", "<int:place>": "1", "<str:guid>": "d0000000-0000-4000-8000-000000000001",
           "<str:verb>": "change"}  # fmt: skip
# Forms send people there; what is sent is tested in test_coding_pages.
ONLY_SENT_TO |= {
    f"{BOOK}{part}" for part in (
        "look-again/", "themes/<str:guid>/do/<str:verb>/", "themes/<str:guid>/say/<str:verb>/", "talks/<str:talk>/",
        "languages/<int:place>/", "screening/<int:place>/", "report/make/", "report/publish/", "unquote/<str:quote_id>/")
}  # fmt: skip
DEMO_BOOK = "desk/coding/what-matters/hopes/"
PAGES += ["/themes/what-matters/hopes/"]
STAFF_PAGES += [f"/{DEMO_BOOK}{part}" for part in (
    "", "read/", "read/2/", "themes/", "themes/d0000000-0000-4000-8000-000000000001/", "talks/", "languages/", "texts/",
    "texts/?which=none", "screening/", "exchange/", "report/", "read/2/quote/")]  # fmt: skip
