"""What every test shares."""

from collections.abc import Iterator

import hypothesis
import pytest

# Timings never decide a test.
hypothesis.settings.register_profile("careloom", deadline=None)
hypothesis.settings.load_profile("careloom")


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
