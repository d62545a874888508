"""What pages and other rooms read about the centre."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careloom.centre.kinds import KINDS, Kind
from careloom.centre.models import (
    Body,
    BodyDecision,
    BudgetLine,
    DeliveryModel,
    Figure,
    Objective,
    Phase,
    Place,
    RoleGroup,
    Seat,
    Stage,
    Topic,
    said,
)  # fmt: skip
from careloom.thread.models import Decision

M = TypeVar("M", bound=Model)
# What places are, from the largest. Everything is counted by nations, whatever a centre's own country calls them.
PLACE_KINDS: list[tuple[str, Any]] = [
    ("whole", _("The whole area that the centre works in")),
    ("nation", _("Nation, province or state: we count by these")), ("region", _("Region")),
    ("council", _("Council or other local authority")), ("trust", _("Trust or health board")),
    ("neighbourhood", _("Neighbourhood")),
]  # fmt: skip


def offered(rows: QuerySet[M], *, besides: Iterable[str] = ()) -> QuerySet[M]:
    """Those that forms offer today: not the ones that ended. `besides`: and these codes, because a record has them."""
    return rows.filter(Q(ended_on=None) | Q(ended_on__gt=timezone.localdate()) | Q(slug__in=list(besides)))


def topics() -> QuerySet[Topic]:
    """Topics by year, newest first, then by the process that named them."""
    return Topic.objects.order_by("-year", "process", "pk")


def _named(rows: QuerySet[Any]) -> list[tuple[str, str]]:
    return [(slug, said(name, names)) for slug, name, names in rows.values_list("slug", "name", "names")]


def role_groups(*, ended: bool = True) -> list[tuple[str, str]]:
    """(code, name in the reader's language where it has one) in the centre's order; a form asks for none that ended."""
    rows = RoleGroup.objects.order_by("order")
    return _named(rows if ended else offered(rows))


def nations(*, ended: bool = True, besides: Iterable[str] = ()) -> list[tuple[str, str]]:
    """(code, name in the reader's language where it has one) of the nations, in a steady order."""
    rows = Place.objects.filter(kind="nation").order_by("path")
    return _named(rows if ended else offered(rows, besides=besides))


def nation_names(codes: Collection[str] | None) -> list[str] | None:
    """The names of these nations, in a steady order; None, all of them, stays None."""
    return None if codes is None else [name for code, name in nations() if code in codes]


def whole_named(text: str) -> Place | None:
    """The whole area that the centre works in, if this is its name or its code."""
    return Place.objects.filter(Q(name__iexact=text) | Q(slug__iexact=text), parent=None).first()


def everywhere() -> str:
    """What the whole area that the centre works in is called in the reader's language."""
    top = Place.objects.filter(parent=None).order_by("pk").first()
    return top.said if top else gettext("Everywhere")


def counted_places() -> QuerySet[Place]:
    """The whole area and its nations, by path."""
    return Place.objects.filter(Q(parent=None) | Q(kind="nation")).order_by("path")


def larger_places() -> QuerySet[Place]:
    """The whole area, its nations and their regions."""
    return Place.objects.filter(Q(parent=None) | Q(kind__in=("nation", "region"))).order_by("path")


def place_kinds(now: str = "") -> list[tuple[str, Any]]:
    """(code, words) of the kinds of place; a kind of a centre's own is kept as it is."""
    return PLACE_KINDS + ([(now, now)] if now and now not in dict(PLACE_KINDS) else [])


def figures() -> QuerySet[Figure]:
    """Figures in a steady order."""
    return Figure.objects.order_by("group", "measure", "year", "pk")


def places(kinds: tuple[str, ...] = ()) -> QuerySet[Place]:
    """The tree in reading order, or only some kinds."""
    rows = Place.objects.order_by("path")
    return rows.filter(kind__in=kinds) if kinds else rows


def place_named(text: str, *, nation: str = "") -> Place | None:
    """The one place that has exactly this name, in this nation if one is given; never a guess."""
    rows = Place.objects.filter(name__iexact=text.strip())
    if nation:
        rows = rows.filter(path__contains=f"{nation}/")
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


def delivery_models() -> list[tuple[str, str]]:
    """(code, name) of the delivery models that forms offer."""
    return [(m.slug, m.said) for m in offered(DeliveryModel.objects.order_by("order"))]


def about() -> dict[str, Any]:
    """Phases with every source's dates, objectives, delivery models with stages."""
    return {
        "phases": Phase.objects.order_by("order").prefetch_related("dates"),
        "objectives": Objective.objects.order_by("order"),
        "models": DeliveryModel.objects.order_by("order").prefetch_related(
            Prefetch("stages", Stage.objects.order_by("order"))),
    }


def counts() -> list[dict[str, Any]]:
    """Every kind of word and how many there are."""
    return [{"kind": kind, "number": kind.rows.count()} for kind in KINDS.values()]


def missing() -> list[Kind]:
    """Kinds that no form works without, of which the centre has none."""
    return [kind for kind in KINDS.values() if kind.needed and not kind.rows.exists()]


def words(kind: Kind, text: str = "") -> QuerySet[Any]:
    """The rows of one kind in their order; those in which each word of `text` stands."""
    rows = kind.rows.select_related(*kind.joined).order_by(*kind.order)
    for word in text.split()[:6]:
        asked = Q()
        for name in kind.search:
            asked |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(asked)
    return rows


def word(kind: Kind, which: str) -> Any:
    """One row by its number, or by its code where it has one."""
    if which.isdecimal():
        return kind.rows.filter(pk=int(which)).first()
    return kind.rows.filter(slug=which).first() if "slug" in kind.names else None


def decisions_to_show(now: int | None = None) -> QuerySet[Decision]:
    """Decisions that a body may say it took: they rest on what was found or said, so none is about one person."""
    taken = BodyDecision.objects.exclude(decision=now).values("decision")
    rows = Decision.objects.filter(entry__causes__isnull=False).exclude(pk__in=taken).distinct()
    return rows.select_related("entry").order_by("-pk")


def bodies(today: date) -> QuerySet[Body]:
    """Who decides what, for everyone: bodies of today, seats of today, and the decisions that each one took."""
    sits = Seat.objects.filter(starts_on__lte=today).filter(Q(ends_on=None) | Q(ends_on__gte=today))
    took = BodyDecision.objects.select_related("decision__entry").order_by("-decision__entry__at")
    return offered(Body.objects.order_by("order")).prefetch_related(
        Prefetch("seats", sits.order_by("role", "pk"), to_attr="sitting"), Prefetch("decisions", took, to_attr="took"))


def budget() -> dict[str, Any]:
    """The money in pence: lines, and sums as (name, pence) by delivery model, nation and year, each in its order."""
    lines = BudgetLine.objects.select_related("model", "nation").order_by("year", "model__order", "nation__path")
    found, sums = list(lines), [Counter[Any](), Counter[Any](), Counter[Any]()]
    for line in found:
        for counted, of in zip(sums, [(line.model.order, line.model.said), (line.nation.path, line.nation.said),
                                      (line.year, str(line.year))], strict=True):  # fmt: skip
            counted[of] += line.pence
    models, nations_, years = ([(name, counted[at, name]) for at, name in sorted(counted)] for counted in sums)
    return {"lines": found, "models": models, "nations": nations_, "years": years,
            "total": sum(line.pence for line in found), "sources": sorted({line.source for line in found})}


def terms_to_end(until: date) -> QuerySet[Seat]:
    """Seats whose term ends between today and a day."""
    return Seat.objects.filter(ends_on__gte=timezone.localdate(), ends_on__lte=until).order_by("ends_on")
