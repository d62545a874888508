"""Ballots of a round as the paper engine's file, and what was crossed on one as marks of the round."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from careloom.centre import queries as centre
from careloom.conversations.forms import JoinForm
from careloom.priorities.models import Candidate, Round
from careloom.priorities.models.round import MOST
from careloom.ui.money import whole_money

Marks = Round.Marks
MOST_IN_ORDER = 20  # places that stand beside a topic; more fit on no page
ORDERED = {Marks.TEN, Marks.RANK}
HOW: dict[str, tuple[str | Promise, str | Promise]] = {  # (standard, Easy Read)
    "order": (_("Cross 1 beside the topic that matters most, then 2 beside the next, and so on. Stop when you like. "
                "Cross each number once."),
              _("What matters most? Put a cross at 1. What comes next? Put a cross at 2. Go on like this. "
                "Stop when you want.")),
    "tick": (_("Cross every topic that matters."), _("Put a cross next to what matters to you.")),
    "budget": (_("Cross every topic that the money should go to."),
               _("What should the money go to? Put a cross next to it.")),
}  # fmt: skip


def places(of: Round) -> int:
    """How many places a ballot in order has."""
    number = of.candidates.count()
    return min(MOST, number) if of.marks == Marks.TEN else number


def printable(of: Round) -> bool:
    """Can the paper engine print and read its ballots? Marks that go screen by screen are asked by somebody."""
    if of.marks in ORDERED:
        return 2 <= places(of) <= MOST_IN_ORDER
    return of.marks not in Round.ON_SCREENS


def file_of(of: Round) -> dict[str, Any]:
    """The file that the paper engine reads; where a twin is missing, the English stands in."""
    how = "order" if of.marks in ORDERED else "budget" if of.marks == Marks.BUDGET else "tick"
    shape: dict[str, Any] = {"tick": True}
    if of.marks in ORDERED:
        shape = {"answers": [str(place) for place in range(1, places(of) + 1)]}
    return {
        "form": f"round-{of.slug}", "return_to": list(settings.RETURN_ADDRESS), **shape,
        "title": {"en": of.name, "en-easy": of.name, "cy": of.name_cy or of.name},
        "how": _twins(*HOW[how]), "about": _about(),
        "statements": [{"id": f"c{c.number}", "text": _titles(of, c)} for c in of.candidates.order_by("number")],
    }  # fmt: skip


def _titles(of: Round, c: Candidate) -> dict[str, str]:
    cost = f" ({whole_money(c.cost)})" if of.marks == Marks.BUDGET and c.cost else ""
    return {"en": c.title + cost, "en-easy": (c.title_easy or c.title) + cost, "cy": (c.title_cy or c.title) + cost}


def _twins(standard: str | Promise, easy: str | Promise) -> dict[str, str]:
    """Words of the product in each twin."""
    with override("cy"):
        welsh = str(standard)
    with override("en"):
        return {"en": str(standard), "en-easy": str(easy), "cy": welsh}


def _about() -> list[dict[str, Any]]:
    """Who votes and where, as on the web: nobody need say."""
    names: dict[str, list[dict[str, str]]] = {}
    for language in ("en", "cy"):
        with override(language):
            names[language] = [dict(centre.role_groups(ended=False)), dict(centre.nations(ended=False))]
    found = []
    for at, field in enumerate(("role_group", "nation")):
        label = JoinForm.base_fields[field].label
        options = [[code, {"en": name, "en-easy": name, "cy": names["cy"][at][code]}]
                   for code, name in names["en"][at].items()]  # fmt: skip
        if len(options) > 1:
            found.append({"id": field, "text": _twins(label or "", label or ""), "options": options})
    return found


def marks_of(of: Round, copy: Any, ids: Mapping[int, str]) -> tuple[list[str], list[dict[str, Any]]]:
    """(candidates as the round wants them, what only a person can tell): a ballot with any doubt counts nothing yet."""
    from careloom_methods.paper import reading

    asks: list[dict[str, Any]] = [{"why": "unclear", "number": _number(ask.box)} for ask in copy.asks]
    asks += [{"why": "page", "number": page} for page in copy.missing_pages]
    if any(not second["same"] for second in copy.second_copies):
        asks.append({"why": "two copies", "number": None})
    said = reading.answers_of(copy)
    if of.marks in ORDERED:
        at = {int(place): _number(item) for item, place in said.items() if _number(item)}
        if len(at) < sum(1 for item in said if _number(item)):
            asks.append({"why": "same place", "number": None})
        numbers = [at[place] for place in sorted(at)]
    else:
        numbers = [_number(code) for item, codes in said.items() if item.startswith("ticks") for code in codes]
    if not numbers and not asks:
        asks.append({"why": "empty", "number": None})
    return [ids[n] for n in numbers if n and n in ids], _once(asks)


def _number(box: str) -> int | None:
    """The number of the topic that an item or a box is about: `c4`, `c4=1`, `ticks1=c4`."""
    names = [part for part in box.split("=") if part[:1] == "c" and part[1:].isdecimal()]
    return int(names[0][1:]) if names else None


def _once(asks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({(ask["why"], ask["number"]): ask for ask in asks}.values())
