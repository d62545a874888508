"""What exists already, by topic and nation: where there is nothing, where two may do the same; and other sectors."""

from itertools import product
from typing import Any

from careloom.centre.models import Sector
from careloom.centre.queries import nations
from careloom.evidence.models import Item, Partner, PracticeNote, Tag
from careloom.evidence.queries.triage import topic_names

Row = dict[str, Any]
ENDED = PracticeNote.Status.ENDED


def offers() -> list[Row]:
    """For each topic with an example or a question: in each nation how many organisations offer something that has not
    ended, whether nobody does, and whether several may do the same; and offers whose nation nobody said. An offer for
    the whole area counts in each nation. A constant number of queries."""
    from careloom.evidence.models import Question

    rows = Item.objects.filter(kind="practice", state=Item.State.LISTED, is_public=True, practice__example=True)
    found: dict[tuple[str, str], dict[str, str]] = {}  # {name in small letters: name}: however it is written, once
    names, known = topic_names(), nations()
    each = {code for code, _ in known}
    for item in rows.exclude(practice__status=ENDED).select_related("practice").prefetch_related("tags"):
        tags = [(tag.what, tag.code) for tag in item.tags.all()]
        where = {code for what, code in tags if what == "nation"}
        where = (where & each) or (each if where else {""})
        who = (item.practice.organisation or item.title).strip()
        for topic, nation in product((code for what, code in tags if what == "topic"), where):
            found.setdefault((topic, nation), {}).setdefault(who.casefold(), who)
    topics = {topic for topic, _ in found} | set(Question.objects.values_list("topic", flat=True))
    return [
        {"topic": code, "name": names.get(code, code), "cells": [
            {"nation": name, "number": len(who), "gap": not who, "doubled": len(who) > 1, "who": sorted(who)}
            for nation, name in known for who in [set(found.get((code, nation), {}).values())]],
         "nowhere": sorted(found.get((code, ""), {}).values())}
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
