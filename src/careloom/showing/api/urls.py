"""Addresses of the API. They carry no language: the API speaks the first one."""

from django.urls import path, re_path

from careloom.showing.api import door

app_name = "api"
urlpatterns = [
    path("openapi.json", door.description, name="description"),
    *[path(route, door.door(route, "anyone"), name=route.split("/")[0] or "index") for route in door.READS],
    *[path(route, door.door(route, "token"), name=route.split("/")[0]) for route in door.WRITES],
    re_path("^", door.nothing, name="nothing"),  # whatever is left, line breaks too
]
