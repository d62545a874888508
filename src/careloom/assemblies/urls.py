"""Addresses of the room."""

from django.urls import path

from careloom.assemblies.views import (
    checking,
    draw,
    inclusion,
    lead,
    mine,
    prepare,
    public,
    room,
    together,
    transparency,
)

app_name = "assemblies"
urlpatterns = [
    path("assemblies/", public.assemblies, name="list"),
    path("assemblies/welcome/", public.welcome, name="welcome"),
    path("assemblies/lottery/", transparency.lottery, name="lottery"),
    path("assemblies/lottery/verify.py", checking.checker, name="checker"),
    path("assemblies/draws/<str:draw_id>.json", checking.record, name="record"),
    path("assemblies/draws/<str:draw_id>/quotas.csv", checking.quotas, name="quotas"),
    path("assemblies/questions/<str:question_id>/", public.question, name="question"),
    path("assemblies/was-it-you/<str:token>/", public.was_it_you, name="was_it_you"),
    path("assemblies/<slug:slug>/", public.assembly, name="assembly"),
    path("signed-out/", public.signed_out, name="signed_out"),
    path("meetings/away.js", room.away, name="away"),
    path("meetings/<str:meeting_id>/", room.meeting, name="meeting"),
    path("meetings/<str:meeting_id>/papers/<int:number>.<str:kind>", room.paper, name="paper"),
    path("meetings/<str:meeting_id>/actions/<int:number>/", room.action, name="action"),
    path("me/assemblies/", mine.mine, name="mine"),
    path("me/assemblies/seats/<str:seat_id>/", mine.seat, name="seat"),
    path("me/assemblies/applications/<str:application_id>/withdraw/", mine.withdraw, name="withdraw"),
    path("me/assemblies/applications/<str:application_id>/letter.<str:kind>", mine.letter, name="letter"),
    path("me/assemblies/applications/<str:application_id>/was-it-me/", mine.was_it_me, name="was_it_me"),
    path("me/invitations/<str:invitation_id>/", mine.invitation, name="invitation"),
    path("desk/assemblies/", lead.assemblies, name="lead_list"),
    path("desk/assemblies/together/", together.together, name="together"),
    path("desk/inclusion/", inclusion.checks, name="inclusion_list"),
    path("desk/inclusion/<slug:step>/<str:about>/", inclusion.check, name="inclusion"),
    path("desk/panel-check/", public.panel, name="panel"),
    path("desk/assemblies/<str:nation>/<slug:slug>/", lead.assembly, name="lead"),
    path("desk/assemblies/<str:nation>/<slug:slug>/lottery/", draw.draw, name="draw"),
    path("desk/assemblies/<str:nation>/<slug:slug>/lottery/<str:draw_id>/people.csv", checking.people, name="people"),
    path("desk/assemblies/<str:nation>/<slug:slug>/meetings/<str:meeting_id>/", prepare.prepare, name="prepare"),
    path("desk/assemblies/<str:nation>/<slug:slug>/meetings/<str:meeting_id>/post/<str:invitation_id>.pdf",
         prepare.by_post, name="by_post"),
]
