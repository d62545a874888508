"""The work programme: a draft, comments from Assemblies, further versions, the approval."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.priorities import events
from careloom.priorities.models import (
    Choice,
    Programme,
    ProgrammeComment,
    ProgrammeTopic,
    ProgrammeVersion,
    Round,
)  # fmt: skip
from careloom.thread import services as thread
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record


class AlreadyApproved(Exception):
    """An approved programme changes no more."""

    code = "already_approved"


@transaction.atomic
def start_programme(*, round: Round, intro: str, intro_easy: str, by: str, intro_cy: str = "") -> Programme:
    """The first draft holds every adopted candidate, with what it says of model, nations and cost."""
    choices = list(Choice.objects.filter(candidate__round=round, kind=Choice.Kind.ADOPTED).select_related("candidate"))
    public_id = new_id("programme")
    entry = record(event=events.PROGRAMME_STARTED, subject=public_id, by=by,
                   because=list(Entry.objects.filter(public_id__in=[c.entry_id for c in choices])))  # fmt: skip
    made = Programme.objects.create(public_id=public_id, round=round, entry_id=entry.public_id)
    version = _version(made, 1, intro, intro_easy, intro_cy, "", by)
    ProgrammeTopic.objects.bulk_create(
        ProgrammeTopic(version=version, candidate=c.candidate, delivery_model=c.candidate.delivery_model,
                       nations=c.candidate.nations, budget=c.candidate.cost) for c in choices
    )  # fmt: skip
    return made


@transaction.atomic
def revise(
    *, programme: Programme, intro: str, intro_easy: str, what_changed: str, topics: Mapping[int, Mapping[str, Any]],
    by: str, intro_cy: str = "",
) -> ProgrammeVersion:  # fmt: skip
    """A further version. `topics`: {candidate pk: {delivery_model, nations, budget}}. Raises AlreadyApproved."""
    _open(programme)
    last = programme.versions.order_by("-number")[0]
    version = _version(programme, last.number + 1, intro, intro_easy, intro_cy, what_changed, by)
    ProgrammeTopic.objects.bulk_create(ProgrammeTopic(version=version, candidate_id=pk, **row)
                                       for pk, row in topics.items())  # fmt: skip
    return version


def _version(
    programme: Programme, number: int, intro: str, easy: str, welsh: str, changed: str, by: str
) -> ProgrammeVersion:
    before = programme.versions.order_by("-number").first()
    rests_on = [programme.entry_id, *([before.entry_id] if before else [])]
    rests_on += list(ProgrammeComment.objects.filter(version__programme=programme).values_list("entry_id", flat=True))
    entry = record(event=events.PROGRAMME_VERSIONED, subject=programme.public_id, by=by, values={"version": number},
                   because=list(Entry.objects.filter(public_id__in=rests_on)))  # fmt: skip
    return ProgrammeVersion.objects.create(
        public_id=new_id("version"), programme=programme, number=number, intro=intro, intro_easy=easy, intro_cy=welsh,
        what_changed=changed, entry_id=entry.public_id, at=timezone.now(),
    )  # fmt: skip


def _open(programme: Programme) -> None:
    if Programme.objects.select_for_update().get(pk=programme.pk).state != Programme.State.DRAFT:
        raise AlreadyApproved


@transaction.atomic
def comment(*, version: ProgrammeVersion, assembly: str, words: str, by: str) -> ProgrammeComment:
    """What an Assembly says about a version. Raises AlreadyApproved."""
    _open(version.programme)
    public_id = new_id("comment")
    entry = record(event=events.PROGRAMME_COMMENTED, subject=public_id, by=by, values={"version": version.number},
                   because=list(Entry.objects.filter(public_id=version.entry_id)))  # fmt: skip
    return ProgrammeComment.objects.create(
        public_id=public_id, version=version, assembly=assembly, words=words, entry_id=entry.public_id,
        at=timezone.now(),
    )  # fmt: skip


@transaction.atomic
def answer(*, comment: ProgrammeComment, answer: str, why: str, by: str) -> None:
    """What came of a comment: we changed it, or we did not and why."""
    comment.answer, comment.why = answer, why
    comment.save(update_fields=["answer", "why"])
    record(event=events.PROGRAMME_ANSWERED, subject=comment.public_id, by=by, values={"answer": answer},
           because=list(Entry.objects.filter(public_id=comment.entry_id)))  # fmt: skip


@transaction.atomic
def approve(*, programme: Programme, reasons_for: str, by: str, reasons_against: str = "") -> None:
    """Sign the newest version. From now on it changes no more. Raises AlreadyApproved."""
    _open(programme)
    last = programme.versions.order_by("-number")[0]
    causes = list(Entry.objects.filter(public_id__in=[last.entry_id, programme.entry_id]))
    decision = thread.decide(
        question=f"The work programme {programme.round.year}", outcome=f"Version {last.number} is approved.",
        reasons_for=reasons_for, reasons_against=reasons_against, by=by, because=causes,
    )  # fmt: skip
    programme.decision, programme.state = decision, Programme.State.APPROVED
    programme.save(update_fields=["decision", "state"])
    record(event=events.PROGRAMME_APPROVED, subject=programme.public_id, by=by, because=[decision.entry, *causes],
           values={"version": last.number})  # fmt: skip
