"""Principles by source as a table, and agreements that both sides approved."""

from typing import Any

from careloom.evidence.models import Agreement, Framework, Item


def table(framework: Framework, *, staff: bool = False) -> dict[str, Any]:
    """{'items': sources, 'rows': [{'name', 'cells': words or ''}]}; for the public only what it may read, for staff
    also {'said': every cell}."""
    rows = framework.principles.select_related("item__research").filter(item__state=Item.State.LISTED).order_by("pk")
    said = [p for p in rows if staff or p.item.is_public]
    words = {"said": said} if staff else {}
    items = list({p.item_id: p.item for p in said}.values())
    cells = {(p.name, p.item_id): p.says for p in said}
    return {**words, "items": items, "rows": [{"name": name, "cells": [cells.get((name, i.pk), "") for i in items]}
                                     for name in dict.fromkeys(p.name for p in said)]}  # fmt: skip


def statements() -> list[Agreement]:
    """The newest version of each partner's agreement that both sides approved."""
    rows = Agreement.objects.select_related("partner").prefetch_related("approvals").order_by("number")
    return list({a.partner_id: a for a in rows if len(a.approvals.all()) == 2}.values())
