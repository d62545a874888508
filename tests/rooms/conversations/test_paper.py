"""Ballots on paper by the paper engine: printed with a number each, crossed, scanned, and counted; doubts are asked."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from careloom.conversations import services
from careloom.conversations.models import BallotScan, Conversation, Statement, Vote, Voter
from careloom.jobs.worker import work_once
from careloom.thread.models import Entry
from tests import make
from tests.rooms.conversations.test_conversations import client, conversation, statement

pytest.importorskip("cv2", reason="the extra 'paper' is not installed: no scan was read")
pytest.importorskip("zxingcpp", reason="the extra 'paper' is not installed: no scan was read")
__all__ = ["conversation"]
HERE = "/desk/conversations/breaks/paper/"


def crossed(pdf: bytes, conversation: Conversation, *keys: str) -> bytes:
    """The printed ballot as a picture, with crosses in some boxes of its first page."""
    import cv2

    from careloom_methods.paper import form_of, layout_of, scans
    from careloom_methods.paper.scans import PIXELS

    page = next(scans.open_scan("print.pdf", pdf)).grey.copy()
    boxes = layout_of(form_of(conversation.printings.get().file)).boxes
    for x, y, w in ((round(v * PIXELS) for v in (boxes[k].x, boxes[k].y, boxes[k].w)) for k in keys):
        cv2.line(page, (x + 4, y + 4), (x + w - 4, y + w - 4), 50, 3, cv2.LINE_AA)
        cv2.line(page, (x + w - 4, y + 4), (x + 4, y + w - 4), 50, 3, cv2.LINE_AA)
    return bytes(cv2.imencode(".png", page)[1])


@pytest.fixture
def staff(settings: Any) -> Any:
    settings.DEMO = True
    one = client()
    one.force_login(make.rosa())
    return one


def test_a_scanned_ballot_counts_once_and_two_marks_on_one_line_are_asked(conversation: Conversation, staff: Any) -> None:
    said = [statement(conversation, text) for text in ("Breaks are hard to book.", "Nights are worst.", "Pay is fair.")]
    pdf = staff.post(HERE, {"go": "print", "twin": "en", "copies": "1"})
    assert pdf["Content-Type"] == "application/pdf"
    services.withdraw(statement=said[2], reason="Two in one.", by="person_rosa")  # after the printing
    scan = crossed(pdf.content, conversation, "s1=agree", "s2=agree", "s2=disagree", "s3=pass")
    for _ in range(2):  # sent twice
        assert staff.post(HERE, {"go": "read", "scans": SimpleUploadedFile("one.png", scan)}).status_code == 302
        assert work_once()
    assert [(v.statement_id, v.value) for v in Vote.objects.all()] == [(said[0].pk, 1)]
    assert Voter.objects.get().channel == "paper"
    found = BallotScan.objects.last()
    assert found and found.sealed is None and (found.found["ballots"], found.found["votes"]) == (1, 1)
    assert {(ask["number"], ask["why"]) for ask in found.found["asks"]} == {(2, "two marks"), (3, "taken out")}
    text = staff.get(HERE).content.decode()
    assert f"Ballot {Voter.objects.get().serial}, statement 2" in text and "the statement was taken out" in text
    assert not any("agree" in str(e.values) for e in Entry.objects.all())
    serial = Voter.objects.get().serial
    staff.post("/desk/conversations/breaks/ballots/", {"serial": f"{serial[:3]} {serial[3:6]} {serial[6:]}".lower(), "s2": "-1"})
    assert Voter.objects.count() == 1 and Vote.objects.count() == 2  # as it stands on the paper: the same ballot


def test_what_is_no_scan_and_a_page_of_something_else_are_said(conversation: Conversation, staff: Any) -> None:
    import cv2
    import numpy as np

    statement(conversation)
    staff.post(HERE, {"go": "print", "twin": "en", "copies": "1"})
    blank = bytes(cv2.imencode(".png", np.full((1754, 1240), 250, dtype=np.uint8))[1])
    for name, content in (("letter.pdf", b"not a pdf"), ("blank.png", blank)):
        staff.post(HERE, {"go": "read", "scans": SimpleUploadedFile(name, content)})
        assert work_once()
    assert [s.found.get("wrong") or s.found["not_read"] for s in BallotScan.objects.order_by("pk")] == ["not_a_scan", [1]]
    text = staff.get(HERE).content.decode()
    assert "neither a PDF nor a picture" in text and "could not be read" in text
    assert staff.post(HERE, {"go": "read"}).status_code == 422
    assert staff.post(HERE, {"go": "print", "twin": "xx", "copies": "0"}).status_code == 422


def test_the_easy_and_welsh_ballots_are_read_by_what_stood_on_them(conversation: Conversation, staff: Any) -> None:
    services.seed(conversation=conversation, text="Breaks matter.", text_easy="Breaks are good.",
                  text_cy="Mae seibiannau'n bwysig.", by="person_rosa")  # fmt: skip
    pdfs = {twin: services.print_ballots(conversation=conversation, twin=twin, copies=1, by="x")
            for twin in ("en-easy", "cy")}  # fmt: skip
    assert conversation.printings.count() == 1
    statement(conversation, "One more.")
    services.print_ballots(conversation=conversation, twin="en", copies=1, by="x")
    assert [p.number for p in conversation.printings.order_by("number")] == [1, 2]
    scans = services.keep_ballot_scans(conversation=conversation, uploads=[(f"{t}.pdf", p) for t, p in pdfs.items()], by="x")
    while work_once():
        pass
    for scan in scans:
        scan.refresh_from_db()
        assert (scan.found["ballots"], scan.found["votes"], scan.found["not_read"]) == (1, 0, [])
    assert Statement.objects.count() == 2
