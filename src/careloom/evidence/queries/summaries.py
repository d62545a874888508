"""Summaries for everyone and their inbox for staff."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from careloom.centre.queries import nations
from careloom.evidence.models import Enquiry, Item, Judgement, Summary, SummarySentence
from careloom.evidence.queries.verdict_words import state_word
from careloom_methods.triage import KINDS

Row = dict[str, Any]


def published() -> QuerySet[Summary]:
    """Summaries that stand, the newest first; one whose source is gone stays, and says so."""
    return Summary.objects.exclude(published_at=None).select_related("question").order_by("-published_at", "-pk")


def waiting() -> QuerySet[Enquiry]:
    """Questions that people asked and nobody has answered."""
    return Enquiry.objects.exclude(summaries__published_at__isnull=False).order_by("at", "pk")


def again_number() -> int:
    """Summaries that lost a source, or whose review day is over."""
    today = timezone.localdate()
    rows = Summary.objects.exclude(reopened="").values_list("pk", flat=True)
    old = Summary.objects.filter(published_at__isnull=False, review_on__lt=today).values_list("pk", flat=True)
    return len({*rows, *old})


def page(summary: Summary) -> Row:
    """Parts in order, each sentence with its items; a sentence whose item was withdrawn is not shown."""
    parts: dict[str, list[Row]] = {about: [] for about in SummarySentence.About.values}
    for sentence in summary.sentences.order_by("order", "pk").prefetch_related("items"):
        items = list(sentence.items.all())
        if all(item.state != Item.State.WITHDRAWN for item in items):
            parts[sentence.about].append({"sentence": sentence, "items": items})
    named = dict(SummarySentence.About.choices)
    return {
        "summary": summary, "sides": [{"kind": kind, "rows": parts[kind]} for kind in KINDS],
        "parts": [{"name": named[SummarySentence.About(about)], "rows": rows} for about, rows in parts.items()
                  if about not in KINDS],
        "looked": looked(summary), "late": summary.review_on < timezone.localdate(),
    }  # fmt: skip


def looked(summary: Summary) -> list[Row]:
    """What we looked at: for each kind and nation how many independent sources, and what we say of them."""
    units = {(u.kind, u.nation): u for u in Judgement.objects.filter(question=summary.question)}
    known = nations()
    return [
        {"kind": kind, "cells": [
            {"nation": name, "number": unit.counts.get("independent", 0), "word": state_word(unit.stands)}
            for code, name in known if (unit := units.get((kind, code)))]}
        for kind in KINDS
    ]  # fmt: skip
