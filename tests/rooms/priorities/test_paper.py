"""Ballots of a round by the paper engine: printed with a number each, crossed, scanned, counted; doubts are asked."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from careloom.centre.services import load_defaults
from careloom.jobs.registry import find_jobs
from careloom.jobs.worker import work_once
from careloom.priorities import services
from careloom.priorities.models import Ballot, BallotScan, Round
from careloom.priorities.paper import file_of, printable
from careloom.thread.models import Entry
from tests import make
from tests.rooms.priorities.test_pages import client
from tests.rooms.priorities.test_services import candidate, opened, round_

pytest.importorskip("cv2", reason="the extra 'paper' is not installed: no scan was read")
pytest.importorskip("zxingcpp", reason="the extra 'paper' is not installed: no scan was read")
pytestmark = pytest.mark.django_db
HERE = "/desk/priorities/year-5/ballots/"


def pages(pdf: bytes, file: dict[str, Any], *keys: str, twin: str = "en") -> list[bytes]:
    """The printed ballot as pictures, with crosses in some boxes."""
    import cv2

    from careloom_methods.paper import form_of, layout_of, scans
    from careloom_methods.paper.scans import PIXELS

    language, _, easy = twin.partition("-")
    boxes = layout_of(form_of(file, language=language, edition="easy" if easy else "standard")).boxes
    made = []
    for number, scan in enumerate(scans.open_scan("print.pdf", pdf), 1):
        page = scan.grey.copy()
        for spot in (boxes[k] for k in keys if boxes[k].page == number):
            x, y, w = (round(v * PIXELS) for v in (spot.x, spot.y, spot.w))
            cv2.line(page, (x + 4, y + 4), (x + w - 4, y + w - 4), 50, 3, cv2.LINE_AA)
            cv2.line(page, (x + w - 4, y + 4), (x + 4, y + w - 4), 50, 3, cv2.LINE_AA)
        made.append(bytes(cv2.imencode(".png", page)[1]))
    return made


@pytest.fixture
def staff(settings: Any) -> Any:
    settings.DEMO = True
    load_defaults(by="system")
    find_jobs()
    one = client()
    one.force_login(make.rosa())
    return one


def printed(staff: Any, twin: str = "en") -> bytes:
    answer = staff.post(HERE, {"go": "print", "twin": twin, "copies": "1"})
    assert answer["Content-Type"] == "application/pdf", answer.content.decode()
    return bytes(answer.content)


def whole(pages: list[bytes]) -> bytes:
    """All pages as one scan, as a scanner gives it."""
    import cv2
    import numpy as np

    drawn = [cv2.imdecode(np.frombuffer(page, np.uint8), cv2.IMREAD_GRAYSCALE) for page in pages]
    return bytes(cv2.imencodemulti(".tiff", drawn)[1])


def read(staff: Any, scan: bytes) -> dict[str, Any]:
    """What came of a scan."""
    sent = {"go": "read", "scans": SimpleUploadedFile("scan.tiff", scan)}
    assert staff.post(HERE, sent).status_code == 302
    while work_once():
        pass
    kept = BallotScan.objects.order_by("-pk")[0]
    assert kept.sealed is None
    return dict(kept.found)


def test_topics_in_order_are_read_from_a_scan_with_who_votes_and_count_once(staff: Any) -> None:
    of = round_()
    topics = [candidate(of, name) for name in ("Breaks", "Nights", "Pay")]
    opened(of)
    pdf = printed(staff)
    file = of.printings.get().file
    crossed = pages(pdf, file, "c3=1", "c1=2", "role_group=carer", "nation=wales")
    for _ in range(2):  # sent twice
        found = read(staff, whole(crossed))
    assert (found["ballots"], found["asks"], found["not_read"]) == (1, [], [])
    ballot = Ballot.objects.get()
    assert ballot.marks == [topics[2].public_id, topics[0].public_id]
    assert (ballot.channel, ballot.role_group, ballot.nation) == ("paper", "carer", "wales")
    shown = f"{ballot.serial[:3]} {ballot.serial[3:6]} {ballot.serial[6:]}".lower()  # as it stands on the paper
    staff.post("/desk/priorities/year-5/paper/", {"serial": shown, "numbers": "2", "role_group": "carer"})
    assert Ballot.objects.get().marks == [topics[1].public_id]
    assert "Ballots that count: 1." in staff.get(HERE).content.decode()
    assert not any("carer" in str(e.values) for e in Entry.objects.filter(event="round.ballots_printed"))


@pytest.mark.parametrize(("keys", "why", "said"), [
    (["c1=1", "c1=2"], "unclear", "topic 1 is not clear"),
    (["c1=1", "c2=1"], "same place", "two topics have the same number"),
    ([], "empty", "nothing is crossed"),
    (["c1=1", "role_group=carer", "role_group=provider"], "unclear", "who votes is not clear"),
])  # fmt: skip
def test_a_ballot_with_any_doubt_is_asked_and_counts_nothing_until_somebody_typed_it_in(
    staff: Any, keys: list[str], why: str, said: str
) -> None:
    of = round_()
    for name in ("Breaks", "Nights"):
        candidate(of, name)
    opened(of)
    found = read(staff, whole(pages(printed(staff), of.printings.get().file, *keys)))
    assert found["ballots"] == 0 and {ask["why"] for ask in found["asks"]} == {why} and not Ballot.objects.exists()
    assert said in staff.get(HERE).content.decode()
    staff.cookies["edition"] = "easy"
    assert said in staff.get(HERE).content.decode()


def test_ticks_of_more_topics_than_stand_in_one_block_are_read_in_easy_read_and_welsh(staff: Any) -> None:
    of = round_(marks=Round.Marks.APPROVAL)
    topics = [candidate(of, f"Topic {n}", title_easy=f"Easy {n}", title_cy=f"Pwnc {n}") for n in range(1, 12)]
    opened(of)
    for twin in ("en-easy", "cy"):
        crossed = pages(printed(staff, twin), of.printings.get().file, "ticks1=c2", "ticks1=c11", twin=twin)
        found = read(staff, whole(crossed))
        assert found["ballots"] == 1, found
    assert [b.marks for b in Ballot.objects.all()] == [[topics[1].public_id, topics[10].public_id]] * 2


def test_what_goes_screen_by_screen_or_is_closed_is_not_printed_and_the_page_says_so(staff: Any) -> None:
    of = round_(marks=Round.Marks.PAIRS)
    for name in ("Breaks", "Nights"):
        candidate(of, name)
    assert "Ballots are printed while the round takes them." in staff.get(HERE).content.decode()
    opened(of)
    assert not printable(of) and "reads them out" in staff.get(HERE).content.decode()
    assert staff.post(HERE, {"go": "print", "twin": "en", "copies": "1"})["Content-Type"].startswith("text/html")
    with pytest.raises(services.Closed):
        services.print_ballots(round=of, twin="en", copies=1, by="x")
    assert staff.post(HERE, {"go": "read"}).status_code == 422


def test_money_stands_beside_each_topic_and_a_long_order_is_not_printed(staff: Any) -> None:
    of = round_(marks=Round.Marks.BUDGET, budget=9000)
    candidate(of, "Night bus", cost=4000)
    file = file_of(of)
    assert file["statements"][0]["text"]["cy"] == "Night bus (£4,000)" and "money" in file["how"]["en"]
    Round.objects.update(marks=Round.Marks.RANK)
    of.refresh_from_db()
    for n in range(21):
        candidate(of, f"Topic {n}")
    assert not printable(of)
