"""What the pages show: what came of it, newest first; one piece of news with its sources; what somebody was told."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language, gettext

from careloom.centre import queries as centre
from careloom.showing.letters import said_in
from careloom.showing.models import Contribution, Mark, Message, News, Reply, Telling
from careloom.thread.meanings import Said, Voice, voices
from careloom.thread.queries import nearest

PER_PAGE = 20
ANSWERS_ALREADY = ("reply", "decision", "lottery")  # kinds of news


def public(kind: str = "", state: str = "") -> QuerySet[News]:
    """Everything that came of something, the newest first; what was replaced stands on its own page only."""
    rows = News.objects.filter(public=True, replaced_by=None).order_by("-at", "-pk")
    return rows.filter(**{key: value for key, value in {"kind": kind, "state": state}.items() if value})


def counts() -> dict[str, dict[str, int]]:
    """How many of each kind and of each state are public, and where decisions stand."""
    found: dict[str, dict[str, int]] = {"kind": {}, "state": {}, "decision": {}}
    rows = public().values("kind", "state").annotate(n=Count("pk")).order_by()
    for kind, state, n in rows.values_list("kind", "state", "n"):
        for cells, code in ((found["kind"], kind), (found["state"], state)):
            cells[code] = cells.get(code, 0) + n
        if kind == "decision":
            found["decision"][state] = n
    return found


def in_words(news: News, edition: str) -> Said:
    """What was said, in the language and edition of the page."""
    return said_in(news, get_language() or settings.LANGUAGE_CODE, edition)


def sources(news: News) -> QuerySet[News]:
    """What it rests on: the public news that come first on each way back, whatever steps stand between."""
    found = nearest(news.entry, _public_entries())
    return News.objects.filter(public=True, entry__in=found).order_by("at", "pk")


def came_after(news: News) -> QuerySet[News]:
    """What rests on it: the public news that come first on each way forward."""
    found = nearest(news.entry, _public_entries(), later=True)
    return News.objects.filter(public=True, entry__in=found).order_by("at", "pk")


def _public_entries() -> QuerySet[News, int]:
    return News.objects.filter(public=True).values_list("entry_id", flat=True).order_by()


def protected_groups(news: News) -> dict[str, list[dict[str, Any]]]:
    """Voices behind it by role group and nation, protected together."""
    from careloom_methods.representation import Table, protect

    names = {"role": dict(centre.role_groups()), "nation": dict(centre.nations())}
    given: dict[str, dict[tuple[str, ...], int]] = {
        name: {(group or "not-said",): n for group, n in cells.items()} for name, cells in news.groups.items()
    }
    tables = protect([Table(name, (name,), cells) for name, cells in given.items() if cells])
    unsaid = gettext("Did not say")
    return {
        table.name: [{"label": names[table.name].get(key[0], unsaid), "value": cell.value, "hidden": cell.hidden}
                     for key, cell in sorted(table.cells.items())] for table in tables
    }  # fmt: skip


def told_to(reader: str) -> QuerySet[Telling]:
    """What a reader was told, or will be, the newest first."""
    rows = Telling.objects.filter(reader=reader, over_at=None).select_related("news", "message")
    return rows.annotate(
        marked=Exists(Mark.objects.filter(news=OuterRef("news"), reader=reader))
    ).order_by("-news__at", "-pk")  # fmt: skip


def reader_of(contribution: str) -> str:
    """Who is told about a contribution: the person or the voice itself."""
    found = Contribution.objects.filter(subject=contribution).values_list("reader", flat=True).first()
    return found or contribution


def told_about(contribution: str) -> list[Telling]:
    """What came of one contribution, for whoever has its code: nothing of the same person's other ones."""
    rows = list(Contribution.objects.filter(subject=contribution).values_list("entry_id", "reader"))
    entries = {entry for entry, _ in rows}
    return [telling for telling in told_to(rows[0][1] if rows else contribution) if entries & set(telling.voices)]


def given_by(reader: str) -> QuerySet[Contribution]:
    """What a reader gave, the newest first."""
    return Contribution.objects.filter(reader=reader).order_by("-heard_at", "-pk")


def about(rows: list[Contribution]) -> list[dict[str, Any]]:
    """Contributions with what they answered."""
    known = voices([row.subject for row in rows])
    return [{"row": row, "voice": known.get(row.subject, Voice())} for row in rows]


def replies_open() -> QuerySet[Reply]:
    """The action log's open part: what somebody promised to answer, the first due first."""
    return Reply.objects.filter(given_at=None).select_related("about").order_by("due_on", "pk")


def action_log() -> list[dict[str, Any]]:
    """Every promise: its source, owner, day, whether it is closed, how many were told."""
    rows = list(Reply.objects.select_related("about", "entry").order_by("-pk")[:100])
    news = {row.entry_id: row for row in News.objects.filter(entry__in=[r.about_id for r in rows])}
    given = [row.entry_id for row in rows if row.entry_id]
    told = dict(News.objects.filter(entry__in=given).annotate(
        n=Count("tellings", Q(tellings__message__state=Message.State.TOLD))).values_list("entry_id", "n"))  # fmt: skip
    return [{"reply": row, "news": news.get(row.about_id), "told": told.get(row.entry_id or 0, 0),
             "late": row.given_at is None and row.due_on < date.today()} for row in rows]  # fmt: skip


def to_answer() -> QuerySet[News]:
    """What somebody waits for and nobody has answered or promised to answer: themes, meetings, conversations, gaps.

    A decision is an answer already, and who asked for a seat has one in their letter. What most voices stand behind
    comes first.
    """
    answered = Reply.objects.filter(about=OuterRef("entry"))
    rows = News.objects.exclude(kind__in=ANSWERS_ALREADY).filter(~Exists(answered), voices__gt=0)
    return rows.filter(replaced_by=None).order_by("-voices", "at")


def again_due(today: date) -> QuerySet[News]:
    """What was parked until a day that has come."""
    return News.objects.filter(state="parked", until__lte=today, replaced_by=None).order_by("until")


def not_enough() -> QuerySet[Mark]:
    """Marks that say an answer is not good enough, of answers that still stand."""
    rows = Mark.objects.filter(enough=False, news__replaced_by=None).select_related("news", "news__entry")
    return rows.order_by("-at")


def ready_messages() -> QuerySet[Message]:
    """Letters to post and calls to make, the oldest first."""
    return Message.objects.filter(state=Message.State.READY).order_by("made_at", "pk")
