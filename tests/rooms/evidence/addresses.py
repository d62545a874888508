"""This room's addresses: who may open each, and which ones a browser opens."""

RULES = {
    "evidence/": "anyone",
    "^evidence\\.(?P<kind>csv|json)$": "anyone",
    "evidence/records/<slug:kind>/": "anyone",
    "evidence/examples/": "anyone",
    "evidence/item/<str:public_id>/": "anyone",
    "evidence/item/<str:public_id>/file/": "anyone",
    "desk/evidence/": "centre_staff",
    "desk/evidence/notice/<str:public_id>/": "centre_staff",
    "desk/evidence/add/<slug:kind>/": "centre_staff",
    "desk/evidence/item/<str:public_id>/": "centre_staff",
    "desk/evidence/item/<str:public_id>/remove/": "centre_staff",
    "desk/evidence/answers/": "centre_staff",
    "desk/evidence/import/": "centre_staff",
    "desk/evidence/import/<str:public_id>/": "centre_staff",
    "desk/evidence/duplicates/": "centre_staff",
    "desk/evidence/duplicates/<str:public_id>/": "centre_staff",
    "desk/evidence/joined/<str:public_id>/": "centre_staff",
}
FILLED = {"records/<slug:kind>": "records/ris", "add/<slug:kind>": "add/lived", "<str:public_id>": "item_demo01"}
ONLY_SENT_TO = {
    "desk/evidence/notice/<str:public_id>/", "desk/evidence/item/<str:public_id>/remove/",
    "desk/evidence/import/<str:public_id>/", "desk/evidence/duplicates/<str:public_id>/",
    "desk/evidence/joined/<str:public_id>/",
}  # fmt: skip
PAGES = ["/evidence/item/item_demo01/", "/evidence/item/item_demo02/", "/evidence/item/item_demo03/",
         "/evidence/?words=care"]  # fmt: skip
STAFF_PAGES = ["/desk/evidence/add/research/", "/desk/evidence/add/lived/", "/desk/evidence/add/practice/",
               "/desk/evidence/item/item_demo01/"]  # fmt: skip
