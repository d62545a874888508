"""Addresses of the trace."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
