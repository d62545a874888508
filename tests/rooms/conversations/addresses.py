"""This room's addresses: who may open each, and which ones a browser opens."""

RULES = {
    "conversations/": "anyone",
    "conversations/<slug:slug>/": "anyone",
    "conversations/<slug:slug>/vote/": "anyone",
    "conversations/<slug:slug>/mine/": "anyone",
    "conversations/<slug:slug>/write/": "anyone",
    "conversations/<slug:slug>/results/": "anyone",
    "conversations/<slug:slug>/room/": "anyone",
    "conversations/<slug:slug>/room/now/": "anyone",
    "conversations/<slug:slug>/ballot/": "anyone",
    "desk/conversations/": "centre_staff",
    "desk/conversations/<slug:slug>/": "centre_staff",
    "desk/conversations/<slug:slug>/step/": "centre_staff",
    "desk/conversations/<slug:slug>/proposal/": "centre_staff",
    "desk/conversations/<slug:slug>/ballots/": "centre_staff",
    "desk/conversations/<slug:slug>/paper/": "centre_staff",
    "desk/conversations/<slug:slug>/<int:number>/": "centre_staff",
}
FILLED = {"<slug:slug>": "breaks-for-carers", "<int:number>": "16"}
# Without a private code these lead to the first page of the conversation, whoever asks.
ONLY_SENT_TO = {
    "conversations/<slug:slug>/vote/", "conversations/<slug:slug>/mine/", "conversations/<slug:slug>/write/",
    "desk/conversations/<slug:slug>/step/",
}  # fmt: skip
PAGES = [
    "/conversations/breaks-for-carers/",
    "/conversations/breaks-for-carers/?for=group",
    "/conversations/breaks-for-carers/results/",
    "/conversations/breaks-for-carers/room/",
    "/conversations/breaks-for-carers/ballot/",
]
STAFF_PAGES = [
    "/desk/conversations/breaks-for-carers/",
    "/desk/conversations/breaks-for-carers/proposal/",
    "/desk/conversations/breaks-for-carers/ballots/",
    "/desk/conversations/breaks-for-carers/paper/",
    "/desk/conversations/breaks-for-carers/16/",
]
