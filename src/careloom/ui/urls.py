"""The address that switches the edition."""

from django.urls import path

from careloom.ui import views

urlpatterns = [path("edition/", views.edition, name="edition")]
