"""From an answer to a signed decision about a topic, and back: everybody behind it is told once, with the reason."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db.models import Count
from django.test import Client

from careloom.centre.models import Topic
from careloom.evidence import services as evidence
from careloom.evidence.models import Gap, Judgement
from careloom.priorities import services as priorities
from careloom.priorities.services.ballots import Voice
from careloom.showing.models import Contribution, Message, News
from tests import make
from tests.rooms.showing.cast import ROSA, agreed, notice, survey, tell, voice

CASES = [("adopted", "changed", None), ("declined", "declined", None), ("parked", "parked", date(2027, 9, 1))]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "state", "review"), CASES)
def test_a_decision_is_told_to_everybody_behind_it(
    kind: str, state: str, review: date | None, equality_key: Any
) -> None:
    answers = [voice(version := survey(), 1)]
    answers.append(voice(version, 2))
    theme = agreed(version, answers)
    of = priorities.start(slug="year-5", year=2027, name="Year 5", why="To choose.", by=ROSA, seed=7)
    topic = priorities.propose(round=of, title="Breaks", says="Breaks for carers.", current_way="None.", title_cy="Seibiant",
                               raised_by="theme", sources=[theme.public_id], by=ROSA)  # fmt: skip
    notice()
    priorities.decide(candidate=topic, kind=kind, outcome="So it is.", reasons_for="Many asked for it.", by=ROSA,
                      review_on=review)  # fmt: skip
    (news,) = notice()
    assert (news.kind, news.state, news.until) == ("decision", state, review)
    assert news.said[settings.LANGUAGE_CODE]["standard"]["why"] == "Many asked for it."
    assert news.said["cy"]["standard"]["title"] == "Seibiant"
    assert Contribution.objects.count() == 2
    tell()
    tell()
    assert News.objects.count() == 2 and Message.objects.count() == 2


@pytest.mark.django_db
def test_a_topic_that_waits_until_another_day_takes_back_the_day_that_was_told(equality_key: Any) -> None:
    theme = agreed(version := survey(), [voice(version, 1), voice(version, 2)])
    of = priorities.start(slug="year-5", year=2027, name="Year 5", why="To choose.", by=ROSA, seed=7)
    topic = priorities.propose(round=of, title="Breaks", says="Breaks for carers.", current_way="None.",
                               raised_by="theme", sources=[theme.public_id], by=ROSA)  # fmt: skip
    choice = priorities.decide(candidate=topic, kind="parked", outcome="Not yet.", reasons_for="No evidence yet.", by=ROSA,
                               review_on=date(2027, 9, 1))  # fmt: skip
    notice()
    priorities.review(choice=choice, review_on=date(2028, 3, 1), by=ROSA)
    (news,) = notice()
    assert (news.kind, news.state, news.until) == ("decision", "parked", date(2028, 3, 1))
    tell()
    told = {row.news_id for message in Message.objects.all() for row in message.tellings.filter(over_at=None)}
    days = set(News.objects.filter(pk__in=told, kind="decision").values_list("until", flat=True))
    assert days == {date(2028, 3, 1)}


@pytest.mark.django_db
def test_those_who_asked_hear_of_every_step_of_a_gap_and_nothing_twice(equality_key: Any) -> None:
    theme = agreed(version := survey(), [voice(version, 1), voice(version, 2)])
    notice()
    Topic.objects.create(slug="breaks", name="Short breaks", process="test", year="2026", level="theme")
    question = evidence.ask_question(topic="breaks", words="Do breaks help?", plain="Do breaks help?", affected=[],
                                     once="q", by=ROSA)  # fmt: skip
    evidence.note_search(question=question, kind="research", nation="wales", what="search", where="Two databases",
                         on=date(2026, 3, 1), by=ROSA)  # fmt: skip
    unit = Judgement.objects.get(question=question, kind="research", nation="wales")
    words = {"plain": "Nobody knows whether breaks help.", "easy": "Do breaks help? We do not know."}
    gap = evidence.raise_gap(unit=unit, values=words, because=[theme], once="g", by=ROSA)
    (raised,) = notice()
    assert (raised.kind, raised.state) == ("gap", "considered")
    assert raised.said["cy"]["easy"]["did"] != raised.said[settings.LANGUAGE_CODE]["easy"]["did"]
    evidence.check_gap(gap=gap, by=ROSA)
    (checked,) = notice()
    tell()
    tell()
    assert Gap.objects.get().state == "checked" and checked.state == "considered"
    for reader in Contribution.objects.values_list("reader", flat=True):
        told = [row.news_id for m in Message.objects.filter(reader=reader) for row in m.tellings.all()]
        assert len(told) == len(set(told)) == 3


@pytest.mark.django_db
def test_who_gave_a_ballot_hears_what_was_decided_by_its_code_or_as_themselves(equality_key: Any) -> None:
    of = priorities.start(slug="year-5", year=2027, name="Year 5", why="To choose.", by=ROSA, seed=7)
    topic, other = (priorities.propose(round=of, title=title, says=title, current_way="None.", raised_by="staff", by=ROSA)
                    for title in ("Breaks", "Night"))  # fmt: skip
    priorities.open_now(round=of, by=ROSA)
    _, code = priorities.cast(round=of, marks=[topic.public_id], once="a-ballot-of-a-guest", by="guest")
    bo = make.person("Bo")
    priorities.cast(round=of, marks=[topic.public_id], once="a-ballot-of-bo", by=bo.public_id,
                    voice=Voice(person_id=bo.public_id))  # fmt: skip
    priorities.close(round=of, by=ROSA)
    of.refresh_from_db()
    priorities.keep_count(round=of, data={"ballots": 2, "rule": "jla"}, by="system")
    for one in (topic, other):
        priorities.decide(candidate=one, kind="declined", outcome="No.", reasons_for="No money.", by=ROSA)
    notice()
    tell()
    page = Client(headers={"host": "localhost"}).post("/what-came-of-it/yours/", {"code": code}).content.decode()
    assert "Breaks" in page and "No money." in page
    assert {m.reader for m in Message.objects.filter(state="told")} > {bo.public_id}


@pytest.mark.django_db
def test_a_decision_about_one_topic_is_not_told_to_those_who_asked_for_another(equality_key: Any) -> None:
    version = survey()
    mine, theirs = voice(version, 1), voice(version, 2, "Money")
    breaks, money = agreed(version, [mine]), agreed(version, [theirs], "Money")
    of = priorities.start(slug="year-5", year=2027, name="Year 5", why="To choose.", by=ROSA, seed=7)
    topics = [priorities.propose(round=of, title=theme.subject, says="x", current_way="None.", raised_by="theme", by=ROSA,
                                 sources=[theme.public_id]) for theme in (breaks, money)]  # fmt: skip
    priorities.open_now(round=of, by=ROSA)
    priorities.cast(round=of, marks=[topics[0].public_id], once="a-ballot-of-a-guest", by="guest")
    priorities.close(round=of, by=ROSA)
    of.refresh_from_db()
    priorities.keep_count(round=of, data={"ballots": 1, "rule": "jla"}, by="system")
    for one in topics:
        priorities.decide(candidate=one, kind="declined", outcome="No.", reasons_for="x", by=ROSA)
    notice()
    tell()
    told = dict(Message.objects.values_list("reader").annotate(n=Count("tellings")).order_by())
    assert (told[mine.public_id], told[theirs.public_id]) == (2, 2)  # their theme, and the decision about it
