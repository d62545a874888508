"""The same search through a tantivy index, for a hundred thousand items and more.

An extra: without the package, or before its index is made, the database searches. What it finds is read from the
database again, so that an item that was withdrawn a moment ago shows nothing.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from careloom.evidence.models import Item
from careloom.evidence.words import asked

if TYPE_CHECKING:
    from careloom.evidence.queries.library import Filters

FORM = "1"  # of the index; another number makes it anew
TITLE_COUNTS = 6.0  # as in the database
RAW = ("kind", "nation", "topic", "sector", "outcome", "seen", "example")  # filters, compared whole
_open: dict[Path, tuple[float, Any]] = {}  # the index in use, and when it was written


def folder() -> Path:
    """Where the index lives. Once it is there, changes are noted for it."""
    return Path(settings.FOLDER) / "search-index"


def wanted() -> bool:
    """Is there an index to keep up to date?"""
    return folder().exists() and find_spec("tantivy") is not None


def in_use() -> Path | None:
    """The folder of the finished index of our form."""
    note = folder() / "ready"
    made = folder() / note.read_text() if note.exists() else None
    return made if made and made.name.startswith(f"{FORM}-") and made.exists() else None


def prepare(index: Any) -> Any:
    """The index with our way to take words apart: small letters, English endings cut; accents are folded before."""
    import tantivy

    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    index.register_tokenizer("words", builder.filter(tantivy.Filter.stemmer("english")).build())
    return index


def opened() -> Any | None:
    """The index, opened once and read anew when it was written; None: the database must search."""
    if find_spec("tantivy") is None or (where := in_use()) is None:
        return None
    import tantivy

    written = (where / "meta.json").stat().st_mtime
    known = _open.get(where)
    if known is None:
        _open.clear()
        _open[where] = known = (written, prepare(tantivy.Index.open(str(where))))
    elif known[0] != written:
        known[1].reload()
        _open[where] = known = (written, known[1])
    return known[1]


class BigFound:
    """What a search gave, as `Found` of the library: how many, any page, counts by kind and nation."""

    def __init__(self, index: Any, filters: "Filters", *, every_word: bool) -> None:
        self.searcher, self.staff, self.words = index.searcher(), filters.staff, bool(asked(filters.words))
        self.query = _query(index, filters, every_word)

    def count(self) -> int:
        """How many fit."""
        return int(self.searcher.search(self.query, limit=1).count or 0)

    def __getitem__(self, part: slice) -> list[Item]:
        """A page, the best first (without words: the newest first), with all that it shows."""
        from careloom.evidence.queries.library import with_parts

        start, stop = part.start or 0, part.stop or 0
        order = {} if self.words else {"order_by_field": "pk"}
        hits = self.searcher.search(self.query, limit=max(stop - start, 1), offset=start, count=False, **order).hits
        ids = [int(self.searcher.doc(address)["pk"][0]) for _score, address in hits]
        rows = Item.objects.filter(pk__in=ids, state=Item.State.LISTED)
        found = {item.pk: item for item in with_parts(rows if self.staff else rows.filter(is_public=True))}
        return [found[pk] for pk in ids if pk in found]

    def counts(self) -> dict[str, dict[str, int]]:
        """{kind: {nation: items, "": all items of the kind}}."""
        terms = {name: {"terms": {"field": name, "size": 1000}} for name in ("kind", "cell")}
        said = self.searcher.aggregate(self.query, terms)
        counts: dict[str, dict[str, int]] = {kind: {"": 0} for kind in Item.Kind.values}
        for bucket in said["kind"]["buckets"]:
            counts[bucket["key"]][""] = int(bucket["doc_count"])
        for bucket in said["cell"]["buckets"]:
            kind, nation = bucket["key"].split(" ", 1)
            counts[kind][nation] = int(bucket["doc_count"])
        return counts


def _query(index: Any, filters: "Filters", every_word: bool) -> Any:
    """Words count towards the order; filters only keep or leave out."""
    from tantivy import Occur, Query

    parts = []
    if words := asked(filters.words):
        text = " ".join(f"+{word}" if every_word else word for word in words)
        parts.append((Occur.Must, index.parse_query(text, ["title", "body"], {"title": TITLE_COUNTS, "body": 1.0})))
    wanted_ = {name: getattr(filters, name) for name in ("nation", "topic", "sector", "outcome")}
    wanted_ |= {"kind": filters.kind if filters.kind in Item.Kind.values else "", "example": "yes" * filters.examples,
                "seen": "" if filters.staff else "public"}  # fmt: skip
    for name, code in wanted_.items():
        if code:
            parts.append((Occur.Must, Query.const_score_query(Query.term_query(index.schema, name, code), 0.0)))
    if filters.year.isdigit():
        year = Query.term_query(index.schema, "year", int(filters.year[:4]))
        parts.append((Occur.Must, Query.const_score_query(year, 0.0)))
    return Query.boolean_query(parts) if parts else Query.all_query()
