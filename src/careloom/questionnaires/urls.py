"""Addresses of the public journey and of the builder."""

from django.urls import path

from careloom.questionnaires import bringing_in, building, coming_back, paper, returns, views

app_name = "questionnaires"
urlpatterns = [
    path("surveys/", views.surveys, name="list"),
    path("surveys/receipt/", coming_back.receipt, name="receipt"),
    path("surveys/receipt/mail/", coming_back.mail, name="mail"),
    path("surveys/return/", coming_back.come_back, name="return"),
    path("surveys/worker.js", views.worker, name="worker"),
    path("surveys/pictures/<str:public_id>/", views.picture, name="picture"),
    path("surveys/away/<str:twin>/<str:what>/", views.away, name="away"),
    path("surveys/<slug:slug>/", views.start, name="start"),
    path("surveys/<slug:slug>/paper/<str:twin>.pdf", paper.paper, name="paper"),
    path("surveys/<slug:slug>/<str:twin>/", views.answer, name="answer"),
    path("desk/questionnaires/", building.questionnaires, name="building"),
    path("desk/questionnaires/from-workbook/", building.from_workbook, name="from_workbook"),
    path("desk/questionnaires/<slug:slug>/", building.one, name="build"),
    path("desk/questionnaires/<slug:slug>/questions/", building.questions, name="questions"),
    path("desk/questionnaires/<slug:slug>/questions/<slug:question>/", building.question, name="question"),
    path("desk/questionnaires/<slug:slug>/bring-in/", bringing_in.bring_in, name="bring_in"),
    path("desk/questionnaires/<slug:slug>/bring-in/<str:public_id>/", bringing_in.match, name="match"),
    path("desk/questionnaires/<slug:slug>/enter/", returns.enter, name="enter"),
    path("desk/questionnaires/<slug:slug>/returns/", returns.returns, name="returns"),
    path("desk/questionnaires/<slug:slug>/returns/<str:public_id>/", returns.one_return, name="one_return"),
    path("desk/questionnaires/<slug:slug>/files/<str:public_id>/", returns.file, name="file"),
    path("desk/questionnaires/<slug:slug>/words/<str:twin>/", building.wording, name="wording"),
    path("desk/questionnaires/<slug:slug>/preview/<str:twin>/", building.preview, name="preview"),
    path("desk/questionnaires/<slug:slug>/answers.<str:kind>", building.download, name="answers"),
]
