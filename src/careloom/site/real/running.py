"""The steps in their order, with the seconds of each."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.test.utils import override_settings
from django.utils import timezone

from careloom.jobs import registry, worker
from careloom.people.models import Person
from careloom.thread.models import Entry
from careloom.thread.services import SETTLED

Say = Callable[[str], None]
NOBODY = "django.core.mail.backends.dummy.EmailBackend"  # the people are made up: no mail leaves a demo


@dataclass
class Real:
    """What one step leaves for the next."""

    folder: Path
    staff: dict[str, str] = field(default_factory=dict)  # first name → public id
    themes: dict[str, Entry] = field(default_factory=dict)  # of the public statements, by name
    wishes: dict[str, Entry] = field(default_factory=dict)  # of the survey, by name
    weighed: dict[str, Entry] = field(default_factory=dict)  # Assembly → what its conversation came to
    met: dict[str, Entry] = field(default_factory=dict)  # Assembly → its meeting, closed
    gaps: list[Any] = field(default_factory=list)
    seconds: dict[str, tuple[float, float]] = field(default_factory=dict)  # step → (by the clock, of computing)

    def meet_staff(self) -> None:
        """The made-up staff who sign what people must sign."""
        rows = Person.objects.filter(email__endswith="@demo.example", account__isnull=False)
        self.staff = {person.email.split("@")[0]: person.public_id for person in rows}


def steps() -> list[tuple[str, Callable[[Real], None]]]:
    """In the order of the work."""
    from careloom.site.real import conversations, evidence, meetings, priorities, statements, survey, telling

    return [
        ("the register", register),
        ("statements to themes", statements.run),
        ("five conversations", conversations.run),
        ("the survey", survey.run),
        ("lottery and meetings", meetings.run),
        ("evidence and gaps", evidence.run),
        ("ballots and decisions", priorities.run),
        ("telling everybody", telling.run),
    ]  # fmt: skip


def register(real: Real) -> None:
    """The centre's words, the register's real facts, the made-up staff."""
    from careloom.centre.services import load_defaults
    from careloom.people import demo
    from careloom.site.register import import_folder

    load_defaults(by="system")
    import_folder(real.folder / "register", by="system")
    demo.load(by="system")
    real.meet_staff()


def run(folder: Path, *, say: Say) -> Real:
    """The whole thread in an empty, migrated centre; `say` hears each step with its seconds."""
    real = Real(folder)
    registry.find_jobs()
    with override_settings(EMAIL_BACKEND=NOBODY):
        for name, step in steps():
            clock, work = time.perf_counter(), time.process_time()
            step(real)
            real.seconds[name] = (time.perf_counter() - clock, time.process_time() - work)
            say(_line(name, [real.seconds[name]]))
    say(_line("in all", list(real.seconds.values())))
    return real


def _line(name: str, took: list[tuple[float, float]]) -> str:
    clock, work = (sum(part) for part in zip(*took, strict=True))
    return f"{clock:7.1f} s  {work:6.1f} s of computing  {name}"


def do_jobs() -> None:
    """The background work that waits, now."""
    while worker.work_once():
        pass


def soon() -> Any:
    """When everything written so far has settled: a run in one process need not wait for others."""
    return timezone.now() + SETTLED + timedelta(seconds=1)
