"""The words of rounds, topics and criteria in the reader's edition and language. English where a twin is missing."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from careloom.centre import queries as centre
from careloom.priorities.models import Candidate, Criterion, Round

Row = dict[str, Any]


def _welsh() -> bool:
    return (get_language() or "").startswith("cy")


def _easy(request: HttpRequest) -> bool:
    return getattr(request, "edition", "standard") == "easy"


def chosen(request: HttpRequest, first: str, easy: str, welsh: str) -> tuple[str, str]:
    """(words, lang): `lang` is set where the words are not in the page's own language."""
    if _welsh():
        return (welsh, "") if welsh else (first, "en")
    return (_easy(request) and easy) or first, ""


def round_in(request: HttpRequest, of: Round) -> Row:
    """{round, name, why, lang}."""
    name, lang = chosen(request, of.name, "", of.name_cy)
    return {"round": of, "name": name, "why": chosen(request, of.why, of.why_easy, of.why_cy)[0], "lang": lang}


def candidate_in(request: HttpRequest, candidate: Candidate) -> Row:
    """{candidate, title, says, lang}."""
    title, lang = chosen(request, candidate.title, candidate.title_easy, candidate.title_cy)
    says = chosen(request, candidate.says, candidate.says_easy, candidate.says_cy)[0]
    return {"candidate": candidate, "title": title, "says": says, "lang": lang}


def criterion_in(request: HttpRequest, criterion: Criterion) -> Row:
    """{criterion, name, asks}."""
    asks = chosen(request, criterion.asks, criterion.asks_easy, criterion.asks_cy)[0]
    return {"criterion": criterion, "name": chosen(request, criterion.name, "", criterion.name_cy)[0], "asks": asks}


def money_in(of: Round) -> Row:
    """How a round shares its money: {budget, completion, limits: [{name, low, high}]}."""
    said = names()
    rows = [{"name": said.get(code, code), "low": low, "high": high} for code, (low, high) in of.limits.items()]
    return {"budget": of.budget, "completion": of.get_completion_display(), "limits": rows}


def names() -> dict[str, str]:
    """{code: name} of role groups and nations; what we did not hear has no code."""
    return dict(centre.role_groups()) | dict(centre.nations())
