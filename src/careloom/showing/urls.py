"""Addresses of what came of it."""

from django.urls import include, path

from careloom.showing.views import api, desk, future, mine, open_data, public

app_name = "showing"
urlpatterns = [
    path("", include("careloom.showing.updates.urls")),
    path("what-came-of-it/", public.everything, name="everything"),
    path("what-came-of-it/who-was-told/", public.closure, name="closure"),
    path("what-came-of-it/yours/", mine.by_code_page, name="by_code"),
    path("what-came-of-it/yours/how/", mine.follow, name="follow"),
    path("what-came-of-it/yours/handout/", mine.handout, name="handout"),
    path("what-came-of-it/stop/<str:token>/", mine.stop, name="stop"),
    path("what-came-of-it/<str:news_id>/", public.one, name="one"),
    path("me/what-came-of-it/", mine.mine, name="mine"),
    path("open-data/", open_data.open_data, name="open_data"),
    path("open-data/api/", api.about, name="api"),
    path("open-data/<slug:name>.<str:kind>", open_data.newest_file, name="open_newest"),
    path("open-data/<int:number>/", open_data.one_release, name="open_release"),
    path("open-data/<int:number>/csv-metadata.json", open_data.group, name="open_group"),
    path("open-data/<int:number>/<slug:name>.<str:kind>", open_data.file, name="open_file"),
    path("desk/open-data/", open_data.desk, name="open_desk"),
    path("desk/open-data/tokens/", api.tokens, name="tokens"),
    path("desk/open-data/tokens/<str:token_id>/withdraw/", api.withdraw, name="withdraw_token"),
    path("desk/future/", future.future, name="future"),
    path("desk/telling/", desk.telling, name="telling"),
    path("desk/telling/debts/", desk.debts, name="debts"),
    path("desk/telling/log/", desk.log, name="log"),
    path("desk/telling/giving/", desk.giving_ledger, name="giving"),
    path("desk/telling/came-back/", desk.came_back, name="came_back"),
    path("desk/telling/answer/<str:news_id>/", desk.promise, name="promise"),
    path("desk/telling/replies/<str:reply_id>/", desk.reply, name="reply"),
    path("desk/telling/replies/<str:reply_id>/sign/", desk.give, name="give"),
    path("desk/telling/messages/<str:message_id>/", desk.message, name="message"),
    path("desk/telling/messages/<str:message_id>/<str:language>.pdf", desk.letter, name="letter"),
]
