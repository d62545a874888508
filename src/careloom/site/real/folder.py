"""Where the real input is, and how it is read. The files are others' work: they stay where they are."""

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BESIDE = Path(__file__).parents[5] / "shared" / "data"  # beside this tree
PARTS = ("register/projects.csv", "opinion", "evidence/screening/kitchenham.csv.gz")


class NotHere(Exception):
    """The real input was not found; the sentence says where we looked."""


@dataclass(frozen=True)
class Public:
    """One public conversation: its folder, and the Assembly that it stands in for."""

    folder: str
    name: str
    assembly: str


CONVERSATIONS = [
    Public("american-assembly.bowling-green", "Improving Bowling Green and Warren County", "england-south-east"),
    Public("brexit-consensus", "Can there be consensus on Brexit?", "northern-ireland"),
    Public("football-concussions", "Concussions in the NFL", "scotland"),
    Public("scoop-hivemind.biodiversity", "Protecting and restoring New Zealand's biodiversity", "wales"),
    Public("vtaiwan.uberx", "UberX: private cars that carry passengers", "england-north-west"),
]


def find(given: Path | None) -> Path:
    """The folder of real input: the one that was named, else the one beside this tree. Raises NotHere."""
    folder = given or BESIDE
    missing = [part for part in PARTS if not (folder / part).exists()]
    if missing:
        raise NotHere(
            f"The real input is not here. We looked in {folder} for {', '.join(missing)}. Name another folder with"
            " --data DIR. Nothing was changed."
        )
    return folder


def rows(file: Path) -> Iterator[dict[str, str]]:
    """Rows of a packed CSV file."""
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def statements(folder: Path, of: Public) -> list[tuple[str, str, bool]]:
    """(key, words, was it taken out?) of every statement that has words, the oldest first."""
    found = [(row["comment-id"], row["comment-body"].strip(), row["moderated"] == "-1")
             for row in rows(folder / "opinion" / of.folder / "comments.csv.gz")]  # fmt: skip
    return sorted((row for row in found if row[1]), key=lambda row: int(row[0]))


def votes(folder: Path, of: Public, known: set[str]) -> Iterator[tuple[str, str, int]]:
    """(voter, statement, 1 agree, -1 disagree or 0 pass) on statements that are `known`."""
    for row in rows(folder / "opinion" / of.folder / "participants-votes.csv.gz"):
        yield from ((row["participant"], key, int(said)) for key, said in row.items() if key in known and said)
