"""The demo shows what came of it: every state, people told, debts, and a first page with figures of now."""

from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careloom.showing.models import Contribution, Delivery, Issue, Mark, MediaItem, Message, News, Post
from careloom.showing.queries import closure
from tests.rooms.showing.updates import cast


def first_page() -> tuple[str, int]:
    with CaptureQueriesContext(connection) as seen:
        page = Client(headers={"host": "localhost"}).get("/").content.decode()
    return page, len(seen)


@pytest.mark.django_db
def test_a_person_who_opens_the_demo_sees_what_came_of_it(demo_centre: None) -> None:
    states = Counter(News.objects.filter(public=True, replaced_by=None).values_list("state", flat=True))
    assert {"considered", "changed", "declined", "parked"} <= set(states)
    assert {"heard", "changed", "declined"} <= set(Contribution.objects.values_list("state", flat=True))
    assert Counter(Message.objects.filter(state="ready").values_list("way", flat=True)) == {"letter": 1, "phone": 1}
    assert (closure.debts().count(), Mark.objects.count(), Post.objects.filter(state="published").count()) == (6, 2, 3)
    assert MediaItem.objects.get().state == "published"
    assert Issue.objects.get(kind="newsletter").counts == {"sent": 3} and Delivery.objects.filter(state="waiting").count() == 0
    page, few = first_page()
    told = Contribution.objects.filter(days__isnull=False).count() // 10 * 10
    assert f"At least {told} of those" in page and "19 projects are on our register." in page
    for number in range(4):
        cast.published(f"Post {number}")
    assert first_page()[1] == few <= 25


@pytest.mark.django_db
def test_the_first_page_of_an_empty_centre_says_so_and_counts_nobody_few() -> None:
    page, _ = first_page()
    assert "We have only begun to listen." in page and "Nothing has been decided yet." in page and "At least" not in page
