"""This room's addresses: who may open each, and which ones a browser opens."""

RULES = {
    "projects/": "anyone",
    "^projects\\.(?P<kind>csv|json)$": "anyone",
    "projects/<slug:register_id>/": "anyone",
    "coverage/": "anyone",
    "^coverage\\.(?P<kind>csv|json)$": "anyone",
}
FILLED = {"<slug:register_id>": "p01"}
PAGES = [
    "/projects/p01/",
    "/projects/p13/",
]
