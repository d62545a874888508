"""The lottery: asked for, run as a job, proposed; a named person confirms it; everyone gets an answer."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from careloom.assemblies import events, letters, queries
from careloom.assemblies.models import (
    Application,
    Assembly,
    Draw,
    Fixed,
    Membership,
    Quota,
    Recruitment,
)
from careloom.assemblies.services.applying import take_applications
from careloom.involvement.services import Refused
from careloom.jobs.services import enqueue
from careloom.people.models import Person, RoleGrant
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import decide, record

State = Application.State
QuotaRow = tuple[str, str, int, int] | tuple[str, str, int, int, int, int]


@transaction.atomic
def set_quotas(*, recruitment: Recruitment, rows: Sequence[QuotaRow], by: str, because: Sequence[Entry] = ()) -> None:
    """(feature, value, at least, at most) of every quota, and perhaps the outer limits to which a person may stretch
    these. Raises Refused for what can never be kept."""
    seen = set()
    for feature, value, low, high, *flex in rows:
        if low > high:
            raise Refused("quota_low_above_high", feature=feature, value=value, low=low, high=high)
        if flex and not (flex[0] <= low and flex[1] >= high):
            raise Refused("quota_stretch", feature=feature, value=value)
        if (feature.casefold(), value.casefold()) in seen:
            raise Refused("quota_twice", feature=feature, value=value)
        seen.add((feature.casefold(), value.casefold()))
    recruitment.quotas.all().delete()
    columns = ("feature", "value", "low", "high", "low_flex", "high_flex")
    Quota.objects.bulk_create(Quota(recruitment=recruitment, **dict(zip(columns, row, strict=False))) for row in rows)
    record(event=events.QUOTAS_SET, subject=recruitment.public_id, by=by, values={"quotas": len(rows)},
           because=list(because))  # fmt: skip


@transaction.atomic
def take_change(*, draw: Draw, by: str) -> None:
    """A person takes the least change that would make an impossible draw possible. Raises Refused if there is none."""
    call = draw.recruitment
    changes = draw.fault.get("values", {}).get("least_change", {}).get("changes", [])
    rows = {(q.feature, q.value): q for q in call.quotas.order_by("pk")}
    newest = call.draws.order_by("-pk").first()
    if call.state != Recruitment.State.OPEN or draw.state != Draw.State.IMPOSSIBLE or newest != draw or not changes:
        raise Refused("no_change_to_take")
    for change in changes:
        quota, side = rows.get((change["feature"], change["value"])), "low" if "min" in change else "high"
        if quota is None or getattr(quota, side) != change.get("min", change.get("max")):
            raise Refused("no_change_to_take")
        setattr(quota, side, change["to"])
    told = Entry.objects.filter(subject=draw.public_id, event=events.DRAW_IMPOSSIBLE).order_by("-pk")[:1]
    set_quotas(recruitment=call, rows=[_stretched(q) for q in rows.values()], by=by, because=list(told))


def _stretched(quota: Quota) -> QuotaRow:
    plain = (quota.feature, quota.value, quota.low, quota.high)
    if quota.low_flex is None or quota.high_flex is None:
        return plain
    return (*plain, min(quota.low_flex, quota.low), max(quota.high_flex, quota.high))


@transaction.atomic
def sign_purpose(*, recruitment: Recruitment, purpose: str, reader: Person) -> None:
    """A reader of equality data signs for what it may be used in this draw; only then quotas may name it."""
    role = RoleGrant.Role.EQUALITY_READER
    if not RoleGrant.objects.filter(person=reader, role=role, until__isnull=True).exists() or not purpose.strip():
        raise Refused("reader_signs")
    decision = decide(question="For what may equality data be used in this lottery?", outcome=purpose,
                      reasons_for="Quotas need it; nothing else may use it.", by=reader.public_id)  # fmt: skip
    Recruitment.objects.filter(pk=recruitment.pk).update(
        purpose=purpose, purpose_decision_id=decision.public_id, purpose_reader_id=reader.public_id
    )
    record(event=events.PURPOSE_SIGNED, subject=recruitment.public_id, by=reader.public_id, because=[decision.entry])


@transaction.atomic
def ask_draw(*, recruitment: Recruitment, by: str, seed: int | None = None, called: str = "") -> Draw:
    """Queue a draw with a fresh seed, or with words called out by those who watch; it only proposes. Raises Refused."""
    take_applications(recruitment=recruitment, by=by)
    if recruitment.state != Recruitment.State.OPEN:
        raise Refused("call_is_done")
    protected = recruitment.quotas.filter(feature__startswith="eq-")
    if protected.exists() and not recruitment.purpose_decision_id:
        raise Refused("purpose_first")
    return _queue(recruitment, by, seed, called=called)


@transaction.atomic
def ask_draws(*, assemblies: Sequence[Assembly], by: str) -> int:
    """A draw for every open call of these Assemblies; each is its own. Gives how many. Raises Refused."""
    calls = Recruitment.objects.filter(assembly__in=assemblies, state=Recruitment.State.OPEN)
    return len([ask_draw(recruitment=call, by=by) for call in calls.order_by("assembly__name")])


@transaction.atomic
def ask_redraw(*, recruitment: Recruitment, by: str, seed: int | None = None, called: str = "") -> Draw:
    """Queue a draw for the seats that are empty now: those who stay keep theirs and every quota still holds."""
    empty = [m.public_id for m in queries.empty_seats(recruitment.assembly)]
    if not empty:
        raise Refused("no_empty_seat")
    if not recruitment.draws.filter(state=Draw.State.CONFIRMED, replacement=False, record__has_key="quotas").exists():
        raise Refused("no_draw_yet")
    return _queue(recruitment, by, seed, called=called, replacement=True, gone=empty)


def _queue(recruitment: Recruitment, by: str, seed: int | None, **more: Any) -> Draw:
    Draw.objects.filter(recruitment=recruitment, state__in=["running", "proposed"]).update(state=Draw.State.DROPPED)
    draw = Draw.objects.create(public_id=new_id("draw"), recruitment=recruitment, made_at=timezone.now(),
                               seed=secrets.randbelow(2**32) if seed is None else seed, **more)  # fmt: skip
    job = enqueue(name="assemblies.draw", by=by, arguments={"draw": draw.public_id}, most_attempts=2)
    Draw.objects.filter(pk=draw.pk).update(job_id=job.public_id)
    draw.job_id = job.public_id
    record(event=events.DRAW_ASKED, subject=draw.public_id, by=by)
    return draw


@transaction.atomic
def keep_proposal(*, draw: Draw, result: Mapping[str, Any], proof: Mapping[str, Any], by: str) -> None:
    """What the lottery proposes, and what anyone needs to check it."""
    rows = Draw.objects.filter(pk=draw.pk, state=Draw.State.RUNNING)
    if rows.update(state=Draw.State.PROPOSED, result=dict(result), record=dict(proof)):
        record(event=events.DRAW_PROPOSED, subject=draw.public_id, by=by, values={"number": len(result["panel"])})


@transaction.atomic
def keep_impossible(*, draw: Draw, fault: Mapping[str, Any], by: str) -> None:
    """Nothing was relaxed in silence: why it does not work stands on the page."""
    if Draw.objects.filter(pk=draw.pk, state=Draw.State.RUNNING).update(
        state=Draw.State.IMPOSSIBLE, fault=dict(fault)
    ):
        record(event=events.DRAW_IMPOSSIBLE, subject=draw.public_id, by=by, values={"code": fault.get("code", "")})


@transaction.atomic
def drop_draw(*, draw: Draw, by: str) -> None:
    """Do not use a proposal. It stays on the list, so that nobody draws until they like the result unseen."""
    Draw.objects.filter(pk=draw.pk, state=Draw.State.PROPOSED).update(state=Draw.State.DROPPED)
    record(event=events.DRAW_DROPPED, subject=draw.public_id, by=by)


@transaction.atomic
def confirm_draw(*, draw: Draw, reasons: str, by: str) -> int:
    """A named person confirms: seats are offered, everyone's answer is written. Gives the number of letters.

    Raises Refused without reasons, without a check for inclusion, or where it was confirmed before.
    """
    if not reasons.strip():
        raise Refused("reasons_first")
    call = draw.recruitment
    if not queries.checked_before_a_draw(call):
        raise Refused("inclusion_first")
    entry = Entry.objects.filter(subject=draw.public_id, event=events.DRAW_PROPOSED).order_by("-pk").first()
    decision = decide(question="Do we take the panel that the lottery drew?", outcome="Yes", reasons_for=reasons, by=by,
                      because=[entry] if entry else [])  # fmt: skip
    taken = Draw.objects.filter(pk=draw.pk, state=Draw.State.PROPOSED).update(
        state=Draw.State.CONFIRMED, decision_id=decision.public_id
    )
    if not taken:
        raise Refused("draw_is_not_proposed")
    Recruitment.objects.filter(pk=call.pk).update(state=Recruitment.State.DONE)
    number = _fill_seats(draw) if draw.replacement else _answer_everyone(call, draw.result)
    asked = [] if draw.replacement else list(_asked_for_a_seat(call))
    record(event=events.DRAW_CONFIRMED, subject=draw.public_id, by=by, because=[decision.entry, *asked],
           values={"letters": number})  # fmt: skip
    enqueue(name="assemblies.tell", by=by, arguments={"recruitment": call.public_id}, once=f"tell-{draw.public_id}")
    return number


def _asked_for_a_seat(call: Recruitment) -> QuerySet[Entry]:
    """Everybody who was in the draw, so that what came of it leads back to them."""
    rows = call.applications.filter(state__in=[State.CHOSEN, State.ALTERNATE, State.NOT_CHOSEN])
    return Entry.objects.filter(event=events.APPLIED, subject__in=rows.values("public_id")).order_by("pk")


def _fill_seats(draw: Draw) -> int:
    """Who was drawn for empty seats is asked, each in place of somebody of the same role group where there is one."""
    call, chances = draw.recruitment, draw.result["chances"]
    rows = list(call.applications.filter(public_id__in=draw.result["in"]).select_related("person"))
    gone = list(call.assembly.memberships.filter(public_id__in=draw.gone).order_by("pk"))
    for row in rows:
        role = row.features["role_group"]
        left = next((m for m in gone if m.role_group == role), gone[0])
        gone.remove(left)
        made = Membership.objects.create(public_id=new_id("membership"), assembly=call.assembly, person=row.person,
                                         role_group=role, replaces=left)  # fmt: skip
        record(event=events.REPLACED, subject=made.public_id, by="system")
        row.state, row.chance, row.told_at = State.CHOSEN, chances.get(row.public_id), None
        row.letter = letters.replacement_text(row)
    Application.objects.bulk_update(rows, ["state", "chance", "letter", "told_at"])
    return len(rows)


@transaction.atomic
def fix_place(*, application: Application, include: bool, reason: str, by: str) -> Fixed:
    """Somebody must, or must not, be on the panel; the reason is published with the draw. Raises Refused."""
    if not reason.strip():
        raise Refused("reasons_first")
    if application.recruitment.state != Recruitment.State.OPEN:
        raise Refused("call_is_done")
    values = {"include": include, "reason": reason.strip()[:300], "by": by}
    made, _ = Fixed.objects.update_or_create(application=application, defaults=values)
    record(event=events.FIXED, subject=application.public_id, by=by, values={"include": include})
    return made


@transaction.atomic
def unfix_place(*, application: Application, by: str) -> None:
    """Their chance is as everybody's again."""
    if Fixed.objects.filter(application=application).delete()[0]:
        record(event=events.FIXED, subject=application.public_id, by=by, values={"include": None})


def _answer_everyone(call: Recruitment, result: Mapping[str, Any]) -> int:
    panel, alternates = set(result["panel"]), set(result.get("alternates", []))
    rows = list(call.applications.filter(state=State.APPLIED).select_related("person").order_by("pk"))
    chances, seats = result["chances"], []
    facts = letters.Facts.of(call, rows)
    for row in rows:
        key = row.public_id
        row.state = State.CHOSEN if key in panel else State.ALTERNATE if key in alternates else State.NOT_CHOSEN
        row.chance = chances.get(key)
        row.letter = letters.answer_text(row, facts)
        if row.state == State.CHOSEN:
            seats.append(Membership(public_id=new_id("membership"), assembly=call.assembly, person=row.person,
                                    role_group=row.features["role_group"]))  # fmt: skip
    Application.objects.bulk_update(rows, ["state", "chance", "letter"], batch_size=200)
    Membership.objects.bulk_create(seats, batch_size=200)
    return len(rows)


@transaction.atomic
def note_list_given(*, draw: Draw, by: str) -> None:
    """Who gave out the list of a draw, for somebody to check it."""
    record(event=events.LIST_GIVEN, subject=draw.public_id, by=by)


@transaction.atomic
def mark_told(*, applications: Sequence[Application], by: str) -> None:
    """Their answers went out."""
    Application.objects.filter(pk__in=[a.pk for a in applications]).update(told_at=timezone.now())
    record(event=events.APPLICANTS_TOLD, subject=applications[0].recruitment.public_id, by=by,
           values={"people": len(applications)})  # fmt: skip
