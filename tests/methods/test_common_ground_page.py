"""The page about common ground says what the code does: its examples run, its table is what we find."""

import doctest
from pathlib import Path

import pytest

from careloom_methods.opinions import analyse
from careloom_methods.opinions.reading import read_votes
from careloom_methods.opinions.verdict import STABLE
from tests.rules import tree

PAGE = tree.ROOT / "docs" / "explanation" / "common-ground.md"
DATA = tree.ROOT.parent / "shared" / "data" / "opinion"
PUBLIC = ["brexit-consensus", "football-concussions", "scoop-hivemind.biodiversity", "vtaiwan.uberx",
          "american-assembly.bowling-green"]  # fmt: skip


def row(name: str) -> str:
    """One line of the table, from the votes."""
    folder: Path = DATA / name
    votes = read_votes(str(folder / "participants-votes.csv.gz"), statements=str(folder / "comments.csv.gz"))
    result = analyse(votes)
    verdict = result.verdict
    sizes = ", ".join(str(n) for n in result.sizes.values()) or "–"
    again = "–" if verdict.stability is None else f"{verdict.stability:.2f}"
    slate = result.slate
    return (f"| {name} | {result.voters:,} | {len(votes.vote):,} | {verdict.word} | {sizes} | {again} | "
            f"{verdict.chance:.3f} | {slate.served:,} of {slate.people:,} |")  # fmt: skip


def test_the_examples_on_the_page_run() -> None:
    done = doctest.testfile(str(PAGE), module_relative=False)
    assert done.attempted >= 6 and done.failed == 0


@pytest.mark.parametrize("name", PUBLIC)
def test_the_table_of_verdicts_is_what_we_find(name: str) -> None:
    if not DATA.exists():
        pytest.skip("The public conversations are not here: ../shared/data/opinion")
    written = next(line for line in PAGE.read_text().splitlines() if line.startswith(f"| {name} |"))
    assert numbers(row(name)) == pytest.approx(numbers(written), rel=0.02, abs=0.02)
    if abs(numbers(written)[-4] - STABLE) > 0.02:  # so close to the limit another processor may round to the other side
        assert row(name).split("|")[4] == written.split("|")[4]


def numbers(line: str) -> list[float]:
    """People, votes, stability, chance, served, of how many."""
    cells = [cell.strip().replace(",", "") for cell in line.split("|")[2:-1]]
    return [float(n) for cell in (*cells[:2], *cells[4:]) for n in cell.split(" of ")]


def test_a_changed_line_would_be_seen() -> None:
    lines = PAGE.read_text().splitlines()
    assert sum(line.startswith(f"| {name} |") for line in lines for name in PUBLIC) == len(PUBLIC)
    assert "| brexit-consensus | 1 |" not in lines
