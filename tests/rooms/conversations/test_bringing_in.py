"""A conversation that was held elsewhere comes in whole: its statements, what was taken out, and every vote."""

from typing import Any

import pytest

from careloom.conversations import queries, services
from careloom.conversations.models import Conversation, Statement, Vote, Voter
from careloom.conversations.services.bringing_in import code_of
from careloom.questionnaires.receipts import hashed
from careloom.thread.models import Entry
from careloom.thread.services import record

SAID = [services.Said("7", "Buses should come on time."), services.Said("9", "x" * 500, out_because="Off the point")]
VOTES = [(f"v{n}", key, (1, -1, 0)[n % 3]) for n in range(12) for key in ("7", "9")]


@pytest.fixture
def conversation(db: Any) -> Conversation:
    made = services.start(slug="buses", name="Buses", why="Held elsewhere.", by="person_rosa")
    services.open_now(conversation=made, by="person_rosa")
    made.refresh_from_db()
    return made


def bring(conversation: Conversation) -> services.Brought:
    theme = record(event="theme.agreed", subject="theme_1", by="person_amir")
    said = [services.Said("7", SAID[0].text, source=theme.public_id), SAID[1]]
    return services.bring_in(conversation=conversation, statements=said, votes=VOTES, by="person_rosa")


def test_every_vote_comes_in_and_counts_as_if_it_was_cast_here(conversation: Conversation) -> None:
    assert bring(conversation) == services.Brought(statements=2, voters=12, votes=24)
    shown, out = Statement.objects.order_by("number")
    assert (shown.seen, shown.tick_agree, shown.tick_disagree, shown.tick_pass) == (12, 4, 4, 4)
    assert (out.state, out.reason) == ("withdrawn", "Off the point")
    assert Voter.objects.filter(code_hash=hashed(code_of(conversation, "v3"))).exists()  # who has the key can follow it
    services.close(conversation=conversation, by="person_rosa")
    conversation.refresh_from_db()
    final = services.weigh(conversation=conversation, by="person_rosa").data
    assert (final["people"], final["votes"]) == (12, 24) and [row["out"] for row in final["statements"]] == [False, True]
    weighed = Entry.objects.get(event="conversation.weighed")
    assert set(weighed.causes.values_list("cause__event", flat=True)) == {"voice.received"} and weighed.causes.count() == 12


def test_the_trace_says_that_votes_came_in_and_never_which_way(conversation: Conversation) -> None:
    bring(conversation)
    said = Entry.objects.filter(subject=conversation.public_id, event="votes.brought_in").get()
    assert said.values == {"statements": 2, "voters": 12, "votes": 24}
    written = Entry.objects.filter(event="statement.written").order_by("pk").first()
    assert written and list(written.causes.values_list("cause__event", flat=True)) == ["theme.agreed"]


def test_nobody_comes_in_twice_and_nothing_comes_in_after_the_close(conversation: Conversation) -> None:
    bring(conversation)
    again = services.bring_in(conversation=conversation, statements=[services.Said("a", "Trains too.")],
                              votes=[("v0", "a", 1), ("new", "a", 1)], by="person_rosa")  # fmt: skip
    assert (again.voters, again.votes) == (1, 1) and Vote.objects.count() == 25
    with pytest.raises(KeyError):
        services.bring_in(conversation=conversation, statements=[], votes=[("w", "nothing", 1)], by="person_rosa")
    assert Voter.objects.count() == 13  # all of it or none
    services.close(conversation=conversation, by="person_rosa")
    conversation.refresh_from_db()
    with pytest.raises(services.Closed):
        bring(conversation)


def test_the_same_votes_give_the_same_result_whatever_ids_they_have(conversation: Conversation) -> None:
    other = services.start(slug="again", name="Again", why="Held elsewhere.", by="person_rosa")
    services.open_now(conversation=other, by="person_rosa")
    found = []
    for one in (conversation, other):
        one.refresh_from_db()
        bring(one)
        services.close(conversation=one, by="person_rosa")
        one.refresh_from_db()
        data = services.weigh(conversation=one, by="person_rosa").data
        number = {s.public_id: s.number for s in queries.weighed(one)}
        data["statements"] = [{**row, "id": number[row["id"]]} for row in data["statements"]]
        found.append({**data, **{k: [number[i] for i in data[k]] for k in ("agree", "disagree", "slate", "divides")}})
    assert found[0] == found[1]
