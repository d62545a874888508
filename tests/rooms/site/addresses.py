"""This room's addresses: who may open each, and which ones a browser opens."""

RULES = {
    "": "anyone",
    "desk/": "signed_in",
}
PAGES = [
    "/no-such-page/",
]
