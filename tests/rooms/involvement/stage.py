"""A centre with a rate from two dates, limits and an access budget, for the tests of this room and those above."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client
from django.utils import timezone

from careloom.involvement import services
from careloom.involvement.models import Offer, Opportunity
from careloom.people.models import Account, Person

OLD, NEW, CHANGE = 1500, 1600, date(2026, 10, 15)


def client(account: Account) -> Client:
    """A browser in which somebody is signed in."""
    browser = Client(headers={"host": "localhost"})
    browser.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def at(day: date, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def set_up() -> None:
    services.set_rate(task="time", name="Time", unit="hour", pence=OLD, valid_from=date(2026, 1, 1), source="t", by="s")
    services.set_rate(task="time", name="Time", unit="hour", pence=NEW, valid_from=CHANGE, source="t", by="s")
    services.load_limits(by="system")
    services.set_access_budget(year=2026, pence=10_000, by="system")


def event(places: int = 3, **given: Any) -> Opportunity:
    terms: dict[str, Any] = {"title": "A talk", "what": "Talk with us", "how_long": "2 hours", "how_often": "Once",
                             "task": "time", "expenses": ["travel", "carer", "food", "phone", "childcare"],
                             "begins_at": at(date(2026, 11, 20)), "places": places, "by": "staff"}  # fmt: skip
    return services.open_opportunity(**(terms | given))


def accepted(opportunity: Opportunity, person: Person, **given: Any) -> Offer:
    offer = services.make_offer(opportunity=opportunity, person=person, by="staff")
    answer: dict[str, Any] = {"accept": True, "employer": "no", "benefits_answer": "no", "advice": ""}
    return services.answer_offer(offer=offer, **(answer | given))


@contextmanager
def database_for_threads(file: Path) -> Iterator[None]:
    """Threads get real connections of their own: on SQLite to a file that holds what the test wrote so far."""
    if connection.vendor != "sqlite":
        yield
        return
    name, copy = connection.settings_dict["NAME"], sqlite3.connect(file)
    connection.ensure_connection()
    connection.connection.backup(copy)
    copy.close()
    connection.settings_dict["NAME"] = str(file)
    try:
        yield
    finally:
        connection.settings_dict["NAME"] = name


def at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    """Each call in a thread of its own, all at the same time; what they gave, or the first fault."""

    def run(call: Callable[[], Any]) -> Any:
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(calls)) as pool:
        return list(pool.map(run, calls))
