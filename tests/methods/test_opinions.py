"""Opinion groups: exact where Polis is, the same in any order, honest about groups and about how sure we are."""

import csv
import gzip
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from careloom_methods.errors import MethodError
from careloom_methods.opinions import Live, analyse, sure
from careloom_methods.opinions.axes import main_axes, means
from careloom_methods.opinions.command import main
from careloom_methods.opinions.counts import tally
from careloom_methods.opinions.hiding import hidden
from careloom_methods.opinions.publish import published
from careloom_methods.opinions.reading import read_groups, read_statements, read_votes
from careloom_methods.opinions.votes import Votes, votes_from
from tests.oracles import planted
from tests.oracles.polis import Slow
from tests.rules import tree

DATA = tree.ROOT.parent / "shared" / "data" / "opinion"
PUBLIC = ["brexit-consensus", "football-concussions", "scoop-hivemind.biodiversity", "vtaiwan.uberx",
          "american-assembly.bowling-green"]  # fmt: skip


def public(name: str) -> tuple[Path, Path]:
    if not DATA.exists():
        pytest.skip("The public conversations are not here: ../shared/data/opinion")
    return DATA / name / "participants-votes.csv.gz", DATA / name / "comments.csv.gz"


def by_hand(file: Path) -> tuple[dict[tuple[str, str], int], dict[str, str]]:
    """Votes and groups read without our reader."""
    with gzip.open(file, "rt") as text:
        rows = list(csv.reader(text))
    head, votes, groups = rows[0], {}, {}
    for row in rows[1:]:
        if row[1]:
            groups[row[0]] = row[1]
        votes |= {(row[0], head[i]): int(row[i]) for i in range(6, len(row)) if row[i]}
    return votes, groups


@pytest.mark.parametrize("name", PUBLIC)
def test_for_known_groups_every_figure_is_the_slow_oracles(name: str) -> None:
    file, about = public(name)
    votes, groups = by_hand(file)
    out = {s for s, rejected in read_statements(str(about)).items() if rejected}
    result = analyse(read_votes(str(file), statements=str(about)), groups=read_groups(str(file)))
    found = published(result)
    slow = Slow(votes, groups, result.votes.statements, out)  # type: ignore[arg-type]
    reach = np.sqrt(len({s for _, s in votes})) * np.abs(1 - means(result.findings.everybody, result.votes.rejected))
    reach = reach * np.hypot(*result.axes)
    assert found["people"] == len({p for p, _ in votes}) and found["votes"] == len(votes)
    for i, row in enumerate(found["statement_results"]):
        for group in slow.groups:
            agree, disagree, seen = slow.cell[group, row["id"]]
            cell = row["by_group"][group]
            assert (cell["agree"], cell["disagree"], cell["pass"]) == (agree, disagree, seen - agree - disagree)
        assert row["consensus"] == pytest.approx(slow.consensus(row["id"]), rel=1e-9)
        assert found["routing"][row["id"]] == pytest.approx(slow.priority(row["id"], reach[i]), rel=1e-6)
    assert found["representative"] == {g: slow.representative(g) for g in slow.groups}
    assert found["consensus"] == {"agree": slow.consensus_list(0), "disagree": slow.consensus_list(1)}


@pytest.mark.parametrize("name", PUBLIC)
def test_the_axes_are_those_of_a_full_decomposition_and_of_red_dwarf(name: str) -> None:
    from reddwarf.utils.reducer.base import run_reducer

    file, about = public(name)
    votes = read_votes(str(file), statements=str(about))
    everybody = tally(votes)[0]
    middle = means(everybody, votes.rejected)
    ours = main_axes(votes, everybody, middle)
    table = np.full(votes.shape, np.nan)
    table[votes.person, votes.statement] = votes.vote
    table[:, votes.rejected] = 0
    table = table[:, everybody.any(axis=1)]
    ours = ours[:, everybody.any(axis=1)]
    peer = run_reducer(vote_matrix=table, reducer="pca", n_components=2, random_state=0)[2].components_
    average = np.nanmean(table, axis=0)
    full = np.linalg.svd(np.where(np.isnan(table), average, table) - average, full_matrices=False)[2][:2]
    for axis in range(2):
        assert abs(ours[axis] @ full[axis]) > 0.999999999
        assert abs(ours[axis] @ peer[axis]) / np.linalg.norm(peer[axis]) >= 0.9999


def test_the_long_and_the_wide_form_of_one_conversation_agree() -> None:
    file, _ = public("scoop-hivemind.biodiversity")
    wide, long = read_votes(str(file)), read_votes(str(file.with_name("votes.csv.gz")))
    assert long.people == wide.people and long.statements == wide.statements
    assert (long.vote == wide.vote).all() and (long.person == wide.person).all()


def small(seed: int = 3, people: int = 60) -> Votes:
    return planted.votes(people=people, statements=16, groups=2, seen=0.7, seed=seed)


def test_any_order_of_people_votes_and_shards_gives_the_same_bytes(tmp_path: Path, capsys: Any) -> None:
    votes = small()
    rows = [(votes.people[p], votes.statements[s], int(v))
            for p, s, v in zip(votes.person, votes.statement, votes.vote, strict=True)]  # fmt: skip
    outputs = set()
    for order in range(4):
        random.Random(order).shuffle(rows)
        file = tmp_path / f"{order}.csv"
        file.write_text("participant,statement,vote\n" + "".join(f"{p},{s},{v}\n" for p, s, v in rows))
        assert main(["--votes", str(file), "--seed", "5", "--json"]) == 0
        outputs.add(capsys.readouterr().out)
    assert len(outputs) == 1


def test_planted_groups_are_found_and_shuffled_votes_have_none() -> None:
    for seed in range(4):
        votes, truth = planted.with_truth(people=240, statements=40, groups=3, seen=0.5, seed=seed)
        result = analyse(votes, seed=seed)
        assert result.verdict.word == "groups" and len(result.names) == 3
        assert planted.same_groups(result.label, truth) > 0.9
        assert analyse(planted.shuffled(votes, seed), seed=seed).verdict.word == "no clear groups"


def table(rows: list[list[int | None]]) -> Votes:
    cells = [(f"p{i}", f"s{j}", v) for i, row in enumerate(rows) for j, v in enumerate(row) if v is not None]
    return votes_from([c[0] for c in cells], [c[1] for c in cells], [c[2] for c in cells])


@pytest.mark.parametrize(
    ("rows", "word", "why"),
    [
        ([[1, 1, 1]] * 40, "everyone agrees", "one_way"),
        ([[-1, 1, 1]] * 40, "everyone agrees", "one_way"),
        ([[0, 0, 0]] * 40, "too few votes", "all_pass"),
        ([[1, -1, 1]], "too few votes", "few_people"),
        ([[1]] * 20 + [[-1]] * 20, "no clear groups", "one_statement"),
        ([[1, 1]] * 9, "too few votes", "few_people"),
    ],
)
def test_conversations_without_groups_get_an_honest_word(rows: Any, word: str, why: str) -> None:
    found = published(analyse(table(rows)))
    assert (found["verdict"], found["why"]) == (word, why)
    assert found["groups"] == [] and found["group_of"] == {} and found["sentence"]


def test_a_thin_statement_is_never_a_headline() -> None:
    rows: list[list[int | None]] = [[1, -1, 1, None] if i % 2 else [-1, 1, 1, None] for i in range(100)]
    for i in range(9):
        rows[i][3] = 1
    result = published(analyse(table(rows)))
    thin = next(r for r in result["statement_results"] if r["id"] == "s3")
    assert thin["thin"] and thin["sure"] == "too few votes"
    assert "s3" not in result["headlines"]["agree"] and "s3" not in result["slate"]
    assert "s2" in result["headlines"]["agree"]


def test_ninety_percent_intervals_cover_nine_times_in_ten() -> None:
    rng = np.random.default_rng(1)
    share = rng.beta(2, 2, 4000)
    of = rng.integers(10, 400, 4000)
    low, high = sure.interval(rng.binomial(of, share), of)
    assert 0.87 <= float(((low <= share) & (share <= high)).mean()) <= 0.93


def test_a_small_group_is_hidden_with_the_one_that_would_give_it_away() -> None:
    assert hidden({"a": 40, "b": 30, "c": 3}) == {"b", "c"}
    assert hidden({"a": 40, "b": 30, "c": 3, "d": 4}) == {"b", "c", "d"}
    assert hidden({"a": 40, "b": 30}) == set()
    votes = small(people=50)
    groups = {p: "small" if i < 4 else "north" if i < 25 else "south" for i, p in enumerate(votes.people)}
    found = published(analyse(votes, groups=groups))
    shown = [g["id"] for g in found["groups"] if "size" in g]
    assert shown == ["south"] or shown == ["north"]
    assert all("agree" not in row["by_group"]["small"] for row in found["statement_results"])
    own = published(analyse(votes, groups=groups), everything=True)
    assert {g["id"]: g["size"] for g in own["groups"]}["small"] == 4


def test_the_slate_leaves_nobody_with_a_claim_behind() -> None:
    for seed in range(5):
        result = analyse(small(seed, people=90), seed=seed, tests=False)
        assert result.slate.justified and len(result.slate.chosen) == 10
        top = np.argsort(-result.findings.consensus)[:10]
        covered = {int(p) for p, s, v in zip(result.votes.person, result.votes.statement, result.votes.vote, strict=True)
                   if v == 1 and s in top}  # fmt: skip
        assert result.slate.served >= len(covered)


def test_equal_voice_stands_beside_and_counts_each_respondent_group_once() -> None:
    rows = [[1, 1]] * 30 + [[-1, 1]] * 10
    votes = table(rows)
    groups = {f"p{i}": "carer" if i < 30 else "provider" for i in range(40)}
    row = published(analyse(votes), respondents=groups)["statement_results"][0]
    assert (row["agree"], row["disagree"]) == (30, 10) and row["equal_voice"] == pytest.approx(0.5)


Moves = some.lists(some.tuples(some.integers(0, 8), some.integers(0, 5), some.sampled_from([1, -1, 0, None])))


@settings(max_examples=60)
@given(moves=Moves, cut=some.integers(0, 8))
def test_live_tables_are_those_of_a_full_recount_after_any_moves(moves: Any, cut: int) -> None:
    statements = [str(s) for s in range(6)]
    live, state = Live(statements, rejected=["5"]), {}
    for person, statement, value in moves:
        if statement == 5 and value is not None:
            with pytest.raises(MethodError):
                live.vote(f"p{person}", "5", value)
            continue
        live.vote(f"p{person}", str(statement), value)
        state[person, statement] = value
    fresh, one, two = (Live(statements, rejected=["5"]) for _ in range(3))
    for (person, statement), value in sorted(state.items(), key=lambda row: (-row[0][1], row[0][0])):
        if value is not None:
            fresh.vote(f"p{person}", str(statement), value)
            (one if person < cut else two).vote(f"p{person}", str(statement), value)
    one.merge(two)
    for other in (fresh, one):
        for name in ("both", "first", "product"):
            assert (getattr(live, name) == getattr(other, name)).all()
        assert live.people == other.people


def test_a_live_result_is_the_one_of_the_whole_conversation() -> None:
    votes = small(people=70)
    live = Live(votes.statements)
    order = list(zip(votes.person, votes.statement, votes.vote, strict=True))
    random.Random(1).shuffle(order)
    for p, s, v in order:
        live.vote(votes.people[p], votes.statements[s], -int(v))
        live.vote(votes.people[p], votes.statements[s], int(v))
    now, whole = live.result(), analyse(votes, tests=False)
    assert now.axes == pytest.approx(whole.axes, abs=1e-7)
    assert (now.findings.everybody == whole.findings.everybody).all()
    assert (now.label == whole.label).all() and (now.findings.tally == whole.findings.tally).all()
    assert now.findings.representative == whole.findings.representative
    assert now.findings.routing == pytest.approx(whole.findings.routing)


def write(folder: Path, text: str) -> str:
    file = folder / "votes.csv"
    file.write_text(text)
    return str(file)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("participant,statement,vote\na,1,1\na,1,-1\n", "voted_twice"),
        ("participant,statement,vote\na,1,maybe\n", "vote_not_known"),
        ("participant,statement,vote\na,1,7\n", "vote_not_known"),
        ("participant,1,2\na,1,x\n", "vote_not_known"),
        ("participant,statement,vote\n", "no_votes"),
        ("", "no_column"),
        ("who,what\na,b\n", "no_column"),
        ("participant,statement,vote\na,1\n", "short_line"),
        ("participant,statement,vote\n,1,1\n", "no_person"),
        ("participant,1,2\n,1,1\n", "no_person"),
        ("participant,1,2\na,1,1\na,1,1\n", "person_twice"),
        ("participant,1,1\na,1,1\n", "column_twice"),
        ("participant,statement,vote,timestamp\na,1,1,noon\n", "time_not_a_number"),
        ("participant," + ",".join(str(i) for i in range(10_001)) + "\na\n", "too_many_statements"),
    ],
)
def test_bad_files_get_a_word_that_helps(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(MethodError) as caught:
        main(["--votes", write(tmp_path, text), "--json"])
    assert caught.value.code == code and caught.value.message and caught.value.values["suggestion"]


def test_ten_million_columns_are_refused_without_reading_them_all(tmp_path: Path) -> None:
    file = tmp_path / "wide.csv"
    with file.open("w") as out:
        out.write("participant")
        for start in range(0, 10_000_000, 100_000):
            out.write("," + ",".join(str(n) for n in range(start, start + 100_000)))
        out.write("\n")
    with pytest.raises(MethodError) as caught:
        read_votes(str(file))
    assert caught.value.code == "too_many_columns"


def test_a_vote_on_a_statement_that_is_not_listed_is_refused(tmp_path: Path) -> None:
    about = tmp_path / "statements.csv"
    about.write_text("statement,moderated\n1,1\n")
    with pytest.raises(MethodError) as caught:
        read_votes(write(tmp_path, "participant,statement,vote\na,2,1\n"), statements=str(about))
    assert caught.value.code == "unknown_statement"


def test_the_later_of_two_votes_counts_where_a_time_says_which(tmp_path: Path) -> None:
    votes = read_votes(write(tmp_path, "participant,statement,vote,timestamp\na,1,1,20\na,1,-1,10\n"))
    assert votes.vote.tolist() == [1]


def test_the_command_says_bad_input_as_json(tmp_path: Path) -> None:
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-m", "careloom_methods", "opinions", "--votes", "nowhere.csv", "--json"],
                          capture_output=True, text=True, cwd=tree.METHODS.parent, check=False)  # fmt: skip
    assert done.returncode == 2 and json.loads(done.stderr)["error"]["code"] == "no_file"
