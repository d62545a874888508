"""The addresses of the roof's own pages."""

from django.urls import include, path

from careloom.site import views

urlpatterns = [
    path("", views.home, name="home"),
    path("desk/", views.desk, name="desk"),
    path("", include("careloom.ui.style_urls")),
]
