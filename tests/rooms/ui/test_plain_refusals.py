"""What people see when a page is not there, not theirs, too much, or our fault: plain words in their language."""

import logging
import re
from typing import Any

import pytest
from django.test import Client

from careloom.site import queries
from careloom.site.settings import LOGGING
from tests.pages.test_every_page import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    """A browser that shows our own page where the program fails."""
    return Client(headers={"host": "localhost"}, raise_request_exception=False)


@pytest.mark.parametrize(("language", "said"), [("", "It is our fault, not yours."), ("/cy", "Ein bai ni yw hyn")])
def test_our_fault_carries_a_number_and_no_trace_of_code(
    client: Client, language: str, said: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr(queries, "home", broken)
    with caplog.at_level(logging.ERROR, "careloom.faults"):
        answer = client.get(f"{language}/?code=AAAA-BBBB-CCCC")
    page = answer.content.decode()
    number = re.search(r"<strong>([0-9A-F]{8})</strong>", page)
    assert answer.status_code == 500 and number and said in page and faults(page) == []
    assert "secret" not in page and "Traceback" not in page and "RuntimeError" not in page
    line = next(record for record in caplog.records if record.name == "careloom.faults")
    assert number[1] in line.getMessage() and line.exc_info  # under the same number, what happened
    assert "AAAA-BBBB-CCCC" not in line.getMessage()


def test_faults_go_to_a_file_of_the_centre_and_nowhere_else() -> None:
    assert LOGGING["loggers"]["careloom"]["handlers"] == ["faults"]
    assert LOGGING["handlers"]["faults"]["filename"].name == "faults.log"


@pytest.mark.parametrize(("language", "said"), [("", "This page is not here"), ("/cy", "Nid yw'r dudalen hon yma")])
def test_a_wrong_address_says_so(client: Client, language: str, said: str) -> None:
    answer = client.get(f"{language}/no-such-page/")
    assert answer.status_code == 404 and said in answer.content.decode()


def test_a_body_that_is_too_large_is_refused_before_it_is_read(client: Client) -> None:
    answer = client.post("/surveys/", b"x", content_type="text/plain", headers={"content-length": "2000000000"})
    assert answer.status_code == 413 and faults(answer.content.decode()) == []


def test_a_form_without_its_key_is_asked_for_again() -> None:
    strict = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    answer = strict.post("/edition/", {"edition": "easy"})
    page = answer.content.decode()
    assert answer.status_code == 403 and "Please send it once more" in page and faults(page) == []
