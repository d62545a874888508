"""This room's addresses: who may open each, and which ones a browser opens."""

RULES = {
    "edition/": "anyone",
    "style/": "anyone",
}
ONLY_SENT_TO = {"edition/"}
