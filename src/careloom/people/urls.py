"""Addresses of signing in and of a person's own page."""

from django.urls import include, path

from careloom.people import views

urlpatterns = [
    path("account/", include("allauth.account.urls")),
    path("account/two-factor/", include("allauth.mfa.urls")),
    path("demo/sign-in/", views.demo_sign_in, name="demo_sign_in"),
    path("me/", views.me, name="me"),
    path("me/forget/", views.erase_me, name="erase_me"),
    path("desk/people/forget/", views.forget_somebody, name="forget_somebody"),
]
