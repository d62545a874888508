"""Several Assemblies at once: five draws in one go, the same question to all, a joint meeting; and what follows it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from careloom.assemblies import desk, queries, services
from careloom.assemblies.models import Action, Assembly, Draw, Meeting, Membership, Outcome, Question
from careloom.people import services as people
from careloom.thread.models import Entry
from careloom.thread.queries import because_of
from tests import make
from tests.rooms.assemblies import stage
from tests.rooms.assemblies.test_applying import work
from tests.rooms.assemblies.test_meetings import closable
from tests.rooms.involvement import stage as paying

PATH = "/desk/assemblies/together/"
QUESTION = {"go": "question", "words": "What makes a good day?", "easy": "What is a good day?", "welsh": "Beth sy'n dda?"}


@pytest.fixture
def five(db: Any, equality_key: Any, settings: Any) -> list[Assembly]:
    settings.DEMO = True
    stage.load_defaults(by="system")
    paying.set_up()
    services.load_assemblies(by="system")
    return list(Assembly.objects.order_by("name"))


def test_five_assemblies_are_drawn_in_one_go(five: list[Assembly]) -> None:
    for assembly in five:
        Assembly.objects.filter(pk=assembly.pk).update(seats=6)
        services.set_seats(assembly=Assembly.objects.get(pk=assembly.pk), targets=dict.fromkeys(stage.ROLES, 1), by="x")
        call = services.open_call(assembly=assembly, slug=f"join-{assembly.slug}-1", checkers=stage.CHECKERS,
                                  sign_off="A group", inclusion=stage.CHECKED, by="megan")  # fmt: skip
        stage.apply_to(call, 12)
    rosa = paying.client(make.rosa())
    assert rosa.post(PATH, {"go": "draw"}).status_code == 302
    page = rosa.get(PATH).content.decode()
    assert page.count("data-again") == 5 and "again.js" in page and 'http-equiv="refresh"' not in page
    work()
    assert set(Draw.objects.values_list("state", flat=True)) == {"proposed"} and Draw.objects.count() == 5
    assert len(set(Draw.objects.values_list("seed", flat=True))) == 5
    page = rosa.get(PATH).content.decode()
    assert page.count("Drawn: 6 of 12. The smallest chance is 50 in 100, the largest 50 in 100.") == 5


def test_a_lead_does_it_for_their_own_assemblies_only(five: list[Assembly]) -> None:
    page = paying.client(make.megan()).get(PATH).content.decode()
    assert "<h2>Wales</h2>" in page and "<h2>Scotland</h2>" not in page


def test_the_same_question_goes_to_the_next_meeting_of_each(five: list[Assembly]) -> None:
    planned = [stage.planned(assembly) for assembly in five[:4]]
    stage.planned(*five)  # a joint meeting agrees its own
    rosa = paying.client(make.rosa())
    answer = rosa.post(PATH, QUESTION, follow=True).content.decode()
    assert f"No meeting of their own is planned, so not asked: {five[4].name}." in answer
    assert [m.question.words for m in Meeting.objects.filter(pk__in=[m.pk for m in planned]).select_related("question")
            if m.question] == ["What makes a good day?"] * 4  # fmt: skip
    assert Question.objects.count() == 1 and Meeting.objects.filter(question__isnull=True).count() == 1
    assert rosa.post(PATH, QUESTION | {"words": ""}).status_code == 422


def test_a_joint_meeting_of_all_is_planned_here(five: list[Assembly]) -> None:
    rosa = paying.client(make.rosa())
    new = {"go": "joint", "title": "All of us", "begins_at": "2026-11-20T10:00", "minutes": "120", "where": "Online",
           "promised": ["en"], "task": "time", "others": [a.slug for a in five]}  # fmt: skip
    assert rosa.post(PATH, new | {"others": ["wales"]}).status_code == 422
    assert rosa.post(PATH, new).status_code == 302
    assert Meeting.objects.get().assemblies.count() == 5


def test_the_page_costs_the_same_for_any_number_of_draws(five: list[Assembly]) -> None:
    rosa, seen = paying.client(make.rosa()), []
    for number in (1, 10):
        for n in range(number):
            stage.planned(five[n % 5])
        with CaptureQueriesContext(connection) as counted:
            rosa.get(PATH)
        seen.append(len(counted))
    assert seen[0] == seen[1]


def open_one(five: list[Assembly]) -> tuple[Meeting, list[Membership]]:
    wales = next(a for a in five if a.slug == "wales")
    members = stage.members(wales)
    return stage.planned(wales), members


def theme() -> Entry:
    return Entry.objects.create(public_id="entry_theme", event="theme.agreed", subject="theme_1", actor="a",
                                at=timezone.now())  # fmt: skip


def test_a_meeting_cites_the_themes_that_it_talked_about(five: list[Assembly]) -> None:
    from careloom.listening.models import Codebook, Theme
    from careloom.questionnaires.models import Questionnaire

    meeting, members = open_one(five)
    heard = theme()
    form = Questionnaire.objects.create(public_id="q", slug="matters", kind="survey", name="What matters")
    book = Codebook.objects.create(public_id="book", questionnaire=form, question="hopes", name="Hopes", seed="s",
                                   made_at=timezone.now())  # fmt: skip
    Theme.objects.create(public_id="theme_1", codebook=book, guid="g", name="Breaks", proposed_by="a", agreed_by="b",
                         agreed_at=heard.at, entry_id=heard.public_id)  # fmt: skip
    stage.opened(meeting)
    closable(meeting, [m.person for m in members])
    path = f"/desk/assemblies/wales/wales/meetings/{meeting.public_id}/"
    megan = paying.client(make.megan())
    assert "Breaks" in megan.get(path).content.decode()
    assert megan.post(path, {"go": "close", "themes": ["entry_of_nobody"]}).status_code == 422
    assert megan.post(path, {"go": "close", "themes": [heard.public_id]}).status_code == 302
    meeting.refresh_from_db()
    assert heard in because_of(Entry.objects.get(public_id=meeting.entry_id))
    for page in (path, f"/meetings/{meeting.public_id}/"):
        assert "What it took up from listening" in megan.get(page).content.decode()


def test_what_was_promised_is_told_and_noted(five: list[Assembly]) -> None:
    meeting, members = open_one(five)
    stage.opened(meeting)
    closable(meeting, [m.person for m in members])
    services.close_meeting(meeting=meeting, by="megan")
    Outcome.objects.update(told_by=timezone.localdate())
    megan = make.megan()
    assert any("Promised to be told by now: Carers Wales" in t["words"] for t in desk.tasks(megan))
    outcome = Outcome.objects.get()
    path = f"/desk/assemblies/wales/wales/meetings/{meeting.public_id}/"
    paying.client(megan).post(path, {"go": "outcome-told", "outcome": outcome.public_id})
    assert not services.mark_outcome_told(outcome=outcome, by="x") and not desk.tasks(megan)
    assert "Carers Wales was told on" in Client(headers={"host": "localhost"}).get("/assemblies/wales/").content.decode()


def test_an_action_is_done_by_whoever_said_they_would(five: list[Assembly]) -> None:
    meeting, members = open_one(five)
    stage.opened(meeting)
    action = services.keep_action(meeting=meeting, words="Call the council", owner=members[0].person,
                                  due_on=timezone.localdate(), by="megan")  # fmt: skip
    owner = people.open_account(person=members[0].person, by="x")
    assert any("Call the council" in t["words"] for t in desk.tasks(owner))
    path = f"/meetings/{meeting.public_id}/actions/{action.pk}/"
    assert paying.client(make.stranger()).post(path).status_code == 404
    assert "Call the council" in paying.client(owner).get("/me/assemblies/").content.decode()
    paying.client(owner).post(path)
    assert Action.objects.get().done_at and not desk.tasks(owner)[1:]


def test_a_term_that_is_over_ends_by_itself_and_one_that_ends_soon_is_said(five: list[Assembly]) -> None:
    _meeting, members = open_one(five)
    today = timezone.localdate()
    Membership.objects.filter(pk=members[0].pk).update(until=today - timedelta(days=1))
    Membership.objects.filter(pk=members[1].pk).update(until=today + timedelta(days=30))
    assert services.end_terms_that_are_over(by="system") == 1 == Membership.objects.filter(state="ended").count()
    assert services.end_terms_that_are_over(by="system") == 0
    assert any("1 term ends within 90 days: Wales" in t["words"] for t in desk.tasks(make.megan()))


def test_an_answer_about_the_plan_rests_on_the_meeting_that_spoke_of_it(five: list[Assembly]) -> None:
    meeting, members = open_one(five)
    wales = next(a for a in five if a.slug == "wales")
    item = services.ask_plan_item(assembly=wales, words="Our newsletter", by="megan")
    path = f"/desk/assemblies/wales/wales/meetings/{meeting.public_id}/"
    line = {"go": "agenda", "kind": "plan", "words": "Newsletter", "minutes": "20", "plan_item": item.public_id}
    assert paying.client(make.megan()).post(path, line).status_code == 302
    assert meeting.agenda.get().plan_item == item
    stage.opened(meeting)
    closable(meeting, [m.person for m in members])
    closed = services.close_meeting(meeting=meeting, by="megan")
    services.answer_plan_item(item=item, said="Too long", changed=True, answer="Two pages now", by="megan")
    answered = Entry.objects.get(event="plan_item.answered")
    assert closed in because_of(answered)
    assert queries.outcomes_to_tell([wales]).count() == 1
