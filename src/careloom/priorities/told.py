"""What a contributor hears of this room: what was decided about a topic that rests on their voice, and why."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from careloom.priorities import events
from careloom.priorities.models import Ballot, Choice
from careloom.questionnaires.receipts import hashed
from careloom.thread.meanings import Meaning, Said, State, Voice
from careloom.thread.models import Entry


def _choice(entry: Entry) -> Choice | None:
    rows = Choice.objects.select_related("candidate__round", "decision")
    return rows.filter(candidate__public_id=entry.subject).first()


def before(entry: Entry) -> Iterable[str]:
    """The decision to wait, and every other day named before this one."""
    rows = Entry.objects.filter(subject=entry.subject, event__in=[events.PARKED, events.REVIEWED], pk__lt=entry.pk)
    return rows.values_list("public_id", flat=True)


def chosen(entry: Entry, edition: str) -> Said | None:
    """A signed decision: done, not done, or waiting until a day; always with its reason."""
    choice = _choice(entry)
    if choice is None:
        return None
    topic, easy = choice.candidate, edition == "easy"
    welsh = (get_language() or "").startswith("cy")
    title = (welsh and topic.title_cy) or (easy and topic.title_easy) or topic.title
    asked = (welsh and topic.says_cy) or (easy and topic.says_easy) or topic.says
    why = (welsh and choice.reason_cy) or (easy and choice.reason_easy) or choice.decision.reasons_for
    did = {
        Choice.Kind.ADOPTED: _("We decided to do this.") if easy else _("It is in the work programme."),
        Choice.Kind.DECLINED: _("We decided not to do this.") if easy else _("It is not in the work programme."),
        Choice.Kind.PARKED: _("This waits. We look at it again later.") if easy
        else _("It waits. We look at it again on a day that we name."),
    }[Choice.Kind(choice.kind)]  # fmt: skip
    considered = (
        _("People voted and talked about it.") if easy
        else _("It was weighed beside other topics: scores with reasons, ballots, and what is known.")
    )  # fmt: skip
    return Said(
        title, heard=asked, considered=considered, did=did, why=why,
        address=reverse("priorities:topic", args=[topic.round.slug, topic.number]),
        until=choice.review_on.isoformat() if choice.kind == Choice.Kind.PARKED and choice.review_on else "",
    )  # fmt: skip


def VOICES(public_ids: Sequence[str]) -> dict[str, Voice]:  # noqa: N802  # a name that thread.meanings reads
    """What a message needs to know of each ballot. One without marks was taken back."""
    rows = Ballot.objects.filter(public_id__in=public_ids).select_related("round")
    return {row.public_id: Voice(person_id=row.person_id, stands=bool(row.marks), group=row.group_name,
                                 about=row.round.name) for row in rows}  # fmt: skip


def BY_CODE(code: str) -> str | None:  # noqa: N802  # a name that thread.meanings reads
    """The ballot of a private code."""
    return Ballot.objects.filter(code_hash=hashed(code)).values_list("public_id", flat=True).first()


MEANINGS = {
    events.DECIDED: Meaning("decision", gettext_lazy("Decided: we do this"), chosen, state=State.CHANGED),
    events.DECLINED: Meaning("decision", gettext_lazy("Decided: we do not do this, and why"), chosen,
                             state=State.DECLINED),
    events.PARKED: Meaning("decision", gettext_lazy("Decided: this waits until a day we name"), chosen,
                           state=State.PARKED),
    events.REVIEWED: Meaning("decision", gettext_lazy("Looked at again: it waits until another day"), chosen,
                             state=State.PARKED, replaces=before),
}  # fmt: skip
