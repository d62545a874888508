"""Items into the library, changed, withdrawn, retracted."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.evidence import events
from careloom.evidence.models import ImportRun, Item, LivedVoice, PracticeNote, ResearchRecord, Study, Tag
from careloom.evidence.queries.schema import KNOWN_TAGS, codes_of
from careloom.evidence.services.searching import index
from careloom.evidence.services.triage import reopen
from careloom.evidence.services.uses import tell_users
from careloom.evidence.tongues import tongue_of
from careloom.questionnaires.models import AnswerSet
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record

PART = {"research": ResearchRecord, "lived": LivedVoice, "practice": PracticeNote}
OWN = {
    "research": ("study_type", "authors", "journal", "volume", "issue", "pages", "publisher", "doi", "pmid",
                 "populations", "retracted", "rest"),
    "lived": ("voice", "people", "gathered", "collection", "led_by", "consent", "attribution", "named_as", "history",
              "sensitive"),
    "practice": ("organisation", "setting", "role", "tried", "happened", "outcome", "example", "status", "contact",
                 "answer_set_id"),
}  # fmt: skip
LENGTHS = {"study": 300} | {field.name: field.max_length for model in (Item, *PART.values())
                            for field in model._meta.concrete_fields if field.max_length}  # fmt: skip  # most letters
WRITTEN = ("title", "summary", "tried", "happened")  # by whose words an item is known to be in a language
COMMON = ("title", "summary", "summary_welsh", "year", "language", "link", "made_up")


class NotAllowed(ValueError):
    """What was asked is not allowed; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def add_items(
    *, items: Iterable[Mapping[str, Any]], by: str, run: ImportRun | None = None, because: Sequence[Entry] = ()
) -> list[Item]:
    """Put items of our schema into the library, with their tags and words. Tags the centre does not know are left out.

    One entry on the trace for one item; an import writes its own entry for the whole file.
    """
    at, made, values = timezone.now(), [], [dict(row) for row in items]
    for row in values:
        if run is None and not row.get("language"):  # a file that names no language stays as it is
            row["language"] = tongue_of(*(str(row[name]) for name in WRITTEN if row.get(name)))
        made.append(Item(
            public_id=row.get("public_id") or new_id("item"), kind=row["kind"], key=str(row.get("id", "")), run=run,
            added_at=at,
            line=row.get("line", 0), is_public=_is_public(row), **_kept(row, COMMON)))  # fmt: skip
    Item.objects.bulk_create(made, batch_size=500)
    _add_parts(made, values)
    _add_tags(made, values)
    index([item.pk for item in made])
    if run is None:
        for item in made:
            record(event=events.ADDED, subject=item.public_id, by=by, because=because, values={"kind": item.kind})
    return made


def _kept(row: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    found = {name: row[name] for name in names if row.get(name) not in (None, "")}
    if isinstance(found.get("doi"), str):
        found["doi"] = [found["doi"]]
    if row.get("consent") == LivedVoice.Consent.ANONYMOUS or row.get("attribution") == LivedVoice.Attribution.NO_NAME:
        found.pop("named_as", None)  # nobody is named who did not agree to it
    return found


def _is_public(row: Mapping[str, Any]) -> bool:
    return bool(row.get("is_public", True)) and row.get("consent") != LivedVoice.Consent.CENTRE_ONLY


def _add_parts(made: Sequence[Item], values: Sequence[Mapping[str, Any]]) -> None:
    studies = _studies({str(row["study"]) for row in values if row.get("study")})
    parts: dict[str, list[Any]] = {kind: [] for kind in PART}
    for item, row in zip(made, values, strict=True):
        extra: dict[str, Any] = {"study": studies.get(str(row.get("study", "")))} if item.kind == "research" else {}
        if row.get("consent") == LivedVoice.Consent.CENTRE_ONLY:
            extra["named_as"] = ""
        parts[item.kind].append(PART[item.kind](item=item, **(_kept(row, OWN[item.kind]) | extra)))
    for kind, rows in parts.items():
        PART[kind].objects.bulk_create(rows, batch_size=500)  # type: ignore[attr-defined]  # three models


def _studies(names: set[str]) -> dict[str, Study]:
    known = {study.name: study for study in Study.objects.filter(name__in=names)}
    fresh = [Study(public_id=new_id("study"), name=name[:300]) for name in sorted(names - known.keys())]
    return known | {study.name: study for study in Study.objects.bulk_create(fresh)}


def _add_tags(made: Sequence[Item], values: Sequence[Mapping[str, Any]]) -> None:
    codes = codes_of()
    rows = [
        Tag(item=item, what=what, code=code)
        for item, row in zip(made, values, strict=True)
        for name, what in KNOWN_TAGS.items()
        for code in sorted({codes[what][said.lower()] for said in row.get(name, []) if said.lower() in codes[what]})
    ]
    Tag.objects.bulk_create(rows, batch_size=1000)


@transaction.atomic
def change_item(*, item: Item, values: Mapping[str, Any], by: str) -> None:
    """Change fields and tags; the trace says which, not what stood there."""
    part = getattr(item, item.kind)
    for name in values:
        owner = item if name in COMMON else part
        if name in COMMON or name in OWN[item.kind]:
            setattr(owner, name, values[name])
    if "study" in values and item.kind == Item.Kind.RESEARCH:
        name = str(values["study"]).strip()
        part.study = _studies({name})[name] if name else None
    if item.kind == Item.Kind.LIVED:
        item.is_public = part.consent != LivedVoice.Consent.CENTRE_ONLY
        if part.consent != LivedVoice.Consent.PUBLIC or part.attribution == LivedVoice.Attribution.NO_NAME:
            part.named_as = ""
    item.save()
    part.save()
    if any(name in values for name in KNOWN_TAGS):
        item.tags.all().delete()
        _add_tags([item], [values])
    index([item.pk])
    record(event=events.CHANGED, subject=item.public_id, by=by, values={"fields": sorted(values)})


@transaction.atomic
def withdraw(*, item: Item, by: str) -> int:
    """Consent is gone: the words go, here and wherever they stood, and those who used them are told. Gives how many."""
    if item.kind == Item.Kind.RESEARCH or item.state != Item.State.LISTED:
        raise NotAllowed("cannot_withdraw")
    item.state, item.is_public = Item.State.WITHDRAWN, False
    item.title = item.summary = item.summary_welsh = item.link = item.key = ""
    item.save()
    part = getattr(item, item.kind)
    for name in ("voice", "named_as", "history", "organisation", "setting", "role", "tried", "happened", "contact"):
        if hasattr(part, name):
            setattr(part, name, "")
    part.save()
    index([item.pk])
    gone = record(event=events.WITHDRAWN, subject=item.public_id, by=by, values={"kind": item.kind})
    reopen(item=item, why="withdrawn", by=by, because=[gone])
    return tell_users(item=item, why="withdrawn", by=by, end=True)


@transaction.atomic
def withdraw_taken_back(*, by: str) -> int:
    """Somebody took back the answer from which an item was made: the item goes as well. Gives how many."""
    gone = AnswerSet.objects.filter(state=AnswerSet.State.WITHDRAWN).values("public_id")
    rows = list(Item.objects.filter(practice__answer_set_id__in=gone, state=Item.State.LISTED))
    for item in rows:
        withdraw(item=item, by=by)
    return len(rows)


@transaction.atomic
def mark_retracted(*, item: Item, by: str, retracted: bool = True) -> int:
    """A publisher took it back: it stays, marked, and those who used it are told. Gives how many."""
    if item.kind != Item.Kind.RESEARCH:
        raise NotAllowed("cannot_retract")
    item.research.retracted = retracted
    item.research.save(update_fields=["retracted"])
    said = record(event=events.RETRACTED, subject=item.public_id, by=by, values={"retracted": retracted})
    reopen(item=item, why="retracted" if retracted else "back", by=by, because=[said])
    return tell_users(item=item, why="retracted", by=by, end=False) if retracted else 0


@transaction.atomic
def take_answer(*, answer_set: AnswerSet, values: Mapping[str, Any], by: str) -> Item:
    """A return of 'Tell us what works' becomes a practice item, because of what was sent; once only."""
    if PracticeNote.objects.filter(answer_set_id=answer_set.public_id).exists():
        raise NotAllowed("taken_before")
    heard = list(Entry.objects.filter(public_id=answer_set.entry_id))
    row = {**values, "kind": "practice", "answer_set_id": answer_set.public_id}
    return add_items(items=[row], by=by, because=heard)[0]
