"""This room's addresses: who may open each, and which ones a browser opens."""

RULES = {
    "assemblies/": "anyone",
    "assemblies/welcome/": "anyone",
    "assemblies/lottery/": "anyone",
    "assemblies/was-it-you/<str:token>/": "anyone",
    "assemblies/lottery/verify.py": "anyone",
    "assemblies/draws/<str:draw_id>.json": "anyone",
    "assemblies/draws/<str:draw_id>/quotas.csv": "anyone",
    "assemblies/questions/<str:question_id>/": "anyone",
    "assemblies/<slug:slug>/": "anyone",
    "signed-out/": "anyone",
    "meetings/away.js": "anyone",
    "meetings/<str:meeting_id>/": "signed_in",
    "meetings/<str:meeting_id>/papers/<int:number>.<str:kind>": "signed_in",
    "meetings/<str:meeting_id>/actions/<int:number>/": "signed_in",
    "me/assemblies/": "signed_in",
    "me/assemblies/applications/<str:application_id>/was-it-me/": "signed_in",
    "me/assemblies/seats/<str:seat_id>/": "signed_in",
    "me/assemblies/applications/<str:application_id>/withdraw/": "signed_in",
    "me/assemblies/applications/<str:application_id>/letter.<str:kind>": "signed_in",
    "me/invitations/<str:invitation_id>/": "signed_in",
    "desk/assemblies/": "assembly_lead",
    "desk/assemblies/together/": "assembly_lead",
    "desk/inclusion/": "centre_staff",
    "desk/inclusion/<slug:step>/<str:about>/": "centre_staff",
    "desk/panel-check/": "centre_staff",
    "desk/assemblies/<str:nation>/<slug:slug>/": "assembly_lead",
    "desk/assemblies/<str:nation>/<slug:slug>/lottery/": "assembly_lead",
    "desk/assemblies/<str:nation>/<slug:slug>/lottery/<str:draw_id>/people.csv": "assembly_lead",
    "desk/assemblies/<str:nation>/<slug:slug>/meetings/<str:meeting_id>/": "assembly_lead",
    "desk/assemblies/<str:nation>/<slug:slug>/meetings/<str:meeting_id>/post/<str:invitation_id>.pdf": "assembly_lead",
}
FILLED = {"<str:nation>": "wales", "<slug:slug>": "wales", "<slug:step>": "call", "<str:about>": "call_of_a_test"}
# Addresses of one thing have a random id; these are opened in this room's own tests.
ONLY_SENT_TO = {address for address in RULES if "_id>" in address or "<str:token>" in address}
PAGES = ["/assemblies/wales/"]
STAFF_PAGES = ["/desk/assemblies/together/", "/desk/assemblies/wales/wales/", "/desk/assemblies/wales/wales/lottery/"]
