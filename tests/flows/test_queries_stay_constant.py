"""No page asks the database more often because a centre grew: one law for all routes without arguments."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careloom.centre.models import Topic
from careloom.people.models import Organisation
from careloom.projects.models import Project
from tests import make
from tests.pages.routes import plain_pages

MORE = 40


def copies(model: Any, *unique: str) -> None:
    """MORE rows like the first one."""
    first = model.objects.order_by("pk").first()
    for number in range(MORE):
        row = model.objects.get(pk=first.pk)
        row.pk = None
        for name in unique:
            setattr(row, name, f"more{number}-{name[:3]}")
        row.save()


def counted(client: Client) -> dict[str, int]:
    """Address → queries, of every page that this reader can open."""
    found = {}
    for address, _ in plain_pages():
        client.get(address)  # what is kept for later is kept now
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        found[address] = len(seen)
    return found


@pytest.mark.django_db
def test_no_page_asks_more_often_when_the_centre_has_grown(settings: Any, demo_centre: None) -> None:
    settings.DEMO = True
    client = Client(headers={"host": "localhost"})
    client.force_login(make.account("Ada", role=make.Role.ADMINISTRATOR))
    before = counted(client)
    copies(Project, "public_id", "register_id")
    if Organisation.objects.exists():
        copies(Organisation, "public_id")
    for number in range(MORE):
        make.account(f"More{number}", role=make.Role.ANALYST)
    after = counted(client)
    assert len(before) > 20 and Topic.objects.exists()
    assert {a: (before[a], n) for a, n in after.items() if n > before[a]} == {}
