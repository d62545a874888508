"""Addresses of the centre's own words."""

from django.urls import path, re_path

from careloom.centre import views

app_name = "centre"
urlpatterns = [
    path("topics/", views.topics, name="topics"),
    re_path(r"^topics\.(?P<kind>csv|json)$", views.topics_file, name="topics_file"),
    path("figures/", views.figures, name="figures"),
    re_path(r"^figures\.(?P<kind>csv|json)$", views.figures_file, name="figures_file"),
    path("places/", views.places, name="places"),
    re_path(r"^places\.(?P<kind>csv|json)$", views.places_file, name="places_file"),
    path("about/", views.about, name="about"),
]
