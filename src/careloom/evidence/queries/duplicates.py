"""Questions about duplicates, and joinings that stand."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from careloom.evidence.models import Item, Link, Merge

FIELDS = {"title": _("title"), "authors": _("authors"), "year": _("year"), "journal": _("journal"),
          "volume": _("volume"),
          "pages": _("pages"), "doi": _("DOI"), "pmid": _("PubMed number")}  # fmt: skip
LEVELS = {
    "same": _("the same"), "nearly the same": _("nearly the same"), "one inside the other": _("one inside the other"),
    "alike": _("alike"), "a little alike": _("a little alike"), "different": _("different"), "missing": _("missing"),
    "same first": _("the same first author"), "some shared": _("some shared"), "one apart": _("one year apart"),
    "one end the same": _("one end the same"), "same but for letters": _("the same but for letters"),
}  # fmt: skip


def asked() -> QuerySet[Link]:
    """Links that wait for a person, between items that are both in the library."""
    rows = Link.objects.filter(
        state=Link.State.ASKED, one__state=Item.State.LISTED, other__state=Item.State.LISTED)  # fmt: skip
    return rows.select_related("one__research", "other__research").order_by("pk")


def joined() -> QuerySet[Merge]:
    """Joinings that stand, the newest first."""
    return Merge.objects.filter(undone_at=None).select_related("kept", "left").order_by("-at", "-pk")


def reasons(why: list[str]) -> list[dict[str, str]]:
    """The method's reasons ('pages: same') in words of the reader's language."""
    found = []
    for said in why:
        field, _sep, level = said.partition(": ")
        found.append({"field": str(FIELDS.get(field, field)), "level": str(LEVELS.get(level, level))})
    return found
