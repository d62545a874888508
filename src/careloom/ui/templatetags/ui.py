"""Components as tags. Each chart has a title that says the finding, one sentence, the picture and an equal table."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template

from careloom.ui import charts, easy
from careloom.ui.money import whole_money

register = template.Library()
Rows = Iterable[Mapping[str, Any]]
register.filter("whole_money", whole_money)


@register.inclusion_tag("ui/_source.html")
def source(words: str, sure: str = "") -> dict[str, str]:
    """Where a fact came from, and how sure we are."""
    return {"words": words, "sure": sure}


@register.inclusion_tag("ui/_bars.html")
def bars(title: str, sentence: str, rows: Rows, unit: str = "") -> dict[str, Any]:
    """Bars for rows of {label, value, text?, hidden?}."""
    return {"title": title, "sentence": sentence, "rows": charts.bars(rows), "unit": unit}


@register.inclusion_tag("ui/_dots.html")
def dots(title: str, sentence: str, rows: Rows, low: float = 0.0, high: float = 1.0) -> dict[str, Any]:
    """Dots with intervals for rows of {label, value, low, high, text?, hidden?}."""
    return {"title": title, "sentence": sentence, "rows": charts.dots(rows, low=low, high=high)}


@register.inclusion_tag("ui/_lines.html")
def lines(title: str, sentence: str, series: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Lines for at most three series of {label, points: [(x label, value or None)]}."""
    return {"title": title, "sentence": sentence, "chart": charts.lines(series)}


@register.inclusion_tag("ui/_tiles.html")
def tiles(title: str, sentence: str, rows: Rows) -> dict[str, Any]:
    """Equal tiles for nations or regions: rows of {label, value, text?, hidden?, row?, column?}."""
    known = charts.tiles(rows)
    is_map = any(row.get("column") for row in known)
    return {"title": title, "sentence": sentence, "rows": known, "is_map": is_map}


@register.inclusion_tag("ui/_tag.html")
def tag(text: str, kind: str = "quiet") -> dict[str, str]:
    """A short state in words; kind is good, caution, stop or quiet."""
    return {"text": text, "kind": kind}


@register.inclusion_tag("ui/_strand.html")
def strand(kind: str) -> dict[str, str]:
    """One of the three kinds of evidence: colour, line and word."""
    return {"kind": kind}


@register.inclusion_tag("ui/_progress.html")
def progress(job: Any) -> dict[str, Any]:
    """How far a job is: a sentence and a bar."""
    return {"job": job}


@register.simple_tag(takes_context=True)
def easy_words(context: Mapping[str, Any], form: Any) -> str:
    """Before a form is drawn: its own Easy Read words, if that edition was chosen."""
    if context.get("edition") == "easy":
        easy.say_it_easily(form)
    return ""


@register.inclusion_tag("ui/_error_summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """Every error of a form, each with a link to its field."""
    return {"form": form}
