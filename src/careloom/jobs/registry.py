"""Which function does which job."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.apps import apps

Work = Callable[..., Any]
JOBS: dict[str, Work] = {}
SCHEDULES: dict[str, int] = {}  # seconds between runs


def job(name: str, *, every: int = 0) -> Callable[[Work], Work]:
    """Register a function as a job, run each `every` seconds if given. It gets `running=` and its arguments."""

    def keep(work: Work) -> Work:
        JOBS[name] = work
        if every:
            SCHEDULES[name] = every
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
