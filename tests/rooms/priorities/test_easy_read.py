"""Easy Read of this room: written for itself, in short sentences, with every control of the standard page."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from careloom.priorities import services
from careloom.priorities.models import Criterion, Round
from tests import make
from tests.easy_twins import faults, left_out
from tests.rooms.priorities.test_money import grants, voted
from tests.rooms.priorities.test_pages import client, round
from tests.rooms.priorities.test_services import candidate, opened, round_

__all__ = ["round"]
DESK = "/desk/priorities/"
YEAR, SEEN = f"{DESK}year-5/", "/priorities/year-5/"


@pytest.fixture
def ada(db: Any, settings: Any) -> Client:
    settings.DEMO = True
    browser = client()
    browser.force_login(make.account("Ada", role=make.Role.ADMINISTRATOR))
    return browser


def test_each_twin_is_written_for_itself_is_short_and_leaves_out_no_control() -> None:
    assert faults("priorities") == []


def test_a_round_is_led_in_easy_read_while_it_gathers_and_while_people_choose(ada: Client) -> None:
    of = round_()
    assert left_out(ada, DESK, YEAR, f"{YEAR}money/") == []
    one = candidate(of, "Breaks")
    assert left_out(ada, YEAR, f"{YEAR}{one.number}/") == []
    opened(of)
    by = Criterion.objects.filter(round=of, is_gate=False).order_by("pk")[0]
    services.score(candidate=one, criterion=by, new=8, current=2, reason="It helps.", by="person_tom", role_group="carer")
    assert left_out(ada, YEAR, f"{YEAR}{one.number}/", f"{YEAR}paper/", f"{YEAR}ballots/", SEEN, f"{SEEN}{one.number}/", f"{SEEN}ballot/") == []
    assert "Only staff may see this." in ada.get(f"{YEAR}{one.number}/").content.decode()


def test_the_money_is_said_in_easy_read_and_stands_when_people_vote_on_it(ada: Client) -> None:
    of, topics = grants()
    limits: dict[str, tuple[int, int | None]] = {"wales": (1, None), "scotland": (0, 0)}
    services.set_money(round=of, budget=10, completion="greedy", limits=limits, by="person_rosa")
    here = f"{DESK}{of.slug}/money/"
    voted(of, topics)
    assert left_out(ada, here) == [] and "gets 1 or more." in ada.get(here).content.decode()


def test_decisions_and_the_plan_are_signed_in_easy_read(round: Round, ada: Client) -> None:
    topics = list(round.candidates.order_by("number"))
    assert left_out(ada, YEAR, f"{YEAR}1/", f"{YEAR}programme/", f"{SEEN}decisions/") == []
    for topic, kind in zip(topics, ["adopted", "declined", "parked"], strict=False):
        choice = services.decide(candidate=topic, kind=kind, outcome="We say so.", reasons_for="Asked.", reason_easy="People asked.",
                                 by="person_rosa", review_on=date(2027, 9, 1))  # fmt: skip
    services.report_minority(choice=choice, title="Now", words="People wait for years.", by="person_tom")
    programme = services.start_programme(round=round, intro="The plan.", intro_easy="Our plan.", by="person_rosa")
    version = programme.versions.get()
    services.comment(version=version, assembly="Wales", words="Begin with breaks.", by="person_megan")
    pages = [YEAR, *(f"{YEAR}{n}/" for n in (1, 3, 4)), f"{YEAR}programme/", f"{YEAR}programme/approve/", f"{YEAR}programme/1/",
             f"{SEEN}decisions/", f"{SEEN}3/", f"{SEEN}results/", f"{SEEN}programme/", SEEN]  # fmt: skip
    assert left_out(ada, *pages) == []
    assert "People wait for years." in ada.get(f"{YEAR}3/").content.decode()
    assert "After that nobody can change the plan." in ada.get(f"{YEAR}programme/approve/").content.decode()
    services.approve(programme=programme, reasons_for="Good", by="person_ada")
    assert left_out(ada, f"{YEAR}programme/") == []
