"""A round on money: the budget, what each nation is due and may have, and what happens with what is left, are stated
before anybody votes; the result says of every topic why the money goes to it or not. And ballots of two at a time."""

import re
from typing import Any

import pytest

from careloom.centre.models import Place
from careloom.priorities import services
from careloom.priorities.counting import cannot_open, result_of
from careloom.priorities.models import Ballot, Round
from careloom.thread.models import Entry
from tests import make
from tests.rooms.priorities.test_pages import client, page
from tests.rooms.priorities.test_services import candidate, opened, round_

HERE = "/desk/priorities/year-5/money/"


@pytest.fixture(autouse=True)
def no_second_factor(settings: Any) -> None:
    settings.DEMO = True


def grants(**more: Any) -> tuple[Round, dict[str, Any]]:
    """£10: the crowd wants two topics in England; four people want one in Wales, which alone could not pay."""
    of = round_(marks=Round.Marks.BUDGET, budget=10, **more)
    topics = {name: candidate(of, name, cost=cost, nations=nations) for name, cost, nations in (
        ("Park", 4, ["england"]), ("Path", 4, ["england"]), ("Bus", 4, ["wales"]), ("Palace", 40, []), ("Dream", 0, []))}
    return of, topics  # fmt: skip


def voted(of: Round, topics: dict[str, Any]) -> dict[str, Any]:
    """What twenty ballots come to: {title: why}, and the whole."""
    opened(of)
    for voter in range(20):
        want = ["Park", "Palace", "Dream", *["Path"][:voter]] if voter < 16 else ["Bus"]  # one wants no path
        services.cast(round=of, marks=[topics[t].public_id for t in want], once=f"voter-{voter:012d}", by="guest")
    data = result_of(of)
    return data | {"whys": {name: data["why"][t.public_id] for name, t in topics.items()}}


@pytest.mark.django_db
def test_without_limits_the_crowd_has_its_two_and_each_topic_says_why() -> None:
    found = voted(*grants())
    assert found["whys"] == {"Park": "bought", "Path": "filled", "Bus": "money", "Palace": "dear", "Dream": "unpriced"}


@pytest.mark.django_db
@pytest.mark.parametrize(("limits", "why"), [
    ({"wales": (1, None)}, {"Bus": "least", "Path": "reserved"}),
    ({"england": (0, 1)}, {"Bus": "filled", "Path": "full"}),
])  # fmt: skip
def test_a_nation_has_what_it_is_due_and_no_more_than_it_may_have(limits: Any, why: dict[str, str]) -> None:
    of, topics = grants()
    assert services.set_money(round=of, budget=10, completion="greedy", limits=limits, by="person_rosa")
    of.refresh_from_db()
    found = voted(of, topics)
    assert {"Park": "bought", "Palace": "dear", "Dream": "unpriced", **why} == found["whys"] and found["spent"] == 8
    services.close(round=of, by="person_rosa")
    services.keep_count(round=of, data=result_of(of), by="system")
    text = page(client(), "/priorities/year-5/results/")
    assert "Nobody knows what it costs." in text and "It costs more than all the money." in text
    assert re.search(r"(at least|at most) 1 topic", text)


@pytest.mark.django_db
def test_what_is_stated_before_the_vote_cannot_change_after_the_opening() -> None:
    of, _topics = grants()
    stated = {"budget": 9, "completion": "none", "limits": {"wales": (1, 2), "england": (0, None)}}
    assert services.set_money(round=of, by="person_rosa", **stated)
    entry = Entry.objects.get(event="round.money_set")
    assert entry.values == {"budget": 9, "completion": "none", "limits": {"wales": [1, 2]}}
    opened(of)
    assert not services.set_money(round=of, by="person_rosa", **stated | {"budget": 1})
    assert Round.objects.get().budget == 9


@pytest.mark.django_db
@pytest.mark.parametrize(("budget", "limits", "why"), [
    (0, {}, "no_money"), (3, {}, "no_costs"), (10, {"wales": (2, None)}, "quota_too_high"),
    (10, {"wales": (1, None), "england": (2, None)}, "quotas_impossible"), (10, {"wales": (1, None)}, ""),
])  # fmt: skip
def test_a_round_that_could_not_be_counted_does_not_open_and_says_why(budget: int, limits: Any, why: str) -> None:
    of, _topics = grants()
    services.set_money(round=of, budget=budget, completion="none", limits=limits, by="person_rosa")
    of.refresh_from_db()
    assert cannot_open(of) == why and services.open_now(round=of, by="person_rosa") == (not why)


@pytest.mark.django_db
def test_staff_write_the_limits_and_what_cannot_be_is_asked_again_with_all_that_was_typed() -> None:
    for code in ("england", "wales"):
        Place.objects.create(slug=code, name=code.title(), kind="nation", path=f"/uk/{code}", source="x")
    of, _topics = grants()
    staff = client()
    staff.force_login(make.rosa())
    refused = staff.post(HERE, {"budget": "12", "completion": "greedy", "low_wales": "3", "high_wales": "1"})
    assert refused.status_code == 422 and 'value="12"' in refused.content.decode() and Round.objects.get().limits == {}
    staff.post(HERE, {"budget": "12", "completion": "greedy", "low_wales": "2", "high_england": "1"})
    of.refresh_from_db()
    assert (of.budget, of.completion, of.limits) == (12, "greedy", {"england": [0, 1], "wales": [2, None]})
    told = staff.post("/desk/priorities/year-5/step/", {"go": "open"}, follow=True).content.decode()
    assert "A nation is due more topics than there are" in told
    staff.post(HERE, {"budget": "12", "completion": "greedy", "low_wales": "1"})
    staff.post("/desk/priorities/year-5/step/", {"go": "open"})
    assert "at least 1 topic" in page(client(), "/priorities/year-5/") and "<form" not in re.sub(
        r"(?s)<(header|footer).*?</\1>", "", page(staff, HERE))  # fmt: skip


@pytest.mark.django_db
def test_of_two_topics_one_press_says_which_matters_more_and_a_paper_line_says_the_same() -> None:
    of = round_(marks=Round.Marks.PAIRS, seats=1)
    one, two = candidate(of, "Breaks"), candidate(of, "Money")
    assert cannot_open(of) == ""
    opened(of)
    phone, here = client(), "/priorities/year-5/ballot/"
    phone.post(here, {"once": "o" * 20})
    assert set(re.findall(r'name="best" value="([^"]+)"', page(phone, here))) == {one.public_id, two.public_id}
    phone.post(here, {"best": two.public_id})
    assert [m[1:] for m in Ballot.objects.get().marks] == [[two.public_id, one.public_id]]
    staff = client()
    staff.force_login(make.rosa())
    for n in range(12):
        staff.post("/desk/priorities/year-5/paper/", {"serial": f"P-{n}", "numbers": "2, 1"})
    found = result_of(of)
    assert (found["rule"], found["ballots"], found["top"]) == ("bradley-terry", 13, [two.public_id])
    assert found["lists"] == {"together": [two.public_id]}
    services.close(round=of, by="person_rosa")
    services.keep_count(round=of, data=found, by="system")
    text = page(client(), "/priorities/year-5/results/")
    assert "preferred to an average one" in text and "Smaller groups and people who did not say, together" in text


@pytest.mark.django_db
def test_a_whole_order_is_compared_two_by_two_and_each_group_has_its_own_list() -> None:
    of = round_(marks=Round.Marks.RANK, seats=1)
    topics = [candidate(of, title).public_id for title in ("Breaks", "Money", "Night care")]
    opened(of)
    for voter in range(25):  # first for one only, but it beats each other topic head to head
        order = topics if voter % 2 else topics[::-1]
        marks = order if voter else [topics[1], topics[0], topics[2]]
        services.cast(round=of, marks=marks, once=f"voter-{voter:012d}", by="guest")
    found = result_of(of)
    assert (found["rule"], found["top"]) == ("schulze", [topics[1]]) and found["lists"]
