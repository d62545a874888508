"""A round: topics rest on voices, one ballot a voice, decisions are signed and cite what they rest on."""

from datetime import date
from typing import Any

import pytest

from careloom.priorities import queries, services
from careloom.priorities.models import Ballot, Candidate, Choice, Round, Score
from careloom.thread import queries as thread
from careloom.thread.models import Entry
from careloom.thread.services import record


def round_(**more: Any) -> Round:
    """A round with the defaults of a test."""
    return services.start(slug="year-5", year=2027, name="Year 5", why="To choose.", by="person_rosa", seed=7, **more)


def candidate(of: Round, title: str = "Breaks", **more: Any) -> Candidate:
    """A candidate that an Assembly raised."""
    return services.propose(round=of, title=title, says="What we could do.", current_way="What is done today.",
                            raised_by="assembly", by="person_rosa", **more)  # fmt: skip


def opened(of: Round) -> Round:
    """The round, open."""
    services.open_now(round=of, by="person_rosa")
    of.refresh_from_db()
    return of


@pytest.mark.django_db
def test_a_second_ballot_of_one_voice_changes_the_first_until_the_close() -> None:
    of = round_()
    one, two = candidate(of), candidate(of, "Money")
    opened(of)
    ballot, code = services.cast(round=of, marks=[one.public_id], once="once-0000000000001", by="guest")
    again, same = services.cast(round=of, marks=[two.public_id, one.public_id], once="once-0000000000001", by="guest")
    assert (ballot.pk, code) == (again.pk, same) and Ballot.objects.get().marks == [two.public_id, one.public_id]
    services.close(round=of, by="person_rosa")
    with pytest.raises(services.Closed):
        services.cast(round=of, marks=[], once="once-0000000000002", by="guest")


@pytest.mark.django_db
@pytest.mark.parametrize("marks", [["somebody else's"], ["one", "one"]])
def test_a_ballot_that_names_what_is_not_there_or_one_twice_is_refused(marks: list[str]) -> None:
    of = round_()
    named = candidate(of)
    opened(of)
    with pytest.raises(services.NotOnTheList):
        services.cast(round=of, marks=[named.public_id if m == "one" else m for m in marks], once="x" * 16, by="guest")


@pytest.mark.django_db
def test_a_paper_ballot_typed_in_twice_is_one_ballot() -> None:
    of = round_()
    one = candidate(of)
    opened(of)
    for _ in range(2):
        services.read_paper(round=of, serial="P-17", marks=[one.public_id], by="person_rosa")
    assert Ballot.objects.get().channel == "paper"


@pytest.mark.django_db
def test_a_decision_walks_back_to_every_voice_and_a_voice_forward_to_the_decision() -> None:
    voice = record(event="voice.received", subject="answers_1", by="guest", values={"role": "carer", "nation": "wales"})
    theme = record(event="theme.agreed", subject="theme_1", by="person_amir", because=[voice])
    of = round_()
    one = candidate(of, sources=[theme.public_id])
    opened(of)
    services.cast(round=of, marks=[one.public_id], once="once-0000000000001", by="guest")
    services.close(round=of, by="person_rosa")
    of.refresh_from_db()
    services.keep_count(round=of, data={"ballots": 1, "rule": "jla"}, by="system")
    choice = services.decide(
        candidate=one, kind="adopted", outcome="We do it.", reasons_for="Asked for.", by="person_rosa"
    )
    entry = Entry.objects.get(public_id=choice.entry_id)
    behind = thread.because_of(entry)
    assert theme in behind and sum(e.event == "voice.received" for e in behind) == 2
    assert entry in thread.came_of(voice) and entry.event == "priority.decided"
    with pytest.raises(services.AlreadyDecided):
        services.decide(candidate=one, kind="declined", outcome="No.", reasons_for="x", by="person_rosa")


@pytest.mark.django_db
def test_a_parked_topic_has_a_review_date_and_a_minority_report_stands_beside_it() -> None:
    one = candidate(round_())
    choice = services.decide(candidate=one, kind="parked", outcome="Not yet.", reasons_for="No evidence.", by="person_rosa",
                             review_on=date(2027, 9, 1))  # fmt: skip
    report = services.report_minority(choice=choice, title="Start now", words="People wait.", by="person_tom", people=4)
    assert services.sign(choice=choice, by="person_megan") and not services.sign(choice=choice, by="person_megan")
    assert report.dissent.decision == choice.decision and choice.decision.signatures.count() == 2
    found = queries.choice_of(one.public_id)
    assert found is not None and (found["kind"], found["review_on"]) == ("parked", date(2027, 9, 1))
    assert [e.values["review"] for e in Entry.objects.filter(event="priority.parked")] == ["2027-09-01"]


@pytest.mark.django_db
def test_sources_stand_once_the_round_is_open() -> None:
    later = record(event="meeting.closed", subject="meeting_1", by="person_rosa")
    of = round_()
    one = candidate(of)
    assert services.add_source(candidate=one, source=later.public_id, by="person_rosa")
    opened(of)
    one.refresh_from_db()
    assert not services.add_source(candidate=one, source=later.public_id, by="person_rosa")
    assert Entry.objects.get(public_id=one.entry_id).event == "candidate.sourced"


@pytest.mark.django_db
def test_a_score_has_a_reason_and_the_gate_takes_none() -> None:
    of = round_()
    one = candidate(of)
    opened(of)
    difference, gate = of.criteria.get(slug="difference"), of.criteria.get(is_gate=True)
    for value in (4, 8):
        services.score(candidate=one, criterion=difference, new=value, current=3, reason="Because.", by="person_tom")
    assert Score.objects.get().new == 8
    with pytest.raises(ValueError, match="triage"):
        services.score(candidate=one, criterion=gate, new=1, current=1, reason="x", by="person_tom")


@pytest.mark.django_db
def test_a_programme_goes_from_draft_by_comments_and_versions_to_an_approval_that_holds() -> None:
    of = round_()
    one, two = candidate(of, cost=1000, delivery_model="network"), candidate(of, "Money")
    for named, kind in ((one, "adopted"), (two, "declined")):
        services.decide(candidate=named, kind=kind, outcome="x", reasons_for="y", by="person_rosa")
    made = services.start_programme(round=of, intro="We plan.", intro_easy="Our plan.", by="person_rosa")
    first = made.versions.get()
    assert [t.candidate for t in first.topics.all()] == [one]
    said = services.comment(version=first, assembly="Wales", words="More in Wales.", by="person_megan")
    services.answer(comment=said, answer="changed", why="You are right.", by="person_rosa")
    row = {"delivery_model": "network", "nations": ["wales"], "budget": 2000}
    services.revise(programme=made, intro="We plan.", intro_easy="Our plan.", what_changed="Wales.", by="person_rosa",
                    topics={one.pk: row})  # fmt: skip
    services.approve(programme=made, reasons_for="Four Assemblies agree.", by="person_ada")
    made.refresh_from_db()
    approved = Entry.objects.get(event="programme.approved")
    events = {e.event for e in thread.because_of(approved)}
    assert made.state == "approved" and {"priority.decided", "programme.commented"} <= events
    with pytest.raises(services.AlreadyApproved):
        services.comment(version=first, assembly="Wales", words="Late.", by="person_megan")
    assert Choice.objects.count() == 2
