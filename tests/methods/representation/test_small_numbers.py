"""Small numbers: what may be published, and an attacker who tries to get behind it."""

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careloom_methods.errors import MethodError
from careloom_methods.representation import ALL, Table, protect, protect_again, protect_mean, protect_table
from tests.oracles import disclosure_attack as attack

ROLES = {("carer",): 31, ("provider",): 4, ("researcher",): 58}


def values(released):  # type: ignore[no-untyped-def]  # a Released
    return {key: cell.value for key, cell in released.cells.items()}


def test_fewer_than_ten_are_hidden_and_the_rest_is_rounded() -> None:
    released = protect_table(ROLES)
    assert values(released) == {("carer",): 30, ("provider",): None, ("researcher",): 60}
    assert (released.totals[(ALL,)].value, released.totals[(ALL,)].partial, released.hidden) == (90, True, 1)
    assert "1 of 3 numbers are hidden" in released.sentence


def test_nobody_at_all_is_hidden_like_a_few() -> None:
    assert values(protect_table({("a",): 40, ("b",): 0, ("c",): 33}))["b",] is None


def test_a_missing_combination_counts_nobody() -> None:
    released = protect_table({("a", "x"): 40, ("b", "y"): 50})
    assert released.cells["a", "y"].hidden and len(released.cells) == 4


def test_many_people_through_few_returns_are_hidden() -> None:
    released = protect_table({("carer",): 300, ("provider",): 400}, people={("carer",): 3, ("provider",): 200})
    assert released.cells["carer",].hidden


def test_what_is_hidden_of_the_returns_is_hidden_of_the_people_too() -> None:
    returns = {("a",): 12, ("b",): 12, ("c",): 9}
    people = {("a",): 80, ("b",): 12, ("c",): 9}
    one, two = protect([Table("r", ("g",), returns), Table("p", ("g",), people, people=returns, measure="people")])
    assert {k for k, c in one.cells.items() if c.hidden} == {k for k, c in two.cells.items() if c.hidden}


def test_too_few_answers_show_no_table() -> None:
    assert protect_table({("a",): 12, ("b",): 3}).hidden == 2


def test_one_hidden_number_does_not_stand_alone_where_the_rest_gives_it_away() -> None:
    # 23 in all. 12 would be shown as 10, which means 10 to 12; 11 hidden beside 12 leaves 11 to 13 and is fine.
    assert protect_table({("a",): 12, ("b",): 11}).hidden == 0
    # 33 in all. 12 and 12 shown leave 9 to 13 for the third, and a small one is at most 9: it would be 9.
    assert protect_table({("a",): 12, ("b",): 12, ("c",): 9}).hidden == 2


def test_a_total_is_the_sum_of_its_rounded_parts() -> None:
    released = protect_table({("a", "x"): 13, ("a", "y"): 18, ("b", "x"): 23, ("b", "y"): 28})
    assert released.totals["a", ALL].value == 15 + 20 and released.totals[ALL, ALL].value == 15 + 20 + 25 + 30
    assert not released.totals[ALL, ALL].partial


@pytest.mark.parametrize(("counts", "code"), [
    ({}, "no_cells"), ({("a",): -1}, "negative_count"), ({("a",): 1, ("a", "b"): 2}, "key_length"),
    ({("*",): 1}, "reserved_category")])  # fmt: skip
def test_bad_tables_are_refused_with_a_code(counts: dict[tuple[str, ...], int], code: str) -> None:
    with pytest.raises(MethodError) as refused:
        protect_table(counts)
    assert refused.value.code == code


def test_tables_of_the_same_people_must_add_up_to_the_same() -> None:
    with pytest.raises(MethodError) as refused:
        protect([Table("one", ("a",), {("x",): 30}), Table("two", ("b",), {("y",): 31})])
    assert refused.value.code == "totals_differ"


def test_no_hidden_number_can_be_worked_out_from_its_own_table() -> None:
    chance = random.Random(20261125)
    for _ in range(40):
        dims, true = attack.made_table(chance, most=5)
        shown = values(protect_table(true, dims=dims))
        told = sum(true.values()) >= 20 and any(v is not None for v in shown.values())
        assert attack.recovered(dims, true, shown, told=told) == [], true


def made_people(chance: random.Random, number: int) -> list[tuple[str, str, str]]:
    """Made-up people by role, nation and answer, uneven on purpose."""
    return [(f"r{min(4, int(chance.expovariate(1)))}", f"n{min(3, int(chance.expovariate(0.9)))}",
             f"q{chance.choice([0, 0, 0, 1, 1, 2, 3])}") for _ in range(number)]  # fmt: skip


DIMS = ("role", "nation", "q")
LINKED = [("role",), ("nation",), ("q",), ("role", "nation"), ("role", "q"), ("nation", "q")]


def test_no_hidden_number_can_be_worked_out_from_all_tables_of_a_survey_together() -> None:
    chance = random.Random(5)
    for number in (120, 400):
        people = made_people(chance, number)
        true = {dims: attack.joint(people, DIMS, dims) for dims in LINKED}
        shown = dict(zip(LINKED, protect([Table("/".join(d), d, c) for d, c in true.items()]), strict=True))
        tries = attack.Attack({d: sorted({p[i] for p in people}) for i, d in enumerate(DIMS)}, number)
        for dims, released in shown.items():
            tries.read(dims, true[dims], values(released), told=True)
        for dims, released in shown.items():
            for key, cell in released.cells.items():
                if cell.hidden:
                    low, high = tries.between(dims, key)
                    assert low < high, (dims, key)


def test_questions_that_never_meet_in_one_table_are_still_attacked_together() -> None:
    chance, names = random.Random(8), ("role", "nation", "q1", "q2")
    people = [(f"r{min(2, int(chance.expovariate(1)))}", f"n{min(2, int(chance.expovariate(1)))}", f"a{chance.choice([0, 0, 1])}",
               f"b{chance.choice([0, 1, 1])}") for _ in range(90)]  # fmt: skip
    scopes = [("role", "nation"), ("role", "q1"), ("nation", "q1"), ("role", "q2"), ("nation", "q2")]
    true = {dims: attack.joint(people, names, dims) for dims in scopes}
    shown = dict(zip(scopes, protect([Table("/".join(d), d, c) for d, c in true.items()]), strict=True))
    tries = attack.Attack({d: sorted({p[i] for p in people}) for i, d in enumerate(names)}, len(people))
    for dims, released in shown.items():
        tries.read(dims, true[dims], values(released), told=True)
    hidden = [(dims, key) for dims, released in shown.items() for key, cell in released.cells.items() if cell.hidden]
    assert len(hidden) > 5
    for dims, key in hidden:
        low, high = tries.between(dims, key)
        assert low < high, (dims, key)


def test_a_table_waits_until_ten_more_answers_came() -> None:
    first = [Table("roles", ("role",), ROLES)]
    few = [Table("roles", ("role",), {**ROLES, ("carer",): 33})]
    again = protect_again(few, before=[first])
    assert again.fresh == [False] and values(again.tables[0]) == values(protect_table(ROLES)) and again.sentence
    more = [Table("roles", ("role",), {**ROLES, ("carer",): 45, ("researcher",): 70})]
    assert protect_again(more, before=[first]).fresh == [True]


def test_a_change_that_points_at_the_new_answers_waits() -> None:
    # 24 and then 34 in all: 12 + 12 can only be 12 and 12, and 12 + 22 only 12 and 22. Nobody new is in group a.
    first = [Table("t", ("g",), {("a",): 12, ("b",): 12})]
    second = [Table("t", ("g",), {("a",): 12, ("b",): 22})]
    assert protect_again(second, before=[first]).fresh == [False]


def test_a_series_of_releases_never_tells_how_few_came() -> None:
    chance = random.Random(3)
    keys = [(f"r{n}",) for n in range(5)]
    counts = {key: chance.randint(3, 60) for key in keys}
    released, kept = [], []
    for _ in range(6):
        now = [Table("t", ("role",), dict(counts))]
        again = protect_again(now, before=kept)
        if again.fresh == [True]:
            kept.append(now)
            released.append(again.tables[0])
        for key in keys:
            counts[key] += chance.choice([0, 0, 1, 2, 7])
    assert len(released) >= 2
    waves = len(released)
    tries = attack.Attack({"wave": [str(w) for w in range(waves)], "role": [k[0] for k in keys]},
                          sum(kept[-1][0].counts.values()))  # fmt: skip
    rows = []
    for wave in range(waves):
        for key in keys:
            row = sum(tries.row(("wave", "role"), (str(w), key[0])) for w in range(wave + 1))
            value = released[wave].cells[key].value
            if value is not None:
                tries.rows.append(row)
                tries.low.append(max(10, value - 2))
                tries.high.append(value + 2)
        rows.append(sum(tries.row(("wave",), (str(w),)) for w in range(wave + 1)))
        tries.rows.append(rows[-1])
        total = sum(kept[wave][0].counts.values())
        tries.low.append(total)
        tries.high.append(total)
    for wave, key in product(range(1, waves), keys):
        came = kept[wave][0].counts[key] - kept[wave - 1][0].counts[key]
        if came < 10:
            low, high = tries.between(("wave", "role"), (str(wave), key[0]))
            assert low < high, (wave, key)


def test_a_mean_of_a_few_is_hidden_and_so_is_one_that_says_what_everybody_chose() -> None:
    assert protect_mean([1, 2, 3]) is None
    assert protect_mean([5] * 40, scale=(1, 5)) is None
    assert protect_mean([1, 2, 3, 4] * 5, scale=(1, 5)) == 2.5
    assert protect_mean([1, 2, 3, 4] * 5, people=3) is None


@settings(max_examples=25)
@given(st.dictionaries(st.sampled_from([(a, b) for a in "pqr" for b in "xyz"]), st.integers(0, 60), min_size=2))
def test_no_small_number_is_ever_shown_and_every_number_is_near_the_truth(counts: dict[tuple[str, ...], int]) -> None:
    for key, cell in protect_table(counts).cells.items():
        true = counts.get(key, 0)
        assert cell.hidden if true < 10 else (cell.hidden or abs((cell.value or 0) - true) <= 2)
