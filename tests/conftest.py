"""What every test shares."""

import pytest


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
