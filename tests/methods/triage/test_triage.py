"""Enough or not, and why: the table of cases is also the page docs/explanation/enough-evidence.md."""

import json
import re
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careloom_methods.errors import MethodError
from careloom_methods.triage import KINDS, STATES, TAPUPAS, triage
from tests.rules.tree import ROOT

GOOD = dict.fromkeys(TAPUPAS, "yes")
LOOKED = [{"question": "q", "kind": kind, "nation": "wales", "date": "2026-03-01"} for kind in KINDS]


def study(n: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": f"r{n}", "origin": f"study{n}", "question": "q", "kind": "research", "nation": "wales", "year": 2025,
            "design": "study", "tapupas": GOOD, "says": "for", **more}  # fmt: skip


def review(n: int = 1, **more: Any) -> dict[str, Any]:
    return study(n, design="review", **more)


def lived(n: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": f"l{n}", "origin": f"group{n}", "question": "q", "kind": "lived", "nation": "wales", "year": 2025,
            "people": 8, "led_by": "user" if n == 1 else "", "voices": ["carers"], **more}  # fmt: skip


def practice(n: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": f"p{n}", "origin": f"org{n}", "question": "q", "kind": "practice", "nation": "wales", "year": 2025,
            "sort": ["council", "provider"][n % 2], "role": ["nurse", "manager"][n % 2], "what_was_done": "x",
            "what_happened": "y", **more}  # fmt: skip


def unit(
    kind: str,
    sources: list[dict[str, Any]],
    *,
    searches: Any = LOOKED,
    affected: tuple[str, ...] = ("carers",),
    **more: Any,
) -> dict[str, Any]:
    said = triage({"year": 2026, "questions": [{"id": "q", "affected": list(affected)}], "nations": ["wales"],
                   "sources": sources, "searches": searches, **more})  # fmt: skip
    return next(u for u in said["units"] if u["kind"] == kind)


CASES: list[tuple[str, str, list[dict[str, Any]], str]] = [
    ("nothing, and nobody looked", "research", [], "not looked yet"),
    ("somebody looked and found nothing", "research", [], "gap"),
    ("one sound review of this question, new", "research", [review()], "enough to start"),
    ("one sound review, eleven years old", "research", [review(year=2015)], "thin"),
    ("one review that fits only in part", "research", [review(fit="part")], "thin"),
    ("a review with a standard answered no", "research", [review(tapupas={**GOOD, "accuracy": "no"})], "thin"),
    (
        "three sound studies, one from the UK",
        "research",
        [study(1), study(2, nation="norway"), study(3, nation="japan")],
        "enough to start",
    ),
    ("three sound studies, none from the UK", "research", [study(n, nation="norway") for n in (1, 2, 3)], "thin"),
    ("two sound studies", "research", [study(1), study(2)], "thin"),
    ("three reports of one study", "research", [study(n, origin="one") for n in (1, 2, 3)], "thin"),
    ("two reviews that agree, finding judged high", "research", [review(1, confidence="high"), review(2)], "strong"),
    (
        "two reviews that disagree",
        "research",
        [review(1, confidence="high"), review(2, says="against")],
        "enough to start",
    ),
    ("two groups, sixteen people, one user-led", "lived", [lived(1), lived(2)], "enough to start"),
    ("two groups, nobody user-led", "lived", [lived(2), lived(3)], "thin"),
    ("two groups, four people", "lived", [lived(1, people=2), lived(2, people=2)], "thin"),
    ("one group, forty people", "lived", [lived(1, people=40)], "thin"),
    (
        "two groups, but not those most affected",
        "lived",
        [lived(1, voices=["providers"]), lived(2, voices=["providers"])],
        "thin",
    ),
    (
        "four groups, two nations, made together",
        "lived",
        [lived(1, made_together=True), lived(2), lived(3, nation="scotland"), lived(4)],
        "strong",
    ),
    ("three organisations of two sorts, two roles", "practice", [practice(n) for n in (1, 2, 3)], "enough to start"),
    ("three organisations of one sort", "practice", [practice(n) for n in (1, 3, 5)], "thin"),
    ("three that do not say what happened", "practice", [practice(n, what_happened="") for n in (1, 2, 3)], "thin"),
    (
        "six, two nations, one account of failure",
        "practice",
        [practice(n, nation="scotland" if n > 4 else "wales", failure=n == 2) for n in range(1, 7)],
        "strong",
    ),
]


@pytest.mark.parametrize(("story", "kind", "sources", "state"), CASES, ids=[c[0] for c in CASES])
def test_each_case_of_the_manual_holds(story: str, kind: str, sources: list[dict[str, Any]], state: str) -> None:
    found = unit(kind, sources, searches=[] if state == "not looked yet" else LOOKED)
    assert found["state"] == state
    assert len(found["why"].split()) <= 60 and "Rules default-1" in found["why"]


def test_the_manual_shows_this_very_table() -> None:
    page = (ROOT / "docs/explanation/enough-evidence.md").read_text()
    rows = re.findall(r"^\| (research|lived|practice) \| (.+?) \| (.+?) \|$", page, re.M)
    assert rows == [(kind, story, state) for story, kind, _, state in CASES]


def test_a_second_report_of_the_same_study_changes_nothing_but_is_shown_as_linked() -> None:
    before, after = unit("research", [study(1)]), unit("research", [study(1), study(9, origin="study1")])
    assert before["state"] == after["state"] and after["linked"] == {"study1": ["r1", "r9"]}
    assert after["counts"]["independent"] == 1


def test_ten_more_quotes_from_one_consultation_change_nothing() -> None:
    before = unit("lived", [lived(1)])
    after = unit("lived", [lived(1), *(lived(n, origin="group1", people=8) for n in range(2, 12))])
    assert after["state"] == before["state"] and after["counts"]["people"] == before["counts"]["people"] == 8


def test_no_search_is_never_called_a_gap() -> None:
    assert unit("practice", [], searches=[])["state"] == "not looked yet"


def test_what_would_change_it_is_said_and_true() -> None:
    found = unit("research", [study(1), study(2)])
    assert "1 more sound independent studies" in found["changes_if"]
    assert unit("research", [study(1), study(2), study(3)])["state"] == "enough to start"


def test_a_source_whose_loss_flips_the_state_is_named() -> None:
    assert unit("lived", [lived(1), lived(2), lived(3)])["flags"]["fragile"] == ["group1"]


def test_evidence_from_another_nation_is_marked_as_borrowed() -> None:
    assert unit("research", [review(nation="scotland")])["flags"]["borrowed"] == ["scotland"]
    assert "borrowed" not in unit("research", [review(nation="uk")])["flags"]


def test_disagreement_age_silence_and_running_studies_are_flagged() -> None:
    assert unit("research", [study(1), study(2, says="against")])["flags"]["mixed"] == {
        "for": ["study1"],
        "against": ["study2"],
    }
    assert unit("research", [study(1, year=2010)])["flags"]["old"] == 2010
    silent = unit("lived", [lived(1)], affected=("carers", "people with dementia"))
    assert silent["flags"]["whose voice is missing"] == ["people with dementia"]
    running = unit("research", [], being_studied=[{"question": "q", "project": "NIHR1", "ends": "2027-01-31"}])
    assert running["flags"]["being studied"] == [{"project": "NIHR1", "ends": "2027-01-31"}]


def test_sound_studies_without_a_new_review_are_a_synthesis_gap() -> None:
    studies = [study(n) for n in (1, 2, 3)]
    assert unit("research", studies)["flags"]["synthesis gap"] == ["study1", "study2", "study3"]
    assert "synthesis gap" not in unit("research", [*studies, review(4)])["flags"]
    assert "synthesis gap" not in unit("research", studies[:2])["flags"]


def test_a_withdrawn_source_is_as_if_never_there() -> None:
    assert unit("research", [review(withdrawn=True)]) == unit("research", [])
    assert unit("lived", [lived(1), lived(2, consent=False)]) == unit("lived", [lived(1)])


def test_the_verdict_is_the_weakest_leg() -> None:
    def verdict(sources: list[dict[str, Any]]) -> dict[str, Any]:
        return dict(
            triage(
                {"year": 2026, "questions": [{"id": "q"}], "nations": ["wales"], "searches": LOOKED, "sources": sources}
            )["verdict"]["q"]["wales"]
        )

    assert verdict([review(), lived(1), practice(1), practice(2), practice(3)])["verdict"] == "ready"
    without = verdict([review(), practice(1), practice(2), practice(3)])
    assert (without["verdict"], without["weakest"], without["legs"]) == ("not ready", "gap", ["lived"])
    assert verdict([review(), lived(1), practice(1)])["verdict"] == "not ready"


def test_an_override_is_signed_and_shows_what_it_replaced() -> None:
    change = {
        "question": "q",
        "kind": "research",
        "nation": "wales",
        "state": "thin",
        "reason": "The review left Wales out.",
        "by": "board",
    }
    found = unit("research", [review()], overrides=[change])
    assert found["state"] == "thin" and found["override"]["instead_of"] == "enough to start"
    with pytest.raises(MethodError):
        unit("research", [review()], overrides=[{**change, "by": ""}])


SOURCES = st.lists(st.sampled_from([study, review, lived, practice]), min_size=0, max_size=6)


@given(SOURCES, st.randoms(use_true_random=False))
def test_order_changes_nothing(makers: list[Any], dice: Any) -> None:
    rows = [make(n) for n, make in enumerate(makers)]
    mixed = rows[:]
    dice.shuffle(mixed)
    assert [unit(k, rows) for k in KINDS] == [unit(k, mixed) for k in KINDS]


@given(SOURCES)
def test_leaving_one_out_never_makes_a_state_better(makers: list[Any]) -> None:
    rows = [make(n) for n, make in enumerate(makers)]
    for kind in KINDS:
        before = STATES.index(unit(kind, rows)["state"])
        for row in rows:
            assert STATES.index(unit(kind, [r for r in rows if r is not row])["state"]) <= before


@given(SOURCES, st.integers(1, 5))
def test_more_reports_of_what_is_there_change_no_state(makers: list[Any], copies: int) -> None:
    rows = [make(n) for n, make in enumerate(makers)]
    more = [{**row, "id": f"{row['id']}-{c}"} for row in rows for c in range(copies)]
    for kind in KINDS:
        assert unit(kind, rows)["state"] == unit(kind, rows + more)["state"]


@pytest.mark.parametrize(
    ("code", "change"),
    [("no_questions", {"questions": []}), ("year", {"year": "soon"}), ("source", {"sources": [{"id": "x"}]}),
     ("standard", {"sources": [study(tapupas={"beauty": "yes"})]}), ("source_number", {"sources": [study(year="2025?")]}),
     ("rule_unknown", {"rules": {"magic": 1}}), ("rule_number", {"rules": {"lived": {"people": "many"}}})],
)  # fmt: skip
def test_bad_input_is_answered_in_words(code: str, change: dict[str, Any]) -> None:
    with pytest.raises(MethodError) as caught:
        triage({"year": 2026, "questions": [{"id": "q"}], "nations": ["wales"], **change})
    assert caught.value.code == code and caught.value.values["suggestion"]


def test_the_command_prints_the_contract(tmp_path: Any) -> None:
    (tmp_path / "t.json").write_text(
        json.dumps({"year": 2026, "questions": [{"id": "q"}], "sources": [review()], "searches": LOOKED})
    )
    done = subprocess.run([sys.executable, "-m", "careloom_methods", "triage", str(tmp_path / "t.json"), "--json"],
                          capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT / "src")})  # fmt: skip
    said = json.loads(done.stdout)
    assert {"question", "kind", "nation", "state", "flags", "why", "changes_if", "verdict"} <= said["units"][0].keys()
    (tmp_path / "bad.json").write_text("[")
    bad = subprocess.run([sys.executable, "-m", "careloom_methods", "triage", str(tmp_path / "bad.json"), "--json"],
                         capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT / "src")})  # fmt: skip
    assert bad.returncode == 2 and json.loads(bad.stderr)["error"]["code"] == "file"
