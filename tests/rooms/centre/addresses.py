"""This room's addresses: who may open each, and which ones a browser opens."""

RULES = {
    "topics/": "anyone",
    "^topics\\.(?P<kind>csv|json)$": "anyone",
    "figures/": "anyone",
    "^figures\\.(?P<kind>csv|json)$": "anyone",
    "places/": "anyone",
    "^places\\.(?P<kind>csv|json)$": "anyone",
    "about/": "anyone",
    "about/governance/": "anyone",
    "desk/centre/": "administrator",
    "desk/centre/<slug:code>/": "administrator",
    "desk/centre/<slug:code>/new/": "administrator",
    "desk/centre/<slug:code>/<slug:which>/": "administrator",
    "desk/budget/": "leadership",
    "desk/budget.csv": "leadership",
}
FILLED = {"<slug:code>": "role-groups", "<slug:which>": "carer"}
STAFF_PAGES = ["/desk/centre/", "/desk/centre/places/", "/desk/centre/places/new/", "/desk/centre/seats/new/",
               "/desk/centre/role-groups/carer/", "/desk/budget/"]  # fmt: skip
