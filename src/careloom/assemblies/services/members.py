"""Taking a seat, the first weeks, the end of a term, and who comes in place of somebody who left."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from careloom.assemblies import events
from careloom.assemblies.models import Application, Draw, InductionStep, Membership, Quota
from careloom.involvement.services import Refused
from careloom.people.models import Person
from careloom.thread.ids import new_id
from careloom.thread.services import record, record_many

State = Membership.State
STEPS = ("welcome-call", "access-needs", "money-and-benefits", "how-we-work", "met-buddy")


def months_later(day: date, months: int) -> date:
    """The same day of the month some months on; the last day where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (first_after - date.resolution).day
    return date(year, month + 1, min(day.day, last))


@transaction.atomic
def accept_seat(*, membership: Membership, by: str) -> bool:
    """Yes to the seat: the term begins today."""
    today = timezone.localdate()
    until = months_later(today, membership.assembly.term_months)
    rows = Membership.objects.filter(pk=membership.pk, state=State.INVITED)
    if not rows.update(state=State.MEMBER, since=today, until=until):
        return False
    record(event=events.JOINED, subject=membership.public_id, by=by)
    return True


@transaction.atomic
def decline_seat(*, membership: Membership, by: str) -> Membership | None:
    """No to the seat, without loss; the next alternate of the same role group is asked.

    Where seats are kept for more than role groups, nobody is asked by itself: that could break a promise about the
    mix. Then whoever leads draws again for the empty seat.
    """
    if not Membership.objects.filter(pk=membership.pk, state=State.INVITED).update(state=State.DECLINED):
        return None
    record(event=events.SEAT_DECLINED, subject=membership.public_id, by=by)
    kept = Quota.objects.filter(recruitment__applications__person=membership.person_id,
                                recruitment__assembly=membership.assembly)  # fmt: skip
    if kept.exclude(feature="role_group").exists():
        return None
    return replace_member(membership=membership, by=by)


@transaction.atomic
def end_term(*, membership: Membership, by: str) -> None:
    """A term ends, by time or by wish."""
    today = timezone.localdate()
    Membership.objects.filter(pk=membership.pk, state=State.MEMBER).update(state=State.ENDED, until=today)
    record(event=events.TERM_ENDED, subject=membership.public_id, by=by)


@transaction.atomic
def end_terms_that_are_over(*, by: str) -> int:
    """Terms whose last day has passed end; the seats are free for the next call. Gives how many."""
    rows = list(Membership.objects.filter(state=State.MEMBER, until__lt=timezone.localdate()))
    Membership.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.ENDED)
    record_many(event=events.TERM_ENDED, by=by, rows=[(row.public_id, {}) for row in rows])
    return len(rows)


@transaction.atomic
def replace_member(*, membership: Membership, by: str) -> Membership | None:
    """Ask the first alternate of the same role group: alternates were put in order by the draw that a person confirmed.

    Gives the new membership, or None where no alternate is left and a new call is needed.
    """
    if membership.state in (State.INVITED, State.MEMBER):
        membership.refresh_from_db(fields=["state"])
        if membership.state in (State.INVITED, State.MEMBER):
            raise Refused("seat_is_taken")
    waiting = Application.objects.filter(
        recruitment__assembly=membership.assembly, state=Application.State.ALTERNATE,
        features__role_group=membership.role_group,
    )  # fmt: skip
    order = _order_of_alternates(membership)
    rows = sorted(waiting.select_related("person"), key=lambda a: order.get(a.public_id, len(order)))
    if not rows:
        return None
    chosen = rows[0]
    Application.objects.filter(pk=chosen.pk).update(state=Application.State.CHOSEN)
    made = Membership.objects.create(public_id=new_id("membership"), assembly=membership.assembly, person=chosen.person,
                                     role_group=membership.role_group, replaces=membership)  # fmt: skip
    record(event=events.REPLACED, subject=made.public_id, by=by)
    return made


def _order_of_alternates(membership: Membership) -> dict[str, int]:
    rows = Draw.objects.filter(recruitment__assembly=membership.assembly, state=Draw.State.CONFIRMED)
    draw = rows.order_by("-made_at").first()
    return {key: n for n, key in enumerate(draw.result.get("alternates", []))} if draw else {}


@transaction.atomic
def set_buddy(*, membership: Membership, buddy: Person, by: str) -> None:
    """Somebody who goes with a new member through the first weeks. Raises Refused for oneself."""
    if buddy.pk == membership.person_id:
        raise Refused("buddy_is_another")
    Membership.objects.filter(pk=membership.pk).update(buddy=buddy)
    record(event=events.BUDDY_SET, subject=membership.public_id, by=by)


@transaction.atomic
def do_induction_step(*, membership: Membership, step: str, by: str) -> None:
    """One thing of the checklist is done. Raises Refused for a step that does not exist."""
    if step not in STEPS:
        raise Refused("no_such_step", step=step)
    made = InductionStep.objects.get_or_create(membership=membership, step=step, defaults={"done_at": timezone.now()})
    if made[1]:
        record(event=events.INDUCTED, subject=membership.public_id, by=by, values={"step": step})
