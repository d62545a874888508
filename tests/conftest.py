"""What every test shares."""

from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest

# Timings never decide a test.
hypothesis.settings.register_profile("careloom", deadline=None)
hypothesis.settings.load_profile("careloom")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The one test that takes minutes begins first, so that no core is idle at the end."""
    items.sort(key=lambda item: "test_whole_thread" not in item.nodeid)


@pytest.fixture(autouse=True)
def first_language() -> Iterator[None]:
    """Each test begins in the first language, whatever page another test opened."""
    from django.conf import settings
    from django.utils import translation

    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def equality_key(settings, tmp_path):  # type: ignore[no-untyped-def]  # fixtures of pytest
    """A key file of this test's own."""
    settings.EQUALITY_KEY_FILE = tmp_path / "equality.keys"
    return settings.EQUALITY_KEY_FILE


@pytest.fixture
def demo_centre(db):  # type: ignore[no-untyped-def]  # fixture of pytest-django
    """The demo centre in the test database."""
    from careloom.site import demo

    demo.load()


@pytest.fixture(scope="module")
def demo_of_module(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo centre, loaded once for all tests of a file; what a test changes is undone after it, as ever.

    For files in which every test may find the demo in its database.
    """
    from django.conf import settings
    from django.db import transaction
    from django.utils import translation

    from careloom.site import demo

    whole = transaction.atomic()
    # As Django's own test case marks its own, so that a durable block may stand inside.
    whole._from_testcase = True  # type: ignore[attr-defined]
    with django_db_blocker.unblock(), translation.override(settings.LANGUAGE_CODE), whole:
        demo.load()
        yield
        transaction.set_rollback(True)
