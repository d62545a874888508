"""Addresses of this room."""

from django.urls import path

from careloom.listening.views import aims, missing, outreach, paper, results, waiting

app_name = "listening"
urlpatterns = [
    path("benchmarks/", aims.benchmarks, name="benchmarks"),
    path("results/", results.surveys, name="published"),
    path("sign-up/", waiting.sign_up, name="sign_up"),
    path("sign-up/<str:list_id>/leave/", waiting.leave_list, name="leave_list"),
    path("waiting/<str:waiting_id>/leave/", waiting.leave, name="leave_waiting"),
    path("surveys/<slug:slug>/paper/", paper.paper, name="paper"),
    path("surveys/<slug:slug>/waiting/", waiting.waiting, name="waiting"),
    path("surveys/<slug:slug>/ground-rules/", aims.ground_rules, name="ground_rules"),
    path("surveys/<slug:slug>/help/", aims.help_offered, name="help_offered"),
    path("surveys/<slug:slug>/results/", results.latest, name="results"),
    path("surveys/<slug:slug>/results/<int:number>/", results.one_release, name="release"),
    path("surveys/<slug:slug>/results/<int:number>/mix/", results.mix, name="mix"),
    path("surveys/<slug:slug>/results/<int:number>/<slug:question>/", results.question, name="result"),
    path("surveys/<slug:slug>/results/<int:number>/<slug:question>.<slug:kind>", results.download, name="download"),
    path("desk/listening/", missing.surveys, name="surveys"),
    path("desk/listening/<slug:slug>/", missing.missing, name="missing"),
    path("desk/listening/<slug:slug>/targets/", aims.targets, name="targets"),
    path("desk/listening/<slug:slug>/safe/", aims.safe, name="safe"),
    path("desk/listening/<slug:slug>/help/", aims.help_wanted, name="help"),
    path("desk/listening/<slug:slug>/waiting/", waiting.launching, name="launching"),
    path("desk/listening/<slug:slug>/results/", results.publishing, name="publishing"),
    path("desk/listening/<slug:slug>/outreach/<int:task_number>/", outreach.task, name="task"),
    path("desk/listening/<slug:slug>/paper/<str:paper_id>/", paper.sent_paper, name="sent_paper"),
]
