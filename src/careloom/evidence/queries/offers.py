"""What exists already, by topic and nation: where there is nothing, where two may do the same; and other sectors."""

from typing import Any

from careloom.centre.models import Sector
from careloom.centre.queries import nations
from careloom.evidence.models import Item, Partner, PracticeNote, Tag
from careloom.evidence.queries.triage import topic_names

Row = dict[str, Any]
ENDED = PracticeNote.Status.ENDED


def offers() -> list[Row]:
    """For each topic with an example or a question: in each nation how many organisations offer something that has not
    ended, whether nobody does, and whether several may do the same. Three queries."""
    from careloom.evidence.models import Question

    rows = Item.objects.filter(kind="practice", state=Item.State.LISTED, is_public=True, practice__example=True)
    found: dict[tuple[str, str], set[str]] = {}
    for item in rows.exclude(practice__status=ENDED).select_related("practice").prefetch_related("tags"):
        tags = [(tag.what, tag.code) for tag in item.tags.all()]
        for topic in (code for what, code in tags if what == "topic"):
            for nation in (code for what, code in tags if what == "nation"):
                found.setdefault((topic, nation), set()).add(item.practice.organisation or item.title)
    names, known = topic_names(), nations()
    topics = {topic for topic, _ in found} | set(Question.objects.values_list("topic", flat=True))
    return [
        {"topic": code, "name": names.get(code, code), "cells": [
            {"nation": name, "number": len(who), "gap": not who, "doubled": len(who) > 1, "who": sorted(who)}
            for nation, name in known for who in [found.get((code, nation), set())]]}
        for code in sorted(topics, key=lambda code: names.get(code, code))
    ]  # fmt: skip


def sectors_used() -> list[tuple[str, str]]:
    """Sectors that an item or a partner has, by name."""
    used = set(Tag.objects.filter(what="sector").values_list("code", flat=True).distinct())
    used |= set(Partner.objects.exclude(sector="").values_list("sector", flat=True))
    return list(Sector.objects.filter(slug__in=used).order_by("name").values_list("slug", "name"))


def partners_in(sector: str) -> list[Partner]:
    """Partners of a sector, as of a neighbour of adult care."""
    return list(Partner.objects.filter(sector=sector).order_by("name")) if sector else []
