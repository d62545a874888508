"""Addresses of this room."""

from django.urls import path

from careloom.priorities.views import deciding, preparing, programme, scoring, seeing, voting

app_name = "priorities"
urlpatterns = [
    path("priorities/", seeing.rounds, name="list"),
    path("priorities/<slug:slug>/", seeing.one, name="round"),
    path("priorities/<slug:slug>/ballot/", voting.ballot, name="ballot"),
    path("priorities/<slug:slug>/paper/", voting.paper, name="paper"),
    path("priorities/<slug:slug>/mine/", voting.mine, name="mine"),
    path("priorities/<slug:slug>/results/", seeing.results, name="results"),
    path("priorities/<slug:slug>/decisions/", seeing.decisions, name="decisions"),
    path("priorities/<slug:slug>/programme/", programme.public, name="programme"),
    path("priorities/<slug:slug>/programme/<str:edition>.<str:kind>", programme.pack, name="pack"),
    path("priorities/<slug:slug>/weights/", scoring.weights, name="weights"),
    path("priorities/<slug:slug>/<int:number>/", seeing.topic, name="topic"),
    path("priorities/<slug:slug>/<int:number>/score/", scoring.score, name="score"),
    path("priorities/<slug:slug>/<int:number>/otherwise/", deciding.otherwise, name="otherwise"),
    path("desk/priorities/", preparing.prepare_all, name="prepare_all"),
    path("desk/priorities/<slug:slug>/", preparing.prepare, name="prepare"),
    path("desk/priorities/<slug:slug>/step/", preparing.step, name="step"),
    path("desk/priorities/<slug:slug>/money/", preparing.money, name="money"),
    path("desk/priorities/<slug:slug>/ballots/", preparing.ballots, name="ballots"),
    path("desk/priorities/<slug:slug>/paper/", preparing.type_in, name="type_in"),
    path("desk/priorities/<slug:slug>/programme/", programme.prepare, name="prepare_programme"),
    path("desk/priorities/<slug:slug>/programme/approve/", programme.approve, name="approve"),
    path("desk/priorities/<slug:slug>/programme/<int:place>/", programme.answer, name="answer"),
    path("desk/priorities/<slug:slug>/<int:number>/", deciding.decide, name="decide"),
]
