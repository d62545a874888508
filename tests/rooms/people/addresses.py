"""This room's addresses: who may open each, and which ones a browser opens."""

from careloom.thread.ids import same_id

GRACE, PARTNER = same_id("person", "demo grace@demo.example"), same_id("organisation", "demo partner of the centre")
RULES = {
    "demo/sign-in/": "anyone",
    "me/": "signed_in",
    "me/forget/": "signed_in",
    "sign-in/<str:token>/": "anyone",
    "partners/": "anyone",
    "desk/people/": "administrator",
    "desk/people/new/": "administrator",
    "desk/people/forget/": "administrator",
    "desk/people/<str:person_id>/": "administrator",
    "desk/people/<str:person_id>/change/": "administrator",
    "desk/people/<str:person_id>/role/": "administrator",
    "desk/people/<str:person_id>/role/<int:grant_number>/end/": "administrator",
    "desk/people/<str:person_id>/account/": "administrator",
    "desk/organisations/": "centre_staff",
    "desk/organisations/new/": "centre_staff",
    "desk/organisations/<str:organisation_id>/": "centre_staff",
    "desk/organisations/<str:organisation_id>/change/": "centre_staff",
    "desk/organisations/<str:organisation_id>/contact/<int:contact_number>/end/": "centre_staff",
}
FILLED = {"<str:person_id>": GRACE, "<str:organisation_id>": PARTNER, "<int:grant_number>": "1", "<int:contact_number>": "1"}
ONLY_SENT_TO = {
    "demo/sign-in/",
    "desk/people/<str:person_id>/role/",
    "desk/people/<str:person_id>/role/<int:grant_number>/end/",
    "desk/people/<str:person_id>/account/",
    "desk/organisations/<str:organisation_id>/contact/<int:contact_number>/end/",
}
OF_NATION = {
    "desk/organisations/<str:organisation_id>/": "wales",
    "desk/organisations/<str:organisation_id>/change/": "wales",
}
STAFF_PAGES = [f"/desk/people/{GRACE}/", f"/desk/people/{GRACE}/change/", f"/desk/organisations/{PARTNER}/",
               f"/desk/organisations/{PARTNER}/change/", "/desk/people/?words=rosa"]  # fmt: skip
