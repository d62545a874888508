"""Checks a published draw with nothing but Python's standard library: run this one file on any machine.

python verify.py RECORD.json --people people.csv --quotas quotas.csv

RECORD is what `./careloom lottery … --json` printed. It checks that the files are the ones that were drawn from, that
every published panel has the right number of different people and meets every quota, that the smallest chance is as
published, and that the seed leads to the drawn panel. Without the two files it checks what the record shows alone.
"""

import argparse
import csv
import hashlib
import io
import json
import sys
from pathlib import Path
from typing import Any

Row = dict[str, str]
ALL_FIT = "This draw is as published: files, quotas, chances and seed all fit."
NO_FILES = (
    "The seed leads to this panel, and the smallest chance is as published. Whether every quota holds can only be "
    "checked with the lists of people and of quotas."
)
NO_LIST = (
    "The files and the panel are as published and every quota holds. No list of panels was published (--panels), "
    "so the chances and the way from the seed to the panel could not be checked."
)


def rows_of(file: str) -> list[Row]:
    """Rows of a CSV file, as the lottery reads them."""
    raw = Path(file).read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "cp1252", errors="replace")
    heading = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=heading.count))
    return [{key: value or "" for key, value in row.items() if key is not None} for row in reader]


def digest(value: object) -> str:
    """SHA-256 of a value as JSON with sorted keys and no spaces."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def below(seed: str, n: int) -> int:
    """The first fair number from 0 to n - 1 that the seed gives."""
    limit, counter = (1 << 256) - (1 << 256) % n, 0
    while True:
        number = int.from_bytes(hashlib.sha256(f"{seed}/{counter}".encode()).digest(), "big")
        if number < limit:
            return number % n
        counter += 1


def plain(text: object) -> str:
    """Text without spaces too many."""
    return " ".join(str(text or "").split())


def broken_quotas(panel: list[str], people: dict[str, Row], quotas: list[Row]) -> list[str]:
    """Each quota that a panel breaks, in words."""
    said = []
    for row in quotas:
        row = {plain(key).casefold(): value for key, value in row.items()}
        feature, value = plain(row.get("feature") or row.get("category")), plain(row.get("value") or row.get("name"))
        column = next(c for c in people[panel[0]] if plain(c) == feature)
        have = sum(plain(people[i][column]) == value for i in panel)
        if not int(row["min"]) <= have <= int(row["max"]):
            said.append(f"{have} with '{value}' for '{feature}'; {row['min']} to {row['max']} were promised")
    return said


def shared_homes(panel: list[str], people: dict[str, Row], household: list[str]) -> list[str]:
    """Two of a panel who live together, where the draw promised at most one of a home; a blank address is none."""
    columns = [c for c in people[panel[0]] if plain(c) in {plain(name) for name in household}]
    homes: dict[tuple[str, ...], str] = {}
    for person in panel:
        home = tuple(plain(people[person][c]).casefold() for c in columns)
        if any(home) and home in homes:
            return [f"{homes[home]} and {person} share a home"]
        homes[home] = person
    return []


def parts(rows: list[Row], column: str) -> dict[str, list[Row]] | None:
    """Rows by their value in a column, or None where there is no such column."""
    own = next((c for c in rows[0] if plain(c) == plain(column)), None)
    if own is None:
        return None
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(plain(row[own]), []).append(row)
    return found


def meant(quotas: list[Row], column: str, name: str) -> list[Row]:
    """The quotas for one of several draws: those that name it in this column, and those that name none."""
    own = next((c for c in quotas[0] if plain(c) == plain(column)), None) if quotas else None
    return [row for row in quotas if own is None or plain(row[own]) in {"", name}]


def fixed(said: dict[str, Any]) -> dict[str, bool]:
    """Who had to be on every panel (True) or on none (False), with a reason in the record."""
    found = dict.fromkeys(said.get("must_include", ()), True) | dict.fromkeys(said.get("must_exclude", ()), False)
    return found | {one["id"]: bool(one["include"]) for one in said.get("fixed", ())}


def panels_amiss(said: dict[str, Any]) -> list[str]:
    """What the published panels, the smallest chance and the seed say against each other; needs no other file."""
    panels = said.get("panels") or [said["panel"]]
    wrong = [
        f"Panel {number} does not hold {said['number']} different people."
        for number, panel in enumerate(panels)
        if len(set(panel)) != said["number"] or len(panel) != said["number"]
    ]
    wrong += [
        f"{person} {'must be on every panel' if there else 'must be on no panel'}, and is not so on panel {number}."
        for person, there in fixed(said).items()
        for number, panel in enumerate(panels)
        if (person in panel) != there
    ]
    if not said.get("panels"):
        return wrong
    on = dict.fromkeys(said["probabilities"], 0)
    for panel in panels:
        for person in panel:
            on[person] = on.get(person, 0) + 1
    least = min(n for i, n in on.items() if i not in said.get("shut_out", ()))
    if abs(least / len(panels) - said["panels_min_probability"]) > 1e-9:
        wrong.append(f"The smallest chance is {least / len(panels)}, not {said['panels_min_probability']}.")
    drawn = below(f"{said['record']['seed']}/draw", len(panels))
    if panels[drawn] != said["panel"]:
        wrong.append(f"The seed leads to panel {drawn}; another one was published.")
    return wrong


def files_amiss(said: dict[str, Any], rows: list[Row], quotas: list[Row]) -> list[str]:
    """What the people and the quotas say against the published panels."""
    hashes = said["record"]["hashes"]
    given = {"people": rows, "quotas": quotas}
    wrong = [f"The {n} are not the ones of the record." for n, v in given.items() if digest(v) != hashes[n]]
    ids = next((c for c in rows[0] if {plain(r[c]) for r in rows} >= set(said["probabilities"])), None)
    if ids is None:
        return [*wrong, "The people file does not hold the people of the draw."]
    people = {plain(row[ids]): row for row in rows}
    for number, panel in enumerate(said.get("panels") or [said["panel"]]):
        if set(panel) <= set(people):
            broken = broken_quotas(panel, people, quotas)
            broken += shared_homes(panel, people, said["record"].get("household", []))
            wrong += [f"Panel {number}: {words}." for words in broken]
        else:
            wrong.append(f"Panel {number} holds somebody who is not in the people file.")
    return wrong


def complaints(said: dict[str, Any], rows: list[Row] | None = None, quotas: list[Row] | None = None) -> list[str]:
    """Everything that is wrong with a published draw; empty when all is well. Without files, what can be seen alone."""
    if "assemblies" in said:
        people = parts(rows, said["each"]) or {} if rows else {}
        return [
            f"{name}: {words}"
            for name, one in said["assemblies"].items()
            for words in complaints(one, people.get(name), meant(quotas, said["each"], name) if quotas else None)
        ]
    hashes = said["record"]["hashes"]
    given = {"panels": said.get("panels", []), "panel": said["panel"]}
    wrong = [f"The {n} are not the ones of the record." for n, v in given.items() if digest(v) != hashes[n]]
    wrong += panels_amiss(said)
    return wrong + (files_amiss(said, rows, quotas) if rows and quotas else [])


def refused(code: str, file: str, message: str) -> int:
    """Bad input: said as every command says it, and 2."""
    error = {"code": code, "message": message, "values": {"file": file}}
    print(json.dumps({"error": error}, ensure_ascii=False), file=sys.stderr)
    return 2


def main(argv: list[str]) -> int:
    """0 when the draw is as published, 1 when something is wrong with it, 2 when there is nothing to check."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("record")
    parser.add_argument("--people", help="needed, with --quotas, to check that every quota holds")
    parser.add_argument("--quotas")
    asked = parser.parse_args(argv)
    both = bool(asked.people and asked.quotas)
    if bool(asked.people or asked.quotas) != both:
        parser.error("--people and --quotas belong together")
    try:
        said = json.loads(Path(asked.record).read_text(encoding="utf-8"))
        wrong = complaints(said, *(map(rows_of, (asked.people, asked.quotas)) if both else ()))
        draws = said.get("assemblies", {"": said}).values()
    except OSError as gone:
        return refused("no_file", str(gone.filename), f"There is no file {gone.filename} that we can open.")
    except (ValueError, KeyError, TypeError, AttributeError, LookupError, StopIteration):
        return refused("not_a_record", asked.record, f"{asked.record} is no record of a draw, or the lists are not.")
    fine = (ALL_FIT if all(one.get("panels") for one in draws) else NO_LIST) if both else NO_FILES
    print("\n".join(wrong) or fine)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
