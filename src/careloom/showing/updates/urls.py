"""Addresses of updates; they stand in the name space of `showing`."""

from django.urls import path

from careloom.showing.updates import feeds
from careloom.showing.updates.views import calendar, editing, issues, media, newsletter, posts

urlpatterns = [
    path("news/", posts.posts, name="posts"),
    path("news/feed.xml", feeds.feed, name="feed"),
    path("news/topics/<slug:topic>/feed.xml", feeds.topic_feed, name="topic_feed"),
    path("news/<slug:slug>/", posts.post, name="post"),
    path("coming/", calendar.coming, name="coming"),
    path("coming/calendar.ics", calendar.file, name="calendar"),
    path("newsletter/", newsletter.newsletter, name="newsletter"),
    path("newsletter/issues/<int:number>/", newsletter.issue, name="issue"),
    path("newsletter/yes/<str:token>/", newsletter.say_yes, name="say_yes"),
    path("newsletter/yours/<str:token>/", newsletter.my_mails, name="my_mails"),
    path("newsletter/stop/<str:token>/", newsletter.stop, name="stop_mails"),
    path("me/newsletter/", newsletter.mine, name="mine_mails"),
    path("desk/newsletter/", issues.issues, name="desk_issues"),
    path("desk/newsletter/<str:issue_id>/", issues.one, name="desk_issue"),
    path("media/", media.items, name="media"),
    path("media/consent/<str:token>/", media.consent, name="media_consent"),
    path("media/<str:item_id>/", media.one, name="media_item"),
    path("media/<str:item_id>/file/", media.file, name="media_file"),
    path("desk/media/", media.desk, name="desk_media"),
    path("desk/media/new/", media.write, name="write_media"),
    path("desk/media/<str:item_id>/", media.desk_one, name="desk_media_item"),
    path("desk/media/<str:item_id>/write/", media.write, name="edit_media"),
    path("desk/news/", editing.posts, name="desk_posts"),
    path("desk/news/new/", editing.write, name="write_post"),
    path("desk/news/<str:post_id>/", editing.one, name="desk_post"),
    path("desk/news/<str:post_id>/write/", editing.write, name="edit_post"),
    path("desk/news/<str:post_id>/correct/", editing.correct, name="correct_post"),
    path("desk/news/<str:post_id>/withdraw/", editing.withdraw, name="withdraw_post"),
]
