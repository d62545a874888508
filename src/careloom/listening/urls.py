"""Addresses of this room."""

from django.urls import path

from careloom.listening.views import missing, paper, waiting

app_name = "listening"
urlpatterns = [
    path("surveys/<slug:slug>/paper/", paper.paper, name="paper"),
    path("surveys/<slug:slug>/waiting/", waiting.waiting, name="waiting"),
    path("desk/listening/", missing.surveys, name="surveys"),
    path("desk/listening/<slug:slug>/", missing.missing, name="missing"),
    path("desk/listening/<slug:slug>/paper/<str:paper_id>/", paper.sent_paper, name="sent_paper"),
]
