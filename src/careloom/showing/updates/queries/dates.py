"""What is coming, open to everybody: events, calls, and last days to answer or to vote. Asked of each room."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careloom.assemblies import queries as assemblies
from careloom.conversations import queries as conversations
from careloom.involvement import queries as involvement
from careloom.priorities import queries as priorities
from careloom.questionnaires import queries as questionnaires
from careloom.showing.updates import twins

KEPT = timedelta(days=90)  # an event stays in the calendar so long after its day
KINDS = {"event": gettext_lazy("Event"), "call": gettext_lazy("Call"), "survey": gettext_lazy("Survey"),
         "conversation": gettext_lazy("Conversation"), "round": gettext_lazy("Vote on what comes first")}  # fmt: skip
CALLS = ("event", "call")  # what people who asked for call alerts hear of first


@dataclass(frozen=True)
class Dated:
    """Something with a day, in the language that is on now. `at`: a day stands for the whole of it; None: not set."""

    kind: str
    ref: str  # public id
    title: str
    address: str
    at: date | datetime | None = None
    says: str = ""
    where: str = ""
    nation: str = ""

    @property
    def day(self) -> date | None:
        """The day, here."""
        return timezone.localdate(self.at) if isinstance(self.at, datetime) else self.at

    @property
    def is_last_day(self) -> bool:
        """Is it the last day of something, not an event?"""
        return self.kind != "event"


def coming(nation: str = "", *, now: datetime | None = None) -> list[Dated]:
    """From today on, the next first; what has no day comes last. Five queries, however many there are."""
    today = timezone.localdate(now)
    rows = [row for row in _all(today) if row.day is None or row.day >= today]
    rows = [row for row in rows if not nation or row.nation in ("", nation)]
    return sorted(rows, key=lambda row: (row.day is None, row.day or today, row.title))


def in_calendar(nation: str = "") -> list[Dated]:
    """Everything with a day, events of the last three months among it."""
    rows = [row for row in _all(timezone.localdate() - KEPT) if row.day and (not nation or row.nation in ("", nation))]
    return sorted(rows, key=lambda row: (row.day or date.min, row.ref))


def _all(since: date) -> Iterator[Dated]:
    for one in involvement.dated(since):
        yield Dated("event", one.public_id, one.title, reverse("involvement:opportunity", args=[one.public_id]),
                    one.begins_at, one.what, one.where, one.nation_code)  # fmt: skip
    for call, last_day in assemblies.open_calls():
        title = _("Join an Assembly: %s") % call.assembly.name
        yield Dated("call", call.public_id, title, reverse("assemblies:assembly", args=[call.assembly.slug]),
                    last_day, _("Members are chosen by a fair lottery."), "", call.assembly.nation_code)  # fmt: skip
    for form in questionnaires.closing(since, since + timedelta(days=3_650)).filter(kind="survey"):
        yield Dated("survey", form.public_id, form.name, reverse("questionnaires:start", args=[form.slug]),
                    form.closes_on)  # fmt: skip
    welsh = twins.now() == "cy"
    for talk in conversations.seen_by_all().filter(state="open"):
        yield Dated("conversation", talk.public_id, (welsh and talk.name_cy) or talk.name,
                    reverse("conversations:start", args=[talk.slug]), talk.closes_on,
                    (welsh and talk.why_cy) or talk.why)  # fmt: skip
    for vote in priorities.rounds().filter(state="open"):
        yield Dated("round", vote.public_id, (welsh and vote.name_cy) or vote.name,
                    reverse("priorities:ballot", args=[vote.slug]), vote.closes_on,
                    (welsh and vote.why_cy) or vote.why)  # fmt: skip
