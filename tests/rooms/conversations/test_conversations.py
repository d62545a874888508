"""Conversations: statements with a source, one vote a voice, nobody exposed, results that can be cited."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as some

from careloom.conversations import demo, queries, services, tasks
from careloom.conversations.changes import changes
from careloom.conversations.models import Conversation, Result, Statement, Vote, Voter
from careloom.conversations.result import LETTERS, _cells
from careloom.conversations.services.votes import About
from careloom.jobs.models import Job
from careloom.jobs.registry import find_jobs
from careloom.jobs.worker import work_once
from careloom.thread import queries as thread
from careloom.thread.models import Entry
from careloom.thread.services import record
from tests import make
from tests.oracles.disclosure_attack import recovered


def client(**more: Any) -> Client:
    return Client(headers={"host": "localhost"}, **more)


@pytest.fixture
def conversation(db: Any) -> Conversation:
    made = services.start(slug="breaks", name="Breaks", why="We want to know.", by="person_rosa")
    services.open_now(conversation=made, by="person_rosa")
    made.refresh_from_db()
    return made


def statement(conversation: Conversation, text: str = "Breaks should be easy to book.", source_id: str = "") -> Statement:
    return services.seed(conversation=conversation, text=text, source_id=source_id, by="person_rosa")


def voter(conversation: Conversation, number: int = 1, **about: Any) -> Voter:
    once = f"voter-number-{number:05d}"
    return services.join(conversation=conversation, once=once, by="guest", about=About(**about))[0]


def votes(voters: list[Voter], said: Statement, values: list[int]) -> None:
    for one, value in zip(voters, values, strict=False):
        services.cast(voter=one, statement=said, value=value)


def test_a_second_vote_changes_the_first_and_the_trace_never_says_which_way(conversation: Conversation) -> None:
    said, grace = statement(conversation), voter(conversation)
    services.cast(voter=grace, statement=said, value=1, important=True)
    services.cast(voter=grace, statement=said, value=-1)
    vote = Vote.objects.get()
    said.refresh_from_db()
    assert (vote.value, vote.important, said.seen) == (-1, False, 1)
    assert [e.values for e in Entry.objects.filter(event="vote.cast")] == [{}, {}]


def test_a_vote_can_be_taken_back_until_the_close(conversation: Conversation) -> None:
    said, grace = statement(conversation), voter(conversation)
    services.cast(voter=grace, statement=said, value=1)
    services.take_back(voter=grace, statement=said)
    said.refresh_from_db()
    assert said.seen == 0 and queries.votes_of(conversation) == [] and queries.next_statement(grace)[0] == said
    services.close(conversation=conversation, by="person_rosa")
    with pytest.raises(services.Closed):
        services.cast(voter=grace, statement=said, value=1)


def test_a_statement_that_was_taken_out_takes_no_votes(conversation: Conversation) -> None:
    said, grace = statement(conversation), voter(conversation)
    services.withdraw(statement=said, reason="It says the same as number 2.", by="person_rosa")
    with pytest.raises(services.NotShown):
        services.cast(voter=grace, statement=said, value=1)
    other = services.start(slug="other", name="Other", why="x", by="person_rosa")
    with pytest.raises(services.NotShown):
        services.cast(voter=grace, statement=statement(other), value=1)


def test_joining_twice_with_one_key_is_one_voice_with_one_code(conversation: Conversation) -> None:
    first = services.join(conversation=conversation, once="the-same-key-0001", by="guest")
    second = services.join(conversation=conversation, once="the-same-key-0001", by="guest")
    assert first == second and Voter.objects.count() == 1
    assert queries.voter_by_code(conversation, first[1].lower().replace("-", " ")) == first[0]


def test_a_group_is_one_voice_and_its_people_are_shown_apart(conversation: Conversation) -> None:
    voter(conversation, 1)
    voter(conversation, 2, people=30, group_name="Lunch club", how_decided="Hands up")
    counted = queries.counts(conversation)
    assert (counted["voices"], counted["people"]) == (2, 31)
    assert queries.groups_that_voted(conversation) == {"voices": 1, "people": 30}


def test_statements_with_few_votes_are_shown_first_and_not_the_same_to_all(conversation: Conversation) -> None:
    said = [statement(conversation, f"Statement number {n} of six.") for n in range(6)]
    Statement.objects.exclude(pk=said[3].pk).update(seen=20)
    assert queries.next_statement(voter(conversation, 1))[0] == said[3]
    Statement.objects.update(seen=0)
    first = {queries.next_statement(voter(conversation, n))[0].number for n in range(2, 30)}  # type: ignore[union-attr]
    assert len(first) > 3


def at_the_desk(settings: Any) -> Client:
    settings.DEMO = True  # no second factor on the loopback
    staff = client()
    staff.force_login(make.rosa())
    return staff


def test_a_member_reads_why_a_statement_is_not_shown(conversation: Conversation, settings: Any) -> None:
    browser = client()
    enter(browser)
    page = browser.get("/conversations/breaks/write/").content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page)
    assert once is not None
    for _ in range(2):  # a double click
        browser.post("/conversations/breaks/write/", {"text": "My neighbour Ann should pay.", "once": once[1]})
    written = Statement.objects.get(by_member=True)
    assert written.state == "waiting"
    staff = at_the_desk(settings)
    assert staff.post(f"/desk/conversations/breaks/{written.number}/", {"reason": ""}).status_code == 422
    services.refuse(statement=written, reason="It names somebody.", keep_private=True, by="person_rosa")
    assert "It names somebody." in browser.get("/conversations/breaks/mine/").content.decode()
    assert "Ann" not in client().get("/conversations/breaks/results/").content.decode()


def enter(browser: Client, address: str = "/conversations/breaks/", **more: Any) -> None:
    page = browser.get(address).content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page)
    assert once is not None
    assert browser.post(address, {"once": once[1], **more}).status_code == 302


def test_somebody_without_an_account_votes_and_comes_back_with_the_code(conversation: Conversation) -> None:
    said = statement(conversation)
    browser = client()
    enter(browser, role_group="", helped_by="My sister")
    page = browser.get("/conversations/breaks/vote/").content.decode()
    code = re.search(r'class="code">([^<]+)<', page)
    assert said.text in page and code is not None
    answer = browser.post("/conversations/breaks/vote/", {"statement": said.public_id, "go": "agree", "important": "yes"})
    assert answer.status_code == 302
    assert Vote.objects.get().important and Voter.objects.get().helped_by == "My sister"
    elsewhere = client()
    assert elsewhere.post("/conversations/breaks/", {"code": "WRONG"}).status_code == 422
    elsewhere.post("/conversations/breaks/", {"code": code[1].lower()})
    assert "You agree" in elsewhere.get("/conversations/breaks/mine/").content.decode()
    elsewhere.post("/conversations/breaks/vote/", {"statement": said.public_id, "go": "back", "back": "mine"})
    assert queries.votes_of(conversation) == []


def test_a_group_form_with_an_error_keeps_what_was_typed(conversation: Conversation) -> None:
    browser = client()
    page = browser.get("/conversations/breaks/?for=group").content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page)
    assert once is not None
    sent = {"once": once[1], "group_name": "Lunch club", "people": "1", "how_decided": "Hands up"}
    answer = browser.post("/conversations/breaks/?for=group", sent)
    assert answer.status_code == 422 and "Lunch club" in answer.content.decode()


def test_no_page_shows_what_others_voted_before_one_votes(conversation: Conversation) -> None:
    said = statement(conversation)
    votes([voter(conversation, n) for n in range(1, 12)], said, [1] * 11)
    browser = client()
    enter(browser)  # a private code never has a 1 in it
    for page in ("", "vote/", "mine/"):
        assert "11" not in re.sub(r"<[^>]+>|\d{4}", "", browser.get(f"/conversations/breaks/{page}").content.decode())


def test_a_live_screen_moves_only_by_ten_people_at_a_time(conversation: Conversation) -> None:
    said = statement(conversation)
    people = [voter(conversation, n) for n in range(1, 31)]
    votes(people[:9], said, [1] * 9)
    assert queries.room(conversation)["rows"] == []
    seen = []
    for one in people[9:]:
        services.cast(voter=one, statement=said, value=-1)
        said.refresh_from_db()
        seen.append((said.tick_agree, said.tick_disagree))
    moves = sorted(set(seen))
    assert moves == [(9, 1), (9, 11), (9, 21)]
    for _ in range(12):  # one person who toggles moves nothing
        services.cast(voter=people[0], statement=said, value=-1)
        services.cast(voter=people[0], statement=said, value=1)
    said.refresh_from_db()
    assert (said.tick_agree, said.tick_disagree) == (9, 21)


def test_a_paper_ballot_counts_once_and_what_is_unclear_is_asked(conversation: Conversation) -> None:
    said = [statement(conversation, f"Statement number {n}.") for n in range(3)]
    services.withdraw(statement=said[2], reason="Twice.", by="person_rosa")
    marks = {1: 1, 2: None, 3: 1, 9: -1}
    first = services.read_ballot(conversation=conversation, serial="B-001", marks=marks, by="person_rosa")
    again = services.read_ballot(conversation=conversation, serial="B-001", marks={1: -1}, by="person_rosa")
    assert first.counted == 1 and first.voter == again.voter and Voter.objects.count() == 1
    assert [(a["number"], a["why"]) for a in first.asks] == [(2, "two marks"), (3, "taken out"), (9, "unknown")]
    assert [(v.statement.number, v.value) for v in Vote.objects.all()] == [(1, -1)]
    assert first.voter.channel == "paper" and queries.voter_by_code(conversation, first.code) == first.voter


def test_staff_type_in_a_ballot(conversation: Conversation, settings: Any) -> None:
    statement(conversation)
    staff = at_the_desk(settings)
    answer = staff.post("/desk/conversations/breaks/ballots/", {"serial": "B-2", "s1": "-1", "helped_by": "Ann"})
    assert answer.status_code == 302 and Vote.objects.get().value == -1


def filled(conversation: Conversation, people: int = 40) -> list[Statement]:
    theme = record(event="theme.agreed", subject="theme_breaks", by="person_amir")
    said = [statement(conversation, f"Statement number {n}.", theme.public_id) for n in range(8)]
    voters = [voter(conversation, n, role_group=["carer", "provider"][n % 2], nation="wales") for n in range(people)]
    for place, one in enumerate(said):
        votes(voters, one, [1 if place < 6 or n % 2 else -1 for n in range(people)])
    return said


def row_of(result: Result, said: Statement) -> dict[str, Any]:
    return next(row for row in result.data["statements"] if row["id"] == said.public_id)


def test_the_result_of_an_open_conversation_is_rounded_and_the_final_one_exact_and_once(
    conversation: Conversation,
) -> None:
    said = filled(conversation, 43)[0]
    first = services.weigh(conversation=conversation, by="person_rosa")
    assert not first.final and first.data["people"] == 45 and row_of(first, said)["agree"] == 45
    services.close(conversation=conversation, by="person_rosa")
    conversation.refresh_from_db()
    last = services.weigh(conversation=conversation, by="person_rosa")
    assert last.final and last.data["people"] == 43 and row_of(last, said)["agree"] == 43
    assert services.weigh(conversation=conversation, by="person_rosa") == last


def test_two_results_never_have_only_a_few_votes_between_them(conversation: Conversation) -> None:
    said = filled(conversation, 40)
    first = services.weigh(conversation=conversation, by="person_rosa")
    late = [voter(conversation, n) for n in range(50, 60)]
    votes(late[:9], said[0], [1] * 9)
    assert services.weigh(conversation=conversation, by="person_rosa") == first
    votes(late, said[1], [1] * 10)
    assert services.weigh(conversation=conversation, by="person_rosa").number == 2


def test_words_that_could_harm_somebody_are_nowhere_once_they_are_taken_out(conversation: Conversation) -> None:
    said = filled(conversation)
    services.weigh(conversation=conversation, by="person_rosa")
    assert said[0].text in client().get("/conversations/breaks/results/").content.decode()
    services.withdraw(statement=said[0], reason="It harms.", keep_private=True, by="person_rosa")
    page = client().get("/conversations/breaks/results/").content.decode()
    assert said[0].text not in page and "It harms." in page


def test_a_conversation_closes_after_its_last_day_and_is_counted(conversation: Conversation) -> None:
    find_jobs()
    filled(conversation)
    services.change(conversation=conversation, closes_on=date(2026, 3, 1), members_write=True, by="person_rosa")
    assert services.close_due(today=date(2026, 3, 1), by="system") == []
    tasks.close(running=None)
    conversation.refresh_from_db()
    assert conversation.state == "closed" and work_once() and conversation.results.get().final


def test_a_proposal_has_versions_that_say_what_changed_and_rest_on_what_was_found(
    conversation: Conversation, settings: Any
) -> None:
    filled(conversation)
    staff = at_the_desk(settings)
    staff.post("/desk/conversations/breaks/proposal/", {"text": "A Demonstrator in four towns."})
    result = services.weigh(conversation=conversation, by="person_rosa")
    again = {"text": "A Demonstrator in four towns, with carers on each panel."}
    assert staff.post("/desk/conversations/breaks/proposal/", again).status_code == 422
    staff.post("/desk/conversations/breaks/proposal/", {**again, "what_changed": "Most people want carers to decide."})
    page = client().get("/conversations/breaks/").content.decode()
    assert "with carers on each panel" in page and "Most people want carers to decide." in page and "Version 1" in page
    last = Entry.objects.filter(event="proposal.versioned").latest("pk")
    assert {e.public_id for e in thread.because_of(last)} >= {result.entry_id}


def test_a_priority_can_cite_a_statement_with_its_theme_and_its_voices(conversation: Conversation) -> None:
    said = filled(conversation)
    services.close(conversation=conversation, by="person_rosa")
    conversation.refresh_from_db()
    services.weigh(conversation=conversation, by="person_rosa")
    entry = Entry.objects.get(event="statement.weighed", subject=said[0].public_id)
    assert entry.values["agree"] == 40
    behind = {e.event for e in thread.because_of(entry)}
    assert {"theme.agreed", "statement.written", "conversation.weighed", "voice.received"} <= behind
    assert thread.voices_behind(entry)[("carer", "wales")]["returns"] == 20


def test_a_conversation_with_fewer_than_ten_people_shows_no_number(conversation: Conversation) -> None:
    said = statement(conversation)
    votes([voter(conversation, n) for n in range(9)], said, [1] * 9)
    data = services.weigh(conversation=conversation, by="person_rosa").data
    assert data["verdict"] == "too few votes" and data["people"] == 0
    assert all("agree" not in row for row in data["statements"])
    assert "Too few people" in client().get("/conversations/breaks/results/").content.decode()


def test_equal_voice_of_role_groups_and_of_nations_stands_beside_the_plain_share(conversation: Conversation) -> None:
    said = statement(conversation)
    people = [("carer", "england")] * 20 + [("provider", "wales")] * 10 + [("carer", "wales")] * 10
    members = [voter(conversation, n, role_group=role, nation=nation) for n, (role, nation) in enumerate(people)]
    votes(members, said, [1] * 20 + [-1] * 20)
    services.close(conversation=conversation, by="person_rosa")
    conversation.refresh_from_db()
    row = row_of(services.weigh(conversation=conversation, by="person_rosa"), said)
    assert (row["share"], row["equal_voice"], row["equal_nations"]) == (50, 33, 50)
    text = client().get("/conversations/breaks/results/").content.decode()
    assert "Equal voice for role groups" in text and "Equal voice for nations" in text


def test_a_role_group_under_ten_is_hidden_and_cannot_be_recovered(conversation: Conversation) -> None:
    said = statement(conversation)
    groups = ["carer"] * 20 + ["provider"] * 12 + ["researcher"] * 4
    votes([voter(conversation, n, role_group=role) for n, role in enumerate(groups)], said, [1] * 36)
    rows = services.weigh(conversation=conversation, by="person_rosa").data["roles"]
    shown = {(r["code"],): r.get("people") for r in rows if r["kind"] == "role"}
    assert shown[("researcher",)] is None
    true = {("carer",): 20, ("provider",): 12, ("researcher",): 4}
    assert recovered(("role",), true, shown, told=True) == []


@settings(max_examples=25)
@given(voters=some.lists(some.integers(0, 60), min_size=2, max_size=4))
def test_no_small_cell_of_a_statement_can_be_worked_out(voters: list[int]) -> None:
    given_ = {LETTERS[i]: {"agree": n // 2, "disagree": n - n // 2, "pass": 0} for i, n in enumerate(voters)}
    cells = _cells(given_)
    shown = {(g,): None if cell.get("hidden") else sum(cell.values()) for g, cell in cells.items()}
    true = {(g,): sum(cell.values()) for g, cell in given_.items()}
    assert all(shown[key] is None for key, n in true.items() if n < 10)
    # What the page shows of a group are three rounded numbers: their sum says no more than a number rounded to five.
    rounded = {key: None if value is None else 5 * ((true[key] + 2) // 5) for key, value in shown.items()}
    assert recovered(("group",), true, rounded, told=False) == []


def test_what_changed_is_said_with_a_reason() -> None:
    before: dict[str, Any] = {"people": 40, "votes": 400, "verdict": "no clear groups", "agree": ["a", "b"], "disagree": [],
              "statements": [{"id": "a", "agree": 30, "disagree": 5, "pass": 5, "share": 75},
                             {"id": "b", "agree": 25, "disagree": 10, "pass": 5, "share": 62}, {"id": "c", "hidden": True}]}  # fmt: skip
    now = before | {"people": 60, "votes": 600, "verdict": "groups", "why": "clear", "agree": ["a", "c"],
                    "statements": [{"id": "a", "agree": 30, "disagree": 20, "pass": 10, "share": 50},
                                   {"id": "b", "agree": 25, "disagree": 10, "pass": 5, "share": 62},
                                   {"id": "c", "agree": 50, "disagree": 5, "pass": 5, "share": 83}]}  # fmt: skip
    assert changes(before, now, withdrawn={"b"}) == [
        ("more", {"people": 20, "votes": 200}),
        ("verdict", {"before": "no clear groups", "now": "groups", "why": "clear"}),
        ("moved", {"id": "a", "before": 75, "now": 50}),
        ("left", {"id": "b", "why": "withdrawn"}),
        ("joined", {"id": "c", "why": "enough"}),
    ]
    assert changes(before, before, withdrawn=set()) == []


def test_the_sums_are_a_job_whose_writes_come_after(conversation: Conversation, settings: Any) -> None:
    find_jobs()
    filled(conversation)
    staff = at_the_desk(settings)
    staff.post("/desk/conversations/breaks/step/", {"go": "weigh"})
    assert work_once() and Job.objects.get(name="conversations.weigh").state == "done"
    assert conversation.results.count() == 1


def test_the_demo_has_two_groups_and_one_statement_that_waits(db: Any) -> None:
    demo.load(by="system")
    made = Conversation.objects.get(slug=demo.SLUG)
    data = queries.results(made)[0].data
    assert made.voters.count() == 40 and data["verdict"] in ("groups", "no clear groups")
    assert made.statements.filter(state="waiting").count() == 1
    assert demo.is_loaded()


@pytest.mark.parametrize("count", [10, 40])
def test_lists_need_the_same_number_of_queries(conversation: Conversation, count: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for n in range(count):
        statement(conversation, f"Statement number {n}.")
        services.open_now(conversation=services.start(slug=f"c{n}", name="C", why="x", by="p"), by="p")
    with CaptureQueriesContext(connection) as seen:
        client().get("/conversations/")
        client().get("/conversations/breaks/ballot/")
        client().get("/conversations/breaks/room/")
    assert len(seen) <= 8
