"""This room's addresses: who may open each, and which ones a browser opens."""

RULES = {
    "topics/": "anyone",
    "^topics\\.(?P<kind>csv|json)$": "anyone",
    "figures/": "anyone",
    "^figures\\.(?P<kind>csv|json)$": "anyone",
    "places/": "anyone",
    "^places\\.(?P<kind>csv|json)$": "anyone",
    "about/": "anyone",
}
