"""The national mock: about 2,000 made-up returns, counted again here by other means than the product's."""

import json
from collections import Counter
from typing import Any

import pytest

from careloom.centre.services import load_defaults
from careloom.listening import demo, queries
from careloom.listening.queries import findings
from careloom.questionnaires import queries as forms
from careloom.questionnaires.models import AnswerSet, Draft, Questionnaire

# 310 people who draw on care in England, and so on, as the plan of the mock says; nobody who runs care in the north
# of Ireland. Every 17th return, counted in the order of the plan, is from a group of 2 to 30 people.
RETURNS = 310 + 270 + 240 + 90 + 60 + 40 + 40 + 45 + 30 + 0 + 9 + 5 + 120 + 130 + 95 + 35 + 22 + 18 + 85 + 110 + 80 + 30 + 16 + 12
GROUPS = [2 + n % 29 for n in range(17, RETURNS + 1, 17)]


@pytest.fixture
def survey(db: Any, equality_key: Any) -> Questionnaire:
    load_defaults(by="system")
    demo.load(by="system")
    return Questionnaire.objects.get(slug="what-matters")


def test_the_dashboard_shows_the_totals_of_the_plan(survey: Questionnaire) -> None:
    assert RETURNS == 1892 and len(GROUPS) == 111
    assert forms.totals(survey) == {"returns": RETURNS, "people": RETURNS - len(GROUPS) + sum(GROUPS)}
    assert queries.groups(survey) == {"returns": len(GROUPS), "people": sum(GROUPS)}
    balance = queries.balance(survey)
    assert sum(r["returns"] for r in balance) == RETURNS
    assert sum(r["people"] for r in balance) == RETURNS - len(GROUPS) + sum(GROUPS)
    assert [(r["role"], r["nation"]) for r in balance if r["nobody"]] == [("provider", "northern-ireland")]


def test_what_came_twice_counts_once_drafts_do_not_count_and_every_way_and_language_is_there(survey: Questionnaire) -> None:
    assert AnswerSet.objects.filter(version__questionnaire=survey).count() == RETURNS  # 60 of them were sent twice
    assert Draft.objects.filter(questionnaire=survey).count() == 25
    rows = AnswerSet.objects.filter(version__questionnaire=survey).values_list("channel", "edition", "language")
    channels, editions, languages = (Counter(values) for values in zip(*rows, strict=True))
    assert set(channels) == {"web", "paper", "phone", "in-person"} and set(editions) == {"standard", "easy"}
    assert set(languages) == set(demo.LANGUAGES) and len(languages) == 8
    assert sum(r["returns"] for r in queries.by_channel(survey)) == RETURNS


def test_counts_before_protection_equal_a_recount_of_what_was_sent(survey: Questionnaire) -> None:
    counted: Counter[tuple[str, str]] = Counter()
    people: Counter[tuple[str, str]] = Counter()
    for _, values, given in demo.returns():
        key = (str(values.get("how-good", findings.NONE)), values["nation"])
        counted[key] += 1
        people[key] += int(given.group["size"]) if given.group else 1
    tables = {(t.measure, t.name): t for t in findings.tables_of(survey)}
    assert {k: n for k, n in tables["returns", "q:how-good+nation"].counts.items() if n} == dict(counted)
    assert {k: n for k, n in tables["people", "q:how-good+nation"].counts.items() if n} == dict(people)
    assert json.loads(json.dumps(findings.as_kept(list(tables.values()))))[0]["dims"] == ["role_group", "nation"]
