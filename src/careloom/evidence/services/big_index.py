"""Making the tantivy index and keeping it up to date: from a hundred thousand items, where the package is installed."""

import secrets
import shutil
import time
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from careloom.evidence.models import Item, WordsChanged
from careloom.evidence.queries.big_index import FORM, RAW, folder, in_use, prepare, wanted
from careloom.evidence.words import plain

BIG = 100_000  # items from which the index is worth its disk
AT_ONCE = 5_000  # changed items in one go
MEMORY = 50_000_000  # bytes for writing
TOO_OLD = 7 * 24 * 3600  # seconds; then it is made anew, whatever was missed


def note(ids: Iterable[int]) -> None:
    """These items changed: the index hears of it by its job. A row each time, so that no change is lost between two."""
    if wanted():
        WordsChanged.objects.bulk_create([WordsChanged(item_id=pk) for pk in ids], batch_size=1_000)


def keep_up(*, big: int = BIG) -> str:
    """Make the index, bring it up to date, or put it away; says which. Done twice it does no harm."""
    if find_spec("tantivy") is None:
        return "no package"
    number = Item.objects.filter(state=Item.State.LISTED).count()
    if number < big:
        shutil.rmtree(folder(), ignore_errors=True)
        WordsChanged.objects.all().delete()
        return "not needed"
    where = in_use()
    if where is None or time.time() - (folder() / "ready").stat().st_mtime > TOO_OLD:
        _make()
        return "made"
    return f"{_catch_up(where)} items"


def schema() -> Any:
    """Its fields."""
    import tantivy

    builder = tantivy.SchemaBuilder().add_unsigned_field("pk", stored=True, indexed=True, fast=True)
    builder.add_unsigned_field("year", indexed=True)
    for name in ("title", "body"):
        builder.add_text_field(name, tokenizer_name="words", index_option="freq")
    for name in (*RAW, "cell"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=name in ("kind", "cell"))
    return builder.build()


def _document(item: Item) -> Any:
    import tantivy

    from careloom.evidence.services.searching import LONGEST, body

    tags: dict[str, list[str]] = {}
    for tag in item.tags.all():
        tags.setdefault(tag.what, []).append(tag.code)
    made = tantivy.Document(title=plain(item.title), body=plain(body(item))[:LONGEST], kind=item.kind,
                            seen="public" if item.is_public else "centre")  # fmt: skip
    made.add_unsigned("pk", item.pk)
    if item.year:
        made.add_unsigned("year", item.year)
    for name in ("nation", "topic", "sector"):
        for code in tags.get(name, []):
            made.add_text(name, code)
    for code in tags.get("nation", []):
        made.add_text("cell", f"{item.kind} {code}")
    if item.kind == Item.Kind.PRACTICE:
        made.add_text("outcome", item.practice.outcome)
        made.add_text("example", "yes" if item.practice.example else "no")
    return made


def _listed(**which: Any) -> Any:
    rows = Item.objects.filter(state=Item.State.LISTED, **which).order_by("pk")
    return rows.select_related("research", "lived", "practice").prefetch_related("tags")


def _make() -> None:
    """A new index beside the old one; then it is the one in use, and the old one goes."""
    import tantivy

    folder().mkdir(parents=True, exist_ok=True)  # from now on changes are noted
    before = WordsChanged.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    where = folder() / f"{FORM}-{secrets.token_hex(4)}"
    where.mkdir()
    index = prepare(tantivy.Index(schema(), path=str(where)))
    writer = index.writer(MEMORY, 1)
    for item in _listed().iterator(chunk_size=2_000):
        writer.add_document(_document(item))
    writer.commit()
    writer.wait_merging_threads()
    (folder() / "ready.new").write_text(where.name)
    (folder() / "ready.new").replace(folder() / "ready")
    WordsChanged.objects.filter(pk__lte=before).delete()
    for old in folder().iterdir():
        if old.is_dir() and old != where:
            shutil.rmtree(old, ignore_errors=True)


def _catch_up(where: Path) -> int:
    import tantivy

    changed = list(WordsChanged.objects.order_by("pk").values_list("pk", "item_id")[:AT_ONCE])
    if not changed:
        return 0
    ids = {item for _, item in changed}
    index = prepare(tantivy.Index.open(str(where)))
    writer = index.writer(MEMORY, 1)
    for pk in ids:
        writer.delete_documents_by_query(tantivy.Query.term_query(index.schema, "pk", pk))
    for item in _listed(pk__in=ids):
        writer.add_document(_document(item))
    writer.commit()
    writer.wait_merging_threads()
    WordsChanged.objects.filter(pk__lte=changed[-1][0]).delete()
    return len(ids)
