"""Addresses of this room."""

from django.urls import path

from careloom.listening import views

app_name = "listening"
urlpatterns = [
    path("surveys/<slug:slug>/paper/", views.paper, name="paper"),
    path("surveys/<slug:slug>/waiting/", views.waiting, name="waiting"),
    path("desk/listening/", views.surveys, name="surveys"),
    path("desk/listening/<slug:slug>/", views.missing, name="missing"),
    path("desk/listening/<slug:slug>/paper/<str:paper_id>/", views.sent_paper, name="sent_paper"),
]
