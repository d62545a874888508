"""Addresses of background work."""

from django.urls import path

from careloom.jobs import views

app_name = "jobs"
urlpatterns = [
    path("desk/jobs/", views.work, name="work"),
    path("desk/jobs/<str:public_id>/", views.one, name="one"),
    path("desk/jobs/<str:public_id>/stop/", views.stop, name="stop"),
    path("desk/jobs/<str:public_id>/again/", views.again, name="again"),
]
