"""This room's addresses: who may open each, and which ones a browser opens."""

RULES = {
    "what-came-of-it/": "anyone",
    "what-came-of-it/who-was-told/": "anyone",
    "what-came-of-it/yours/": "anyone",
    "what-came-of-it/yours/how/": "anyone",
    "what-came-of-it/yours/handout/": "anyone",
    "what-came-of-it/stop/<str:token>/": "anyone",
    "what-came-of-it/<str:news_id>/": "anyone",
    "me/what-came-of-it/": "signed_in",
    "open-data/": "anyone",
    "open-data/<slug:name>.<str:kind>": "anyone",
    "open-data/<int:number>/": "anyone",
    "open-data/<int:number>/csv-metadata.json": "anyone",
    "open-data/<int:number>/<slug:name>.<str:kind>": "anyone",
    "desk/open-data/": "centre_staff",
    "desk/telling/": "centre_staff",
    "desk/telling/debts/": "centre_staff",
    "desk/telling/log/": "centre_staff",
    "desk/telling/giving/": "centre_staff",
    "desk/telling/came-back/": "centre_staff",
    "desk/telling/answer/<str:news_id>/": "centre_staff",
    "desk/telling/replies/<str:reply_id>/": "centre_staff",
    "desk/telling/replies/<str:reply_id>/sign/": "engagement_lead",
    "desk/telling/messages/<str:message_id>/": "centre_staff",
    "desk/telling/messages/<str:message_id>/<str:language>.pdf": "centre_staff",
    "news/": "anyone",
    "news/feed.xml": "anyone",
    "news/topics/<slug:topic>/feed.xml": "anyone",
    "news/<slug:slug>/": "anyone",
    "coming/": "anyone",
    "coming/calendar.ics": "anyone",
    "newsletter/": "anyone",
    "newsletter/issues/<int:number>/": "anyone",
    "newsletter/yes/<str:token>/": "anyone",
    "newsletter/yours/<str:token>/": "anyone",
    "newsletter/stop/<str:token>/": "anyone",
    "me/newsletter/": "signed_in",
    "desk/newsletter/": "centre_staff",
    "desk/newsletter/<str:issue_id>/": "centre_staff",
    "desk/news/": "centre_staff",
    "desk/news/new/": "centre_staff",
    "desk/news/<str:post_id>/": "centre_staff",
    "desk/news/<str:post_id>/write/": "centre_staff",
    "desk/news/<str:post_id>/correct/": "centre_staff",
    "desk/news/<str:post_id>/withdraw/": "centre_staff",
}
# Addresses of one thing have a random id; these are opened in this room's own tests.
ONLY_SENT_TO = {address for address in RULES if "_id>" in address or "<slug:topic>" in address
                or "<slug:slug>" in address or "<str:token>" in address} | {"open-data/<slug:name>.<str:kind>", "newsletter/issues/<int:number>/"}  # fmt: skip
FILLED = {"<int:number>": "1", "<slug:name>": "topics", "<str:kind>": "csv"}
PAGES = ["/open-data/1/"]
STAFF_PAGES: list[str] = []
