"""Adding, changing and removing one word of the centre; one mechanism for every kind (`centre.kinds`)."""

import hashlib
import json
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models.functions import Concat, Substr
from django.utils.text import slugify

from careloom.centre import events
from careloom.centre.kinds import Kind
from careloom.centre.models import Place
from careloom.thread.services import record

CODE = 40  # what the rooms above can hold of a nation's code
APART = 1000  # places in a list are freed before they are given anew: the database allows no two alike


class Refused(Exception):
    """Why a word cannot stand so; `field` says which answer it is about ('' for none)."""

    def __init__(self, code: str, field: str = "") -> None:
        self.code, self.field = code, field
        super().__init__(code)


@transaction.atomic
def add_word(*, kind: Kind, values: dict[str, Any], by: str) -> Any:
    """One new row. The same row sent twice is one; another with the same key is refused. Raises Refused."""
    given, at = _split(values)
    if there := _same(kind, given):
        return there
    row = kind.model(**given, **_named(kind, given))
    if "order" in kind.names:
        row.order = _last(kind, row) + 1  # type: ignore[attr-defined]  # a row of such a kind
    _check(kind, row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # somebody sent it at the same moment
        if there := _same(kind, given):
            return there
        raise Refused("taken") from None
    if at:
        _put(kind, row, at)
    record(event=events.WORD_ADDED, subject=_subject(kind, row), by=by,
           values={"kind": kind.code, "id": _id(row), "fields": sorted(values)})  # fmt: skip
    return row


@transaction.atomic
def change_word(*, kind: Kind, row: Any, values: dict[str, Any], by: str, seen: str = "") -> Any:
    """Change a row. `seen`: its `state_of` when the form was opened. Raises Refused, as 'changed' for an old one."""
    now = kind.rows.select_for_update().get(pk=row.pk)
    given, at = _split(values)
    fresh = [name for name, value in given.items() if getattr(now, name) != value]
    moved = at if at and at != now.order else None
    if not fresh and not moved:
        return now
    if seen and seen != state_of(kind, now):
        raise Refused("changed")
    there = _twin(kind, {name: getattr(now, name) for name in kind.key} | given)
    if there and there.pk != now.pk:
        raise Refused("taken", kind.key[-1])
    before = getattr(now, "path", "")
    for name in fresh:
        setattr(now, name, given[name])
    _check(kind, now)
    if before:
        _move(now, before)
    if kind.within in fresh:  # last among its new neighbours
        now.order = _last(kind, now) + 1
    now.save()
    if moved:
        _put(kind, now, moved)
    fields = sorted([*fresh, *(["order"] if moved else [])])
    record(event=events.WORD_CHANGED, subject=_subject(kind, now), by=by,
           values={"kind": kind.code, "id": _id(now), "fields": fields})  # fmt: skip
    return now


@transaction.atomic
def remove_word(*, kind: Kind, row: Any, by: str) -> None:
    """Take a row away that nothing cites. Raises Refused where something does, or might."""
    if not kind.removable:
        raise Refused("kept")
    subject, number = _subject(kind, row), _id(row)
    try:
        with transaction.atomic():
            row.delete()
    except models.ProtectedError:
        raise Refused("cited") from None
    record(event=events.WORD_REMOVED, subject=subject, by=by, values={"kind": kind.code, "id": number})


def state_of(kind: Kind, row: Any) -> str:
    """A short mark of all that a row says now: another one means that somebody changed it."""
    said = {field.attname: getattr(row, field.attname) for field in kind.model._meta.concrete_fields}
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:20]


def _split(values: dict[str, Any]) -> tuple[dict[str, Any], int | None]:
    given = dict(values)
    return given, given.pop("order", None)


def _id(row: Any) -> str:
    return str(getattr(row, "slug", "") or row.pk)


def _subject(kind: Kind, row: Any) -> str:
    return f"{kind.code}:{_id(row)}"[:60]


def _twin(kind: Kind, given: dict[str, Any]) -> Any:
    """The row with this key, if there is one; a name is the same in small and large letters."""
    asked = {f"{name}__iexact" if name in {"name", "label"} else name: given[name] for name in kind.key}
    return kind.rows.filter(**asked).first()


def _same(kind: Kind, given: dict[str, Any]) -> Any:
    there = _twin(kind, given)
    if there and any(getattr(there, name) != value for name, value in given.items()):
        raise Refused("taken", kind.key[-1])
    return there


def _named(kind: Kind, given: dict[str, Any]) -> dict[str, Any]:
    """The code in addresses and records, made from the name once and never changed; and a place's path."""
    if "slug" not in kind.names:
        return {}
    slug = _free_slug(kind, given)
    return {"slug": slug, "path": _path(slug, given.get("parent"))} if kind.model is Place else {"slug": slug}


def _free_slug(kind: Kind, given: dict[str, Any]) -> str:
    field: models.Field[Any, Any] = kind.model._meta.get_field("slug")  # type: ignore[assignment]  # a plain field
    most = CODE if kind.model is Place else int(field.max_length or CODE)
    name = str(given["name"])
    # A name in other letters than Latin ones has a code all the same, and the same one each time.
    base = slugify(name)[:most].strip("-") or f"{kind.code[:8]}-{hashlib.sha256(name.encode()).hexdigest()[:10]}"
    # A topic that is named again in another year is the same topic: its code is its own only within a year.
    rows = kind.rows if field.unique else kind.rows.filter(**{k: given[k] for k in kind.key if k != "name"})
    taken = set(rows.filter(slug__startswith=base[: most - 4]).values_list("slug", flat=True))
    tries = [base, *(f"{base[: most - 4].strip('-')}-{number}" for number in range(2, 1000))]
    return next(slug for slug in tries if slug not in taken)


def _check(kind: Kind, row: Any) -> None:
    if kind.sourced and not (row.source.strip() and row.confidence):
        raise Refused("no_source", "source")
    if getattr(row, "parent", None) and _loops(row):
        raise Refused("loop", "parent")
    if kind.model is Place:
        _check_place(row)
    ends = getattr(row, "ends_on", None)
    if ends and ends < row.starts_on:
        raise Refused("ends_first", "ends_on")


def _loops(row: Any) -> bool:
    above = row.parent
    while above and row.pk:
        if above.pk == row.pk:
            return True
        above = above.parent
    return False


def _check_place(row: Place) -> None:
    others = Place.objects.exclude(pk=row.pk)
    if row.official_code and others.filter(official_code=row.official_code).exists():
        raise Refused("code_taken", "official_code")
    if (row.tile_row is None) != (row.tile_column is None):
        raise Refused("half_a_tile", "tile_column")
    if row.tile_row and others.filter(tile_row=row.tile_row, tile_column=row.tile_column).exists():
        raise Refused("tile_taken", "tile_column")
    if len(_path(row.slug, row.parent)) > 400:
        raise Refused("too_deep", "parent")


def _path(slug: str, parent: Place | None) -> str:
    return (parent.path if parent else "") + slug + "/"


def _move(place: Place, before: str) -> None:
    """A place takes all that lies in it along."""
    place.path = _path(place.slug, place.parent)
    if place.path != before:
        rest = Substr("path", len(before) + 1)
        Place.objects.filter(path__startswith=before).update(path=Concat(models.Value(place.path), rest))


def _beside(kind: Kind, row: Any) -> "models.QuerySet[Any]":
    """The rows among which this one has its place in the list."""
    return kind.rows.filter(**{kind.within: getattr(row, kind.within)}) if kind.within else kind.rows


def _last(kind: Kind, row: Any) -> int:
    return _beside(kind, row).exclude(pk=row.pk).aggregate(last=models.Max("order"))["last"] or 0


def _put(kind: Kind, row: Any, at: int) -> None:
    """Give a row its place in the list; the others keep their order around it."""
    rows = [one for one in _beside(kind, row).order_by("order", "pk") if one.pk != row.pk]
    rows.insert(at - 1, row)
    for plus in (APART, 0):
        for number, one in enumerate(rows, 1):
            kind.rows.filter(pk=one.pk).update(order=number + plus)
