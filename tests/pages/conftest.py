"""A real browser on a real server with the demo centre."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests import machine

# Playwright keeps a loop running in this thread; the tests themselves stay synchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FLAGS = [
    "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A database in a file: in memory, server and test would share one connection, and its lock can stop both."""
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("pages") / "pages.sqlite3")


@pytest.fixture(scope="session")
def play() -> Iterator[Playwright]:
    """What drives the browser."""
    with sync_playwright() as made:
        yield made


@pytest.fixture(scope="module")
def browser(play: Playwright) -> Iterator[Browser]:
    """Headless Chromium, a fresh one for each file: one that has had hundreds of pages may stop answering keys."""
    path = machine.browser()
    if not path:
        pytest.skip("Chromium is missing: no page was opened")
    opened = play.chromium.launch(executable_path=path, args=FLAGS)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def demo_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a copy of the demo's database is kept, once it was made."""
    return tmp_path_factory.mktemp("demo") / "demo.sqlite3"


@pytest.fixture
def centre(live_server, settings, demo_copy: Path):  # type: ignore[no-untyped-def]  # fixtures of pytest-django
    """A running demo centre; gives its address. The demo is made once, and copied for each further test."""
    from django.db import connection

    from careloom.site import demo

    settings.DEMO = True
    if connection.vendor != "sqlite":
        demo.load()
    elif demo_copy.exists():
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(demo_copy)) as kept:
            kept.backup(connection.connection)
    else:
        demo.load()
        with contextlib.closing(sqlite3.connect(demo_copy)) as kept:
            connection.connection.backup(kept)
    return live_server.url
