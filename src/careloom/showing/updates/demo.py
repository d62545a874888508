"""The demo's posts, its newsletter and who gets it: all made up, and saying so. No mail leaves the house."""

import io
import math
import wave
from typing import Any

from django.core.mail import get_connection

from careloom.people.models import Account
from careloom.projects.models import Project
from careloom.showing.demo_told import words
from careloom.showing.models import News
from careloom.showing.updates import services
from careloom.showing.updates.models import MediaItem, Post


def load(*, by: str) -> None:
    """A sound, three posts of which one was put right, three subscribers, a call alert, and an issue that went out."""
    rosa, megan, said = _person("rosa"), _person("megan"), words()
    posts = _posts(said["posts"], rosa, megan, _sound(said["media"], rosa, megan))
    services.correct_post(post=posts[-1], words=posts[-1].words, note=said["correction"], by=rosa)
    for name, wishes in said["wishes"].items():
        account = Account.objects.select_related("person").get(email=f"{name}@demo.example")
        services.set_wishes_of(person=account.person, email=account.email, wishes=wishes, by=account.person.public_id)
    nowhere = get_connection("django.core.mail.backends.dummy.EmailBackend")
    if alert := services.make_alert(by=by):
        services.send_issue(issue=alert, by=by, post=nowhere)
    issue = services.compose_issue(by=rosa)
    services.write_issue(issue=issue, words=said["issue"], use=[piece["ref"] for piece in issue.pieces], by=rosa)
    services.check_issue(issue=issue, by=megan)
    services.begin_sending(issue=issue, by=rosa)
    issue.refresh_from_db()
    services.send_issue(issue=issue, by=by, post=nowhere)


def _person(name: str) -> str:
    return Account.objects.select_related("person").get(email=f"{name}@demo.example").person.public_id


def _sound(said: dict[str, Any], rosa: str, megan: str) -> MediaItem:
    """A doorbell, made here, with its transcript and the yes of somebody made up."""
    values = {"kind": "audio", "address": "", "file_name": "doorbell.wav", "seconds": 2, "captions": []}
    item = services.keep_media(words=said["words"], transcript=said["transcript"], values=values, file=_bell(), by=rosa)
    who = services.ask_to_appear(item=item, name=said["name"], person_id=_person("grace"), by=rosa)
    services.answer_appearance(appearance=who, yes=True, by=_person("grace"))
    services.check_media(item=item, by=megan)
    services.publish_media(item=item, by=rosa)
    return item


def _bell(rate: int = 8_000) -> bytes:
    """Two seconds of a doorbell as WAV: a high note, then a low one, each dying away."""
    made = io.BytesIO()
    notes = [(hertz, n / rate) for hertz in (660, 528) for n in range(rate)]
    with wave.open(made, "wb") as file:
        file.setparams((1, 1, rate, 0, "NONE", ""))
        waves = (math.exp(-3 * t) * math.sin(2 * math.pi * hertz * t) for hertz, t in notes)
        file.writeframes(bytes(int(128 + 90 * height) for height in waves))
    return made.getvalue()


def _posts(rows: list[dict[str, Any]], rosa: str, megan: str, sound: MediaItem) -> list[Post]:
    news = {one.said["en-gb"]["standard"]["title"]: one for one in News.objects.filter(public=True).order_by("pk")}
    made = []
    for row in rows:
        nation, about = row["nation"], row["about"]
        project = Project.objects.filter(nation__slug=nation).order_by("pk")[:1] if nation else []
        values = {name: row[name] for name in ("kind", "nation", "lived", "credit", "tags")}
        post = services.write_post(words=row["words"], values={**values, "credit_agreed": True}, by=rosa,
                                   news=[news[about]] if about in news else [], projects=list(project),
                                   media=[sound] if row["kind"] == "blog" else [])  # fmt: skip
        services.check_post(post=post, by=megan)
        services.publish_post(post=post, by=rosa)
        made.append(Post.objects.get(pk=post.pk))
    return made
