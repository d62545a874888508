"""The living page of components."""

from django.urls import path

from careloom.ui import views

urlpatterns = [path("style/", views.style, name="style")]
