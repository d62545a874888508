"""How an item was read: seven standards, the same for every kind, for each question it was read for."""

from typing import Any

from careloom.evidence.models import Appraisal, Item
from careloom.evidence.models.triage import STANDARDS


def quality(item: Item) -> list[dict[str, Any]]:
    """One row for each question, with the standards it meets, meets in part and does not meet, by name."""
    found = []
    names = STANDARDS
    for read in Appraisal.objects.filter(item=item).select_related("question").order_by("pk"):
        by_answer: dict[str, list[str]] = {"yes": [], "partly": [], "no": []}
        for code, answer in read.standards.items():
            if answer in by_answer:
                by_answer[answer].append(str(names.get(code, code)))
        found.append({"question": read.question, **by_answer})
    return found
