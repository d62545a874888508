"""Addresses of the public journey and of the builder."""

from django.urls import path

from careloom.questionnaires import building, views

app_name = "questionnaires"
urlpatterns = [
    path("surveys/", views.surveys, name="list"),
    path("surveys/receipt/", views.receipt, name="receipt"),
    path("surveys/return/", views.come_back, name="return"),
    path("surveys/<slug:slug>/", views.start, name="start"),
    path("surveys/<slug:slug>/<str:twin>/", views.answer, name="answer"),
    path("desk/questionnaires/", building.questionnaires, name="building"),
    path("desk/questionnaires/<slug:slug>/", building.one, name="build"),
    path("desk/questionnaires/<slug:slug>/questions/", building.questions, name="questions"),
    path("desk/questionnaires/<slug:slug>/words/<str:twin>/", building.wording, name="wording"),
    path("desk/questionnaires/<slug:slug>/preview/<str:twin>/", building.preview, name="preview"),
    path("desk/questionnaires/<slug:slug>/answers.<str:kind>", building.download, name="answers"),
]
