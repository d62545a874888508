"""Addresses of the trace."""

from django.urls import path

from careloom.thread import views

app_name = "thread"
urlpatterns = [
    path("ledger/", views.ledger_page, name="ledger"),
    path("ledger/verify_ledger.py", views.verifier, name="verifier"),
    path("ledger.jsonl", views.ledger_file, name="ledger_file"),
]
