"""People put their own name in to take part in research, and take it out again with their words."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careloom.centre.models import Topic
from careloom.evidence import services
from careloom.evidence.models import PoolMember, PoolStep
from careloom.evidence.queries.pool import members, mine, shaped
from careloom.people.services import erase_person
from careloom.thread.models import Entry
from tests import make as cast

pytestmark = pytest.mark.django_db
WORDS = {"knows": "lived", "topics": [], "words": "I know about night care", "reviewing": True}


@pytest.fixture(autouse=True)
def words_of_the_centre() -> None:
    from careloom.centre.services import load_defaults

    load_defaults(by="system")
    Topic.objects.create(slug="breaks", name="Short breaks", process="test", year="2026", level="theme")


def test_a_person_joins_changes_and_leaves_and_their_words_go() -> None:
    one = services.join_pool(values=WORDS, by="person_grace")
    again = services.join_pool(values={**WORDS, "shadowing": True}, by="person_grace")
    assert one == again and list(members(offer="shadowing")) == [one]
    services.leave_pool(member=again)
    gone = PoolMember.objects.get()
    assert (gone.words, gone.topics, gone.reviewing) == ("", [], False)
    assert mine("person_grace") is None and not members().exists()
    with pytest.raises(ValueError, match="left"):
        services.note_pool_step(member=gone, what="introduced", scheme="x", by="person_amir")


def test_what_came_of_it_is_noted_without_words_on_the_thread() -> None:
    member = services.join_pool(values=WORDS, by="person_grace")
    for what in ("introduced", "shadowed", "applied", "chosen"):
        services.note_pool_step(member=member, what=what, scheme="Review committee", by="person_amir")
    assert member.steps.count() == 4
    assert "night care" not in str(list(Entry.objects.values_list("values", "subject")))


def test_the_person_sees_their_own_page_and_staff_see_the_pool(settings: Any) -> None:
    settings.DEMO = True
    grace, staff = Client(), Client()
    grace.force_login(cast.account("Grace"))
    grace.post("/evidence/take-part/", {"knows": "lived", "words": "Nights", "reviewing": "on"})
    member = PoolMember.objects.get()
    assert grace.get(f"/desk/evidence/pool/{member.public_id}/").status_code in (302, 403)
    staff.force_login(cast.account("Amir", role=cast.Role.ANALYST))
    assert "Grace" in staff.get("/desk/evidence/pool/?knows=lived&offer=reviewing").content.decode()
    assert "Grace" not in staff.get("/desk/evidence/pool/?offer=committee").content.decode()
    assert "Grace" not in staff.get("/desk/evidence/pool/?topic=breaks").content.decode()
    bad = grace.post("/evidence/take-part/", {"knows": "lived", "words": "Nothing ticked"})
    assert bad.status_code == 422 and "Nothing ticked" in bad.content.decode()
    grace.post("/evidence/take-part/", {"knows": "lived", "words": "Nights", "reviewing": "on", "topics": ["breaks"]})
    assert "Grace" in staff.get("/desk/evidence/pool/?topic=breaks").content.decode()
    funder = services.know_partner(values={"name": "A funder", "sort": "funder"}, by="person_amir")
    for _ in range(2):
        staff.post(f"/desk/evidence/pool/{member.public_id}/", {
            "what": "introduced", "scheme": "A committee", "partner": funder.public_id})  # fmt: skip
    assert member.steps.count() == 1
    assert "A committee (A funder)" in grace.get("/evidence/take-part/").content.decode()
    grace.post("/evidence/take-part/", {"leave": "yes"})
    assert staff.get(f"/desk/evidence/pool/{member.public_id}/").status_code == 404


def test_nothing_stays_in_the_pool_of_somebody_who_is_forgotten() -> None:
    grace, tom = cast.account("Grace").person, cast.account("Tom").person
    for person in (grace, tom):
        member = services.join_pool(values=WORDS, by=person.public_id)
        services.note_pool_step(member=member, what="applied", scheme="Review committee", by="person_amir")
    erase_person(person=grace, by="person_ada")
    assert [m.person_id for m in PoolMember.objects.all()] == [tom.public_id] and PoolStep.objects.count() == 1


@pytest.mark.parametrize("number", [10, 40])
def test_the_list_asks_as_often_however_many(number: int) -> None:
    for n in range(number):
        services.join_pool(values=WORDS, by=f"person_{n}")
    with CaptureQueriesContext(connection) as seen:
        assert len(shaped(list(members()))) == number
    assert len(seen) == 3
