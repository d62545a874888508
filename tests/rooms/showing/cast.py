"""People who gave something, a theme that came of it, and a centre that tells them."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from careloom.listening.services import coding
from careloom.people.models import Person
from careloom.questionnaires import services as engine
from careloom.questionnaires.models import AnswerSet, Version
from careloom.questionnaires.services import Given
from careloom.showing import services
from careloom.showing.models import News, Reply
from careloom.thread.models import Entry
from tests.rooms.listening.coding_cast import ANN, BEN, codebook, read, survey, text, theme

SOON = timedelta(minutes=5)  # when an entry has settled
WEEKS = timedelta(days=40)
ROSA = "person_rosa"
ONCE = "a-test-of-telling-{}"


def voice(version: Version, number: int, words: str = "Time", *, person: Person | None = None, people: int = 1,
          edition: str = "standard", role: str = "carer", nation: str = "england") -> AnswerSet:  # fmt: skip
    """One return; its code is `code(number)`."""
    group = {"name": f"Group {number}", "size": str(people), "how": ["meeting"], "consent": "all-know"}
    given = Given(group=group if people > 1 else None, person_id=person.public_id if person else "", edition=edition)
    return engine.receive(version=version, values={"role": role, "nation": nation, "views": words, "quote": "no"},
                          once_key=ONCE.format(number), given=given, by="guest")  # fmt: skip


def code(number: int) -> str:
    from careloom.questionnaires import receipts

    return receipts.code_for(ONCE.format(number))


def agreed(version: Version, answers: list[AnswerSet], name: str = "Time") -> Entry:
    """Two people read every answer and agree on one theme."""
    book = version.questionnaire.codebooks.first() or codebook(version, double=100)
    coding.gather_texts(codebook=book, by=ANN)
    for one in answers:
        for reader in (ANN, BEN):
            read(text(book, one), name, by=reader)
    coding.propose_theme(theme=theme(book, name), by=ANN)
    return coding.agree_theme(theme=theme(book, name), by=BEN)


def later(days: float = 0) -> datetime:
    return timezone.now() + SOON + timedelta(days=days)


def notice() -> list[News]:
    """Read the trace and find everybody behind what is new; the jobs do the same."""
    while services.notice(by="system", now=later()):
        pass
    fresh = list(News.objects.filter(spread_at=None).select_related("entry").order_by("pk"))
    for news in fresh:
        services.spread(news=news)
    return fresh


def tell(days: float = 40) -> None:
    """Make what is due within so many days, and send it."""
    while services.make_messages(by="system", now=later(days)):
        pass
    while services.send_mails(by="system", now=later(days)):
        pass


def everything() -> None:
    notice()
    tell()


def words(title: str = "More time", did: str = "Visits are longer.", why: str = "You asked.") -> dict[str, Any]:
    part = {"title": title, "heard": "Visits are short.", "considered": "We asked three councils.", "did": did, "why": why}
    cy = {name: f"{text} (cy)" for name, text in part.items()}
    return {"en-gb": {"standard": part, "easy": {**part}}, "cy": {"standard": cy, "easy": {**cy}}}


def reply(about: Entry, *, state: str = "changed", until: date | None = None, **said: str) -> Reply:
    """A signed reply."""
    made = services.promise_reply(about=about, owner_id=ROSA, due_on=date.today(), by=ROSA)
    services.write_reply(reply=made, state=state, words=words(**said), until=until, by=ROSA)
    services.give_reply(reply=made, by=ROSA)
    made.refresh_from_db()
    return made


__all__ = ["agreed", "code", "codebook", "everything", "later", "notice", "reply", "survey", "tell", "voice"]
