"""This room's addresses: who may open each, and which ones a browser opens."""

RULES = {
    "projects/": "anyone",
    "^projects\\.(?P<kind>csv|json)$": "anyone",
    "projects/<slug:register_id>/": "anyone",
    "desk/projects/": "centre_staff",
    "desk/projects/<slug:register_id>/topics/": "centre_staff",
    "desk/projects/<slug:register_id>/evidence/": "centre_staff",
    "coverage/": "anyone",
    "^coverage\\.(?P<kind>csv|json)$": "anyone",
}
FILLED = {"<slug:register_id>": "p01"}
OF_NATION = {
    "desk/projects/<slug:register_id>/topics/": "england",
    "desk/projects/<slug:register_id>/evidence/": "england",
}
PAGES = [
    "/projects/p01/",
    "/projects/p13/",
]
STAFF_PAGES = ["/desk/projects/p01/topics/", "/desk/projects/p01/evidence/"]
