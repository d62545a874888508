"""Addresses of this room."""

from django.urls import path

from careloom.conversations.views import preparing, seeing, taking_part

app_name = "conversations"
urlpatterns = [
    path("conversations/", taking_part.conversations, name="list"),
    path("conversations/<slug:slug>/", taking_part.start, name="start"),
    path("conversations/<slug:slug>/vote/", taking_part.vote, name="vote"),
    path("conversations/<slug:slug>/mine/", taking_part.mine, name="mine"),
    path("conversations/<slug:slug>/write/", taking_part.write, name="write"),
    path("conversations/<slug:slug>/results/", seeing.results, name="results"),
    path("conversations/<slug:slug>/room/", seeing.room, name="room"),
    path("conversations/<slug:slug>/room/now/", seeing.room_now, name="room_now"),
    path("conversations/<slug:slug>/ballot/", seeing.ballot, name="ballot"),
    path("desk/conversations/", preparing.prepare_all, name="prepare_all"),
    path("desk/conversations/<slug:slug>/", preparing.prepare, name="prepare"),
    path("desk/conversations/<slug:slug>/step/", preparing.step, name="step"),
    path("desk/conversations/<slug:slug>/proposal/", preparing.proposal, name="proposal"),
    path("desk/conversations/<slug:slug>/ballots/", preparing.type_in, name="type_in"),
    path("desk/conversations/<slug:slug>/paper/", preparing.paper, name="paper"),
    path("desk/conversations/<slug:slug>/<int:number>/", preparing.moderate, name="moderate"),
]
