"""What came of the demo's made-up answers: signed replies in every state, people who were told, marks, debts."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from careloom.people.models import Person
from careloom.people.services import set_preferences
from careloom.showing import services
from careloom.showing.models import Contribution, Message, News, Telling
from careloom.showing.services.practising import heard_earlier

SETTLED = timedelta(minutes=5)
AGO, LONG_AGO, DEBTS = 24, 97, 6  # days since most was heard; since what nobody was told about; how many of these
WORDS = Path(__file__).parent / "data" / "demo.json"  # made up, and saying so


def words() -> Any:
    """The words of replies, posts and the newsletter, in every twin."""
    return json.loads(WORDS.read_text(encoding="utf-8"))



def load(*, by: str) -> None:
    """Read the trace, answer two themes, promise a third answer, tell people, take marks, publish who was told."""
    _read(by)
    _spread()
    everybody = list(Contribution.objects.order_by("pk").values_list("pk", flat=True))
    heard_earlier(contributions=everybody, days=AGO)
    told = set(Telling.objects.values_list("reader", flat=True))
    waiting = Contribution.objects.exclude(reader__in=told).order_by("pk")[:DEBTS]
    heard_earlier(contributions=[row.pk for row in waiting], days=LONG_AGO - AGO)
    _somebody_known(by)
    rosa = _person("rosa")
    for row in words()["replies"]:
        _reply(row, rosa.public_id)
    _promise("Choice and control", rosa.public_id)
    _read(by)
    _spread()
    _tell(by)
    _marks()
    services.show_closure(by=by)


def _person(name: str) -> Person:
    return Person.objects.get(email=f"{name}@demo.example")


def _read(by: str) -> None:
    while services.notice(by=by, now=timezone.now() + SETTLED):
        pass
    services.open_to_all()


def _spread() -> None:
    """As if some weeks ago, so that nobody has to wait for the end of theirs."""
    then = timezone.now() - timedelta(days=AGO)
    for news in News.objects.filter(spread_at=None).select_related("entry").order_by("pk"):
        services.spread(news=news, now=then)


def _news(title: str) -> News:
    return next(n for n in News.objects.filter(kind="theme").select_related("entry").order_by("pk")
                if n.said["en-gb"]["standard"]["title"] == title)  # fmt: skip


def _somebody_known(by: str) -> None:
    """Four made-up people put an answer on their own page by its code; one wants letters, one a phone call."""
    for name, wants in {"owain": "letter", "pryce": "phone"}.items():
        set_preferences(person=_person(name), preferred_format=wants, preferred_language="en-gb", needs=[], by=by)
    behind = Telling.objects.filter(news=_news("Time and continuity")).order_by("pk")
    names = ["grace", "tom", "owain", "pryce"]
    for name, row in zip(names, behind.exclude(reader__startswith="person_")[:4], strict=False):
        services.join_readers(other=row.reader, reader=_person(name).public_id, by=by)


def _reply(row: dict[str, Any], by: str) -> None:
    reply = services.promise_reply(about=_news(row["theme"]).entry, owner_id=by, due_on=date.today(), by=by)
    services.write_reply(reply=reply, state=row["state"], words=row["words"], until=None, by=by)
    services.give_reply(reply=reply, by=by)


def _promise(theme: str, by: str) -> None:
    due = date.today() + timedelta(days=10)
    services.promise_reply(about=_news(theme).entry, owner_id=by, due_on=due, by=by)


def _tell(by: str) -> None:
    """Make every message. Mails of the demo's own people count as read: a demo writes to nobody while it is filled."""
    while services.make_messages(by=by):
        pass
    for message in Message.objects.filter(state=Message.State.WAITING):
        services.mark_told(message=message, by=by)


def _marks() -> None:
    for name, enough, said in [("grace", False, "Two councils are a start. What about mine? (made up)"),
                                ("tom", True, "Thank you for the honest answer. (made up)")]:  # fmt: skip
        reader = _person(name).public_id
        row = Telling.objects.filter(reader=reader, news__kind="reply", over_at=None).select_related("news").first()
        if row:
            services.mark_homework(news=row.news, reader=reader, enough=enough, words=said, by=reader,
                                   once=f"demo-mark-{name}")  # fmt: skip
