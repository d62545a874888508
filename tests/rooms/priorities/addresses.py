"""This room's addresses: who may open each, and which ones a browser opens."""

RULES = {
    "priorities/": "anyone",
    "priorities/<slug:slug>/": "anyone",
    "priorities/<slug:slug>/ballot/": "anyone",
    "priorities/<slug:slug>/paper/": "anyone",
    "priorities/<slug:slug>/mine/": "anyone",
    "priorities/<slug:slug>/results/": "anyone",
    "priorities/<slug:slug>/decisions/": "anyone",
    "priorities/<slug:slug>/programme/": "anyone",
    "priorities/<slug:slug>/programme/<str:edition>.<str:kind>": "anyone",
    "priorities/<slug:slug>/weights/": "signed_in",
    "priorities/<slug:slug>/<int:number>/": "anyone",
    "priorities/<slug:slug>/<int:number>/score/": "signed_in",
    "priorities/<slug:slug>/<int:number>/otherwise/": "signed_in",
    "desk/priorities/": "centre_staff",
    "desk/priorities/<slug:slug>/": "centre_staff",
    "desk/priorities/<slug:slug>/step/": "centre_staff",
    "desk/priorities/<slug:slug>/money/": "centre_staff",
    "desk/priorities/<slug:slug>/ballots/": "centre_staff",
    "desk/priorities/<slug:slug>/paper/": "centre_staff",
    "desk/priorities/<slug:slug>/programme/": "centre_staff",
    "desk/priorities/<slug:slug>/programme/approve/": "leadership",
    "desk/priorities/<slug:slug>/programme/<int:place>/": "centre_staff",
    "desk/priorities/<slug:slug>/<int:number>/": "centre_staff",
}
FILLED = {
    "<slug:slug>": "demo-year",
    "<int:number>": "1",
    "<int:place>": "1",
    "<str:edition>": "easy",
    "<str:kind>": "docx",
}
# Without a ballot these lead to the round; the step only takes a form.
ONLY_SENT_TO = {
    "priorities/<slug:slug>/ballot/", "priorities/<slug:slug>/mine/", "desk/priorities/<slug:slug>/step/",
}  # fmt: skip
PAGES = [
    "/priorities/demo-year/",
    "/priorities/demo-year/4/",
    "/priorities/demo-year/results/",
    "/priorities/demo-year/decisions/",
    "/priorities/demo-year/programme/",
    "/priorities/demo-next-year/",
    "/priorities/demo-next-year/ballot/",
    "/priorities/demo-next-year/paper/",
]
STAFF_PAGES = [
    "/desk/priorities/demo-year/",
    "/desk/priorities/demo-year/4/",
    "/desk/priorities/demo-year/programme/",
    "/desk/priorities/demo-year/programme/approve/",
    "/desk/priorities/demo-year/programme/1/",
    "/desk/priorities/demo-next-year/",
    "/desk/priorities/demo-next-year/1/",
    "/desk/priorities/demo-next-year/ballots/",
    "/desk/priorities/demo-next-year/paper/",
    "/desk/priorities/demo-grants/",
    "/desk/priorities/demo-grants/money/",
    "/priorities/demo-next-year/1/score/",
    "/priorities/demo-next-year/weights/",
    "/priorities/demo-year/4/otherwise/",
]
