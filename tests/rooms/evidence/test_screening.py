"""People read a long list together: different records for each, a shared sample, no claim that the reading does not bear."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careloom.evidence.models import Mending, Reading, Screening, ScreenRecord
from careloom.evidence.queries import screening as queries
from careloom.evidence.services import NotAllowed, screening
from careloom.thread.models import Entry
from tests import make as people
from tests.rooms.evidence import make_evidence as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    """A second factor is asked of staff elsewhere."""
    settings.DEMO = True


ABOUT = ["short breaks for carers", "wages of staff", "carers and breaks", "music and gardens"]


def begun(number: int = 12, **more: Any) -> Screening:
    """A screening of so many records; every fourth speaks of breaks."""
    items = [make.item(title=f"{ABOUT[n % 4]} {n}", summary=ABOUT[n % 4], pages=str(n)) for n in range(number)]
    values: dict[str, Any] = {"name": "Breaks", "criteria": "Yes: breaks.", "items": items, "by": "person_rosa",
                              "once": "once-000000000001", "second_share": 0, "seed": "s"}  # fmt: skip
    return screening.begin(**(values | more))


def reads(found: Screening, person: str, said: str = "no") -> ScreenRecord:
    """Somebody takes their next record and answers."""
    reading = screening.hand_next(screening=found, by=person)
    assert reading is not None
    screening.answer(reading=reading, said=said, by=person)
    return ScreenRecord.objects.get(pk=reading.record_id)


def test_two_screeners_get_different_records_and_keep_theirs_when_they_look_again() -> None:
    found = begun()
    mine, theirs = (screening.hand_next(screening=found, by=person) for person in ("person_a", "person_b"))
    assert mine and theirs and mine.record_id != theirs.record_id
    assert screening.hand_next(screening=found, by="person_a") == mine


def test_the_order_learns_in_the_background_and_what_is_like_a_yes_comes_next() -> None:
    found = begun()
    make.do_jobs()
    assert "breaks" in reads(found, "person_a", "yes").item.title
    reads(found, "person_a", "no")
    make.do_jobs()
    found.refresh_from_db()
    assert found.learned == 2
    following = screening.hand_next(screening=found, by="person_a")
    assert following and "breaks" in following.record.item.title


def test_not_sure_goes_to_a_second_person_and_teaches_nothing() -> None:
    from careloom.evidence.services.screening.ranking import answers

    found = begun()
    record = reads(found, "person_a", "unsure")
    assert record.state == "second" and answers(found) == {}
    own = screening.hand_next(screening=found, by="person_a")
    assert own and own.record_id != record.pk
    second = screening.hand_next(screening=found, by="person_b")
    assert second and second.record_id == record.pk and second.second
    screening.answer(reading=second, said="yes", by="person_b")
    record.refresh_from_db()
    assert record.state == "conflict"


def test_the_shared_sample_shows_agreement_and_a_conflict_is_decided_by_somebody() -> None:
    found = begun(4, second_share=100)
    for said in (("yes", "yes"), ("no", "no"), ("yes", "no"), ("no", "no")):
        reads(found, "person_a", said[0])
        reads(found, "person_b", said[1])
    assert queries.agreement(found) == {"both": 4, "same": 3, "kappa": 0.5}
    waiting = queries.conflicts(found)
    assert [record.state for record in waiting] == ["conflict"]
    screening.settle(screen_record=waiting[0], relevant=True, by="person_rosa")
    waiting[0].refresh_from_db()
    assert (waiting[0].state, waiting[0].settled_by) == ("relevant", "person_rosa")
    with pytest.raises(NotAllowed):
        screening.settle(screen_record=waiting[0], relevant=False, by="person_rosa")


def test_who_leaves_gives_back_what_was_open_and_keeps_what_was_said() -> None:
    found = begun(second_share=100)
    said = reads(found, "person_a", "yes")
    open_ = screening.hand_next(screening=found, by="person_a")
    assert open_ is not None
    assert screening.leave(screener=found.screeners.get(person_id="person_a"), by="person_rosa") == 1
    assert said.readings.count() == 1
    taken = {reads(found, "person_b").pk for _ in range(2)}
    assert {said.pk, open_.record_id} == taken


def test_criteria_have_versions_and_answers_know_theirs() -> None:
    found = begun()
    first = reads(found, "person_a")
    screening.set_criteria(screening=found, text="Yes: breaks of a week.", by="person_rosa")
    second = reads(found, "person_a")
    assert [r.readings.get().criteria.version for r in (first, second)] == [1, 2]  # type: ignore[union-attr]


def test_a_record_is_mended_in_place_and_what_it_said_is_kept() -> None:
    found = begun()
    reading = screening.hand_next(screening=found, by="person_a")
    assert reading is not None
    before = reading.record.item.title
    screening.mend(screen_record=reading.record, title="Mended", summary="A summary at last", by="person_a")
    reading.record.item.refresh_from_db()
    assert reading.record.item.title == "Mended" and Mending.objects.get().before["title"] == before
    assert "summary at last" not in str(list(Entry.objects.values_list("values", flat=True)))
    make.do_jobs()


def test_sent_twice_is_one_answer_and_nobody_answers_for_another() -> None:
    found = begun()
    reading = screening.hand_next(screening=found, by="person_a")
    assert reading is not None
    with pytest.raises(NotAllowed):
        screening.answer(reading=reading, said="yes", by="person_b")
    screening.answer(reading=reading, said="yes", by="person_a")
    screening.answer(reading=reading, said="no", by="person_a")
    assert Reading.objects.get().answer == "yes"
    assert begun() == found and Screening.objects.count() == 1


def claims(found: Screening) -> dict[str, bool]:
    return {row["rule"]: row["now"] for row in queries.stops(found)}


def test_nothing_is_answered_after_the_end_and_the_same_criteria_are_no_new_version() -> None:
    found = begun()
    made = screening.set_criteria(screening=found, text="Yes:  breaks.", by="person_rosa")
    assert made.version == 1 and found.criteria.count() == 1
    client = Client()
    client.force_login(people.account("Amir", role=people.Role.ANALYST))
    here = f"/desk/evidence/screening/{found.public_id}/"
    assert "Stop without a claim" in client.get(here).text
    client.get(f"{here}read/")
    screening.end(screening=found, rule="stopped", by="person_rosa")
    client.post(f"{here}read/", {"reading": Reading.objects.get().public_id, "said": "yes"})
    assert Reading.objects.get().answer == "" and not found.records.exclude(state="unread").exists()
    for sent in ({"number": "abc", "relevant": "yes"}, {"number": "9" * 30, "relevant": "yes"}, {"number": "0"}):
        assert client.post(f"{here}conflicts/", sent).status_code == 404
    client.force_login(people.account("Cass", role=people.Role.CODER))
    assert "/lead/" not in client.get(here).text and client.get(here).status_code == 200


def test_enough_may_be_said_early_and_a_gap_only_after_reading_at_random() -> None:
    found = begun(40, wanted=1)
    assert claims(found) == {"enough": False, "nineteen-in-twenty": False, "gap": False}
    with pytest.raises(NotAllowed):
        screening.end(screening=found, rule="gap", by="person_rosa")
    screening.change(screening=found, at_random=True, by="person_rosa")
    for _n in range(24):
        reads(found, "person_a")
    assert not claims(found)["gap"]  # 24 irrelevant in a row are no reason to stop
    for _n in range(2):
        reads(found, "person_a")
    gap = queries.stops(found)[2]
    assert (gap["now"], gap["values"]["random"], gap["values"]["below"]) == (gap["values"]["must"] <= 26, 26, 3)
    reads(found, "person_a", "yes")
    assert claims(found) == {"enough": True, "nineteen-in-twenty": False, "gap": False}
    screening.end(screening=found, rule="enough", by="person_rosa")
    assert found.claim == {"rule": "enough", "read": 27, "pile": 40, "found": 1, "wanted": 1}
    assert screening.hand_next(screening=found, by="person_a") is None


def signed_in(account: Any) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(account)
    return client


def test_a_screener_reads_and_answers_with_plain_forms() -> None:
    found, client = begun(), signed_in(people.rosa())
    page = f"/desk/evidence/screening/{found.public_id}/read/"
    assert "Yes: breaks." in client.get(page).text
    reading = Reading.objects.get()
    assert client.post(page, {"reading": reading.public_id, "said": "yes"}).status_code == 302
    assert client.post(page, {"reading": reading.public_id, "said": "maybe"}).status_code == 404
    reading.record.refresh_from_db()
    assert reading.record.state == "relevant"
    assert client.post(f"/desk/evidence/screening/{found.public_id}/mend/0/", {"title": ""}).status_code == 422


def test_an_analyst_begins_one_and_leads_it() -> None:
    make.item()
    client = signed_in(people.rosa())
    given = {"name": "Breaks", "criteria": "Yes: breaks", "source": "all", "wanted": 2, "second_share": 10,
             "once": "once-000000000009"}  # fmt: skip
    assert client.post("/desk/evidence/screening/new/", {**given, "name": ""}).status_code == 422
    assert client.post("/desk/evidence/screening/new/", given).status_code == 302
    found = Screening.objects.get()
    lead = f"/desk/evidence/screening/{found.public_id}/lead/"
    client.post(lead, {"do": "criteria", "text": "Yes: any break"})
    client.post(lead, {"do": "random"})
    client.post(lead, {"do": "end", "rule": "gap"})
    found.refresh_from_db()
    assert (queries.newest_criteria(found).version, found.at_random, found.ended_at) == (2, True, None)
    client.post(lead, {"do": "end", "rule": "stopped"})
    found.refresh_from_db()
    assert found.claim["rule"] == "stopped"


@pytest.mark.parametrize("number", [10, 60])
def test_pages_ask_as_often_for_many_records_as_for_few(number: int) -> None:
    found, client = begun(number), signed_in(people.rosa())
    make.do_jobs()
    for _n in range(6):
        reads(found, "person_a", "yes")
    client.get(f"/desk/evidence/screening/{found.public_id}/read/")
    counts = []
    for page in ("", "read/", "conflicts/"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(f"/desk/evidence/screening/{found.public_id}/{page}")
        counts.append(len(asked))
    assert counts[0] <= 30 and counts[1] <= 20 and counts[2] <= 12, counts
