"""Addresses of the room."""

from django.urls import URLPattern

app_name = "showing"
urlpatterns: list[URLPattern] = []
