"""Which function does which job."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.functional import Promise

Work = Callable[..., Any]
JOBS: dict[str, Work] = {}
SCHEDULES: dict[str, int] = {}  # seconds between runs
LONG: set[str] = set()
WORDS: dict[str, str | Promise] = {}  # what a reader of the desk is told that a job does


def job(name: str, words: str | Promise, *, every: int = 0, long: bool = False) -> Callable[[Work], Work]:
    """Register a function as a job, run each `every` seconds if given. It gets `running=` and its arguments.

    `words` says in a few plain, translated words what it does: the page of background work shows them.

    A short job is one transaction with its own end. A `long` one says how far it is (`services.progress`), so its
    steps are committed as it goes and must bear being done twice; it may give back a function with its last writes.
    """

    def keep(work: Work) -> Work:
        JOBS[name] = work
        WORDS[name] = words
        if every:
            SCHEDULES[name] = every
        if long:
            LONG.add(name)
        return work

    return keep


def find_jobs() -> None:
    """Import each room's `tasks` module."""
    for app in apps.get_app_configs():
        if app.name.startswith("careloom."):
            try:
                import_module(f"{app.name}.tasks")
            except ModuleNotFoundError as missing:
                if missing.name != f"{app.name}.tasks":
                    raise
