"""Items and files for this room's tests. Defaults are valid; arguments are what a test is about."""

from typing import Any

from careloom.evidence import services
from careloom.evidence.models import ImportRun, Item
from careloom.jobs import registry, worker

RESEARCH = {"kind": "research", "title": "Short breaks for carers in rural Wales", "authors": ["Evans, Non"],
            "year": 2021, "journal": "Journal of Care", "nations": ["wales"], "volume": "4", "pages": "12-19"}  # fmt: skip
LIVED = {"kind": "lived", "title": "What a week is like", "voice": "Carers in Gwent", "people": 12, "gathered": "group",
         "consent": "public", "attribution": "group", "named_as": "Gwent carers", "nations": ["wales"]}  # fmt: skip
PRACTICE = {"kind": "practice", "title": "The same worker each week", "setting": "Home care", "role": "manager",
            "tried": "One small team", "happened": "Fewer strangers", "outcome": "worked", "nations": ["scotland"]}  # fmt: skip
KINDS = {"research": RESEARCH, "lived": LIVED, "practice": PRACTICE}


def item(kind: str = "research", **values: Any) -> Item:
    """One item in the library."""
    return services.add_items(items=[{**KINDS[kind], **values}], by="person_test")[0]


def do_jobs() -> None:
    """Do all work that waits, now."""
    registry.find_jobs()
    while worker.work_once():
        pass


def imported(data: bytes | str, *, name: str = "records.ris", once: str = "once-0000000000001") -> ImportRun:
    """A file brought in to the end of its jobs."""
    run = services.start_import(
        name=name, data=data.encode() if isinstance(data, str) else data, once=once, by="person_test"
    )
    do_jobs()
    run.refresh_from_db()
    return run
