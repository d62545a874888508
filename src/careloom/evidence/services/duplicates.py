"""Joining what is the same, linking what belongs together, asking where it is not sure; each can be undone."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.evidence import events
from careloom.evidence.models import Item, Link, Merge, Study, Tag
from careloom.evidence.queries.schema import as_record
from careloom.evidence.services.library import mark_retracted
from careloom.evidence.services.searching import index
from careloom.thread.ids import new_id
from careloom.thread.services import record

State, Relation = Link.State, Link.Relation


def look_for_duplicates(*, by: str) -> dict[str, int]:
    """Compare all research items of the library. What a person settled before stays as it was settled."""
    from careloom_methods.linkage import dedupe  # numpy-free, but only this job needs it

    rows = Item.objects.filter(kind=Item.Kind.RESEARCH, state=Item.State.LISTED).select_related("research__study")
    items = {item.public_id: item for item in rows.order_by("pk")}
    result = dedupe([as_record(item).as_dict() for item in items.values()])
    return _keep(items=items, result=result, by=by)


@transaction.atomic
def _keep(*, items: dict[str, Item], result: Any, by: str) -> dict[str, int]:
    settled = _settled_pairs(items.values())
    joined = sum(_join_group([items[i] for i in group], settled, by) for group in result.groups)
    now_listed = {public_id for public_id, item in items.items() if item.state == Item.State.LISTED}
    fresh, seen = [], set(settled)
    linked = [(row, State.STANDS) for row in result.linked if row["relation"] == Relation.OTHER_REPORT]
    for row, state in [*linked, *((row, State.ASKED) for row in result.asks)]:
        ids = [i for i in row["ids"] if i in now_listed]
        for other in ids[1:]:
            one, two = sorted((items[ids[0]], items[other]), key=lambda item: item.pk)
            if (one.pk, two.pk) not in seen:
                seen.add((one.pk, two.pk))
                fresh.append(Link(public_id=new_id("link"), one=one, other=two, relation=row["relation"], state=state,
                                  why=row["why"], at=timezone.now()))  # fmt: skip
    Link.objects.bulk_create(fresh, batch_size=500)
    for link in fresh:
        if link.state == State.STANDS:
            _one_study(link.one, link.other)
    counts = {"joined": joined, "linked": sum(x.state == State.STANDS for x in fresh),
              "asked": sum(x.state == State.ASKED for x in fresh)}  # fmt: skip
    if any(counts.values()):
        record(event=events.LINKED, subject="library", by=by, values=counts)
    return counts


def _settled_pairs(items: Iterable[Item]) -> set[tuple[int, int]]:
    """Pairs that were asked, linked, refused, or joined and parted again."""
    pairs = set(Link.objects.values_list("one", "other"))
    parted = Merge.objects.exclude(undone_at=None).values_list("kept", "left")
    return pairs | {(min(pair), max(pair)) for pair in parted}


def _join_group(group: Sequence[Item], settled: set[tuple[int, int]], by: str) -> int:
    """Join all to the fullest record, leaving out those that a person has parted from it."""
    kept = max(group, key=lambda item: (_fullness(item), -item.pk))
    count = 0
    for item in group:
        if item is not kept and (min(item.pk, kept.pk), max(item.pk, kept.pk)) not in settled:
            _join(kept=kept, left=item, why=["found by the method"], by=by)
            count += 1
    return count


def _fullness(item: Item) -> int:
    part = item.research
    return sum(bool(v) for v in (item.summary, item.year, part.authors, part.journal, part.volume, part.pages, part.doi,
                                 part.pmid, part.study_id, part.study_type))  # fmt: skip


def _join(*, kept: Item, left: Item, why: list[str], by: str) -> Merge:
    have = set(kept.tags.values_list("what", "code"))
    carried = sorted(set(left.tags.values_list("what", "code")) - have)
    Tag.objects.bulk_create([Tag(item=kept, what=what, code=code) for what, code in carried])
    left.state, left.kept_as = Item.State.JOINED, kept
    left.save(update_fields=["state", "kept_as"])
    # What was joined to `left` before goes with it, so that no item stands behind one that is itself joined.
    Item.objects.filter(kept_as=left).update(kept_as=kept)
    index([left.pk])
    merge = Merge.objects.create(
        public_id=new_id("merge"), kept=kept, left=left, carried=[list(pair) for pair in carried], why=why, by=by,
        at=timezone.now(),
    )  # fmt: skip
    record(event=events.JOINED, subject=kept.public_id, by=by, values={"item": left.public_id})
    if left.research.retracted and not kept.research.retracted:
        mark_retracted(item=kept, by=by)  # the newer record knows that it was taken back
    return merge


@transaction.atomic
def part(*, merge: Merge, by: str) -> None:
    """Undo a joining: both items stand alone again, and `kept` loses the tags it got by it."""
    left, kept = merge.left, merge.kept
    left.state, left.kept_as = Item.State.LISTED, None
    left.save(update_fields=["state", "kept_as"])
    for what, code in merge.carried:
        kept.tags.filter(what=what, code=code).delete()
    merge.undone_by, merge.undone_at = by, timezone.now()
    merge.save(update_fields=["undone_by", "undone_at"])
    earlier = Merge.objects.filter(kept=left, undone_at=None).values_list("left", flat=True)
    Item.objects.filter(pk__in=list(earlier)).update(kept_as=left)
    index([left.pk, kept.pk])
    record(event=events.PARTED, subject=kept.public_id, by=by, values={"item": left.public_id})


@transaction.atomic
def answer_link(*, link: Link, relation: str, by: str) -> None:
    """A person says what two items are to each other; an empty relation means: they do not belong together."""
    one, other = link.one, link.other
    link.state, link.settled_by, link.at = (State.STANDS if relation else State.REFUSED), by, timezone.now()
    link.relation = relation or link.relation
    link.save()
    record(event=events.LINKED, subject=link.public_id, by=by, values={"relation": relation or "none"})
    if relation == Relation.SAME and one.state == other.state == Item.State.LISTED:
        kept, left = sorted((one, other), key=lambda item: (-_fullness(item), item.pk))
        _join(kept=kept, left=left, why=link.why, by=by)
    elif relation == Relation.OTHER_REPORT:
        _one_study(one, other)


def _one_study(one: Item, other: Item) -> None:
    """Two reports of one study are one source."""
    study = one.research.study or other.research.study
    if study is None:
        study = Study.objects.create(public_id=new_id("study"), name=one.title[:300])
    for item in (one, other):
        if item.research.study_id is None:
            item.research.study = study
            item.research.save(update_fields=["study"])
