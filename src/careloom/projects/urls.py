"""Addresses of the register."""

from django.urls import path, re_path

from careloom.projects import views

app_name = "projects"
urlpatterns = [
    path("projects/", views.projects, name="list"),
    re_path(r"^projects\.(?P<kind>csv|json)$", views.projects_file, name="list_file"),
    path("projects/<slug:register_id>/", views.project, name="one"),
    path("desk/projects/", views.ours, name="ours"),
    path("desk/projects/<slug:register_id>/topics/", views.topics, name="topics"),
    path("desk/projects/<slug:register_id>/evidence/", views.evidence, name="evidence"),
    path("coverage/", views.coverage, name="coverage"),
    re_path(r"^coverage\.(?P<kind>csv|json)$", views.coverage_file, name="coverage_file"),
]
