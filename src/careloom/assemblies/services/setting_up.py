"""Assemblies as data; seats; the work plan that they work through."""

import csv
from collections.abc import Mapping
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from careloom.assemblies import events
from careloom.assemblies.models import Assembly, Meeting, NationNote, PlanItem, SeatTarget
from careloom.assemblies.seats import near_equal
from careloom.centre.queries import role_groups
from careloom.involvement.services import Refused
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record

DATA = Path(__file__).parent.parent / "data"


@transaction.atomic
def make_assembly(*, slug: str, name: str, nation_code: str, seats: int, by: str) -> Assembly:
    """A new Assembly with near-equal seats for every role group of the centre."""
    made = Assembly.objects.create(
        public_id=new_id("assembly"), slug=slug, name=name, nation_code=nation_code, seats=seats
    )
    record(event=events.ASSEMBLY_MADE, subject=made.public_id, by=by, values={"nation": nation_code, "seats": seats})
    roles = [code for code, _name in role_groups(ended=False)]
    set_seats(assembly=made, targets=near_equal(seats, roles), by=by)
    return made


@transaction.atomic
def load_assemblies(*, by: str) -> int:
    """The linked Assemblies of the file in this room; those that are there stay as they are."""
    with (DATA / "assemblies.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    have = set(Assembly.objects.values_list("slug", flat=True))
    fresh = [row for row in rows if row["slug"] not in have]
    for row in fresh:
        make_assembly(slug=row["slug"], name=row["name"], nation_code=row["nation"], seats=int(row["seats"]), by=by)
    return len(fresh)


@transaction.atomic
def set_seats(*, assembly: Assembly, targets: Mapping[str, int], by: str) -> None:
    """How many seats each role group has. Raises Refused where they are not together the Assembly's seats."""
    if sum(targets.values()) != assembly.seats:
        raise Refused("seats_do_not_add_up", sum=sum(targets.values()), seats=assembly.seats)
    SeatTarget.objects.filter(assembly=assembly).delete()
    SeatTarget.objects.bulk_create([SeatTarget(assembly=assembly, role_group=r, number=n) for r, n in targets.items()])
    record(event=events.SEATS_SET, subject=assembly.public_id, by=by, values=dict(targets))


@transaction.atomic
def ask_plan_item(*, assembly: Assembly, words: str, by: str) -> PlanItem:
    """Put something of the work plan to an Assembly."""
    item = PlanItem.objects.create(public_id=new_id("planitem"), assembly=assembly, words=words)
    record(event=events.PLAN_ITEM_ASKED, subject=item.public_id, by=by)
    return item


@transaction.atomic
def answer_plan_item(*, item: PlanItem, said: str, changed: bool, answer: str, by: str) -> None:
    """We said, you changed; or not, and why. It rests on the meetings that spoke of it. Raises Refused without both."""
    if not said.strip() or not answer.strip():
        raise Refused("plan_item_needs_words")
    item.said, item.answer, item.answered_at = said, answer, timezone.now()
    item.state = PlanItem.State.CHANGED if changed else PlanItem.State.NOT
    item.save(update_fields=["said", "answer", "state", "answered_at"])
    closed = Meeting.objects.filter(agenda__plan_item=item, state=Meeting.State.CLOSED).values("entry_id")
    rests_on = Q(subject=item.public_id, event=events.PLAN_ITEM_ASKED) | Q(public_id__in=closed)
    record(event=events.PLAN_ITEM_ANSWERED, subject=item.public_id, by=by, values={"changed": changed},
           because=list(Entry.objects.filter(rests_on).order_by("pk")))  # fmt: skip


@transaction.atomic
def keep_nation_note(*, assembly: Assembly, topic: str, kind: str, words: str, source: str, by: str) -> NationNote:
    """What a topic means in this nation, with its source."""
    values = {"topic": topic, "kind": kind, "words": words, "source": source, "at": timezone.now()}
    made = NationNote.objects.create(assembly=assembly, **values)
    record(event=events.NATION_NOTE_KEPT, subject=assembly.public_id, by=by, values={"kind": kind})
    return made
