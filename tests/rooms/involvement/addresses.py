"""This room's addresses: who may open each, and which ones a browser opens."""

RULES = {
    "take-part/": "anyone",
    "take-part/what-we-pay/": "anyone",
    "take-part/<str:opportunity_id>/": "anyone",
    "take-part/<str:opportunity_id>/book/": "signed_in",
    "me/taking-part/": "signed_in",
    "me/offers/<str:offer_id>/": "signed_in",
    "me/offers/<str:offer_id>/letter.<str:kind>": "signed_in",
    "me/claims/<str:claim_id>/": "signed_in",
    "desk/take-part/": "engagement_lead",
    "desk/take-part/who/": "engagement_lead",
    "desk/take-part/<str:opportunity_id>/": "engagement_lead",
    "desk/take-part/<str:opportunity_id>/attendance/": "engagement_lead",
    "desk/access-budget/": "engagement_lead",
    "desk/payments/": "payments_officer",
    "desk/payments/rates/": "payments_officer",
    "desk/payments/<str:file_id>.csv": "payments_officer",
}
# Addresses of one thing have a random id; these are opened in this room's own tests.
ONLY_SENT_TO = {address for address in RULES if "<" in address}
STAFF_PAGES = ["/desk/take-part/who/", "/desk/payments/rates/", "/desk/take-part/", "/desk/access-budget/"]
