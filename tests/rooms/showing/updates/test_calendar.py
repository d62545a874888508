"""The calendar file: RFC 5545 to the letter, stable numbers, times in UTC; open to all and nothing else in it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from careloom.conversations.models import Conversation
from careloom.involvement import services as involvement
from careloom.involvement.models import Opportunity
from careloom.showing.updates import ical

STAMP = datetime(2026, 11, 26, 9, tzinfo=UTC)


def unfolded(made: str) -> list[str]:
    return made.replace("\r\n ", "").split("\r\n")


@given(st.text())
def test_folded_lines_fit_and_come_back_whole(words: str) -> None:
    line = "SUMMARY:" + ical.text(words)
    parts = ical.fold(line).split("\r\n ")
    assert "".join(parts) == line and "\n" not in line
    assert all(len((" " if n else "").encode() + part.encode()) <= 75 for n, part in enumerate(parts))


@pytest.mark.parametrize("words, written", [
    ("one, two; three", "one\\, two\\; three"), ("a\\b", "a\\\\b"), ("a\r\nb\nc\rd", "a\\nb\\nc\\nd"), ("bell\x07", "bell"),
])  # fmt: skip
def test_texts_are_escaped(words: str, written: str) -> None:
    assert ical.text(words) == written


def test_a_summer_time_is_written_in_utc_and_a_time_without_a_zone_is_refused() -> None:
    assert ical.utc(datetime(2026, 7, 1, 14, 30, tzinfo=ZoneInfo("Europe/London"))) == "20260701T133000Z"
    with pytest.raises(ValueError, match="zone"):
        ical.utc(datetime(2026, 7, 1))


def test_an_event_and_a_last_day_are_written_as_calendars_read_them() -> None:
    made = ical.calendar(
        [ical.Event("a@x", STAMP, "Tea; cake", STAMP, "Come,\nplease", "Hall", "https://x/a/", 90),
         ical.Event("b@x", date(2026, 12, 31), "Last day: survey", STAMP)], name="Coming", language="cy", maker="Careloom")  # fmt: skip
    lines = unfolded(made)
    assert made.endswith("END:VCALENDAR\r\n") and lines[0] == "BEGIN:VCALENDAR" and "VERSION:2.0" in lines
    assert {"UID:a@x", "DTSTART:20261126T090000Z", "DTEND:20261126T103000Z", "SUMMARY;LANGUAGE=cy:Tea\\; cake",
            "DESCRIPTION;LANGUAGE=cy:Come\\,\\nplease", "LOCATION:Hall", "URL:https://x/a/"} <= set(lines)
    assert {"DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101", "TRANSP:TRANSPARENT"} <= set(lines)


def opportunity(title: str, days: int = 9, **more: Any) -> Opportunity:
    return involvement.open_opportunity(title=title, places=3, begins_at=timezone.now() + timedelta(days=days), by="system",
                                        what="Come", how_long="1 hour", how_often="Once", task="", expenses=[],
                                        where="Cardiff", **more)


@pytest.mark.django_db
def test_the_file_holds_what_is_open_to_all_with_numbers_that_stay(settings: Any) -> None:
    settings.ADDRESS = "https://centre.example"
    seen, _hidden = opportunity("Tea in Cardiff", nation_code="wales"), opportunity("Members only", listed=False)
    off, past = opportunity("Called off"), opportunity("Last week", -7)
    involvement.close_opportunity(opportunity=off, by="system")
    involvement.close_opportunity(opportunity=past, by="system")
    Conversation.objects.create(public_id="conversation_1", slug="time", name="Time", name_cy="Amser", why="Why",
                                state="open", closes_on=timezone.localdate() + timedelta(days=3))
    client = Client(headers={"host": "localhost"})
    answer = client.get("/coming/calendar.ics")
    lines = unfolded(answer.content.decode())
    assert answer["Content-Type"].startswith("text/calendar")
    assert [line for line in lines if line.startswith("SUMMARY")] == [
        "SUMMARY;LANGUAGE=en-gb:Last week", "SUMMARY;LANGUAGE=en-gb:Last day: Time", "SUMMARY;LANGUAGE=en-gb:Tea in Cardiff"]
    assert f"UID:{seen.public_id}@centre.example" in lines
    welsh = client.get("/cy/coming/calendar.ics?nation=scotland").content.decode()
    assert "Amser" in welsh and "https://centre.example/cy/conversations/time/" in welsh and "Tea" not in welsh
    page = client.get("/coming/").content.decode()
    assert "Tea in Cardiff" in page and "Last week" not in page and "Members only" not in page
    assert 'type="text/calendar"' in page


@pytest.mark.django_db
def test_the_page_asks_the_database_as_often_for_many_events() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert Client(headers={"host": "localhost"}).get("/coming/").status_code == 200
        return len(seen)

    opportunity("One")
    few = queries()
    for number in range(10):
        opportunity(f"Event {number}")
    assert queries() == few <= 10
