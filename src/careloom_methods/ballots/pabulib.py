"""Pabulib (.pb) files in and out: META, PROJECTS and VOTES, separated by semicolons. Format: pabulib.org/format."""

import csv
import io
from collections.abc import Iterator
from fractions import Fraction

from careloom_methods.ballots.profile import APPROVAL, POINTS, RANKING, Ballot, Item, Profile, wrong

KINDS = {"approval": APPROVAL, "choose-1": APPROVAL, "ordinal": RANKING, "cumulative": POINTS, "scoring": POINTS}
WRITTEN = {APPROVAL: "approval", RANKING: "ordinal", POINTS: "cumulative"}


def read(text: str) -> Profile:
    """A profile from the text of a file. Raises MethodError (not_pabulib, vote_type, not_a_number, column)."""
    parts = _parts(text)
    meta = {row[0].strip(): row[1].strip() for row in parts.get("META", [])[1:] if len(row) > 1}
    vote_type = meta.get("vote_type", "approval").lower()
    if vote_type not in KINDS:
        raise wrong("vote_type", f"We do not know the kind of vote '{vote_type}'.",
                    "Use one of: " + ", ".join(KINDS) + ".", vote_type=vote_type)  # fmt: skip
    kind = KINDS[vote_type]
    items = tuple(
        Item(
            row["project_id"].strip(),
            number(row["cost"], f"the cost of {row['project_id']}"),
            row.get("category") or "",
        )
        for row in _rows(parts, "PROJECTS", "project_id", "cost")
    )
    ballots = tuple(_ballot(row, kind) for row in _rows(parts, "VOTES", "voter_id", "vote"))
    budget = number(meta["budget"], "the budget") if meta.get("budget") else None
    return Profile(kind, items, ballots, budget, meta, free=True)


def _parts(text: str) -> dict[str, list[list[str]]]:
    csv.field_size_limit(10_000_000)
    found: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
        if not row or not any(cell.strip() for cell in row):
            continue
        if len(row) == 1 and row[0].strip().upper() in ("META", "PROJECTS", "VOTES"):
            rows = found[row[0].strip().upper()] = []
        else:
            rows.append(row)
    missing = [part for part in ("META", "PROJECTS", "VOTES") if len(found.get(part, [])) < 1]
    if missing:
        raise wrong("not_pabulib", f"The part {missing[0]} is missing.",
                    "A .pb file has the parts META, PROJECTS and VOTES.", missing=missing)  # fmt: skip
    return found


def _rows(parts: dict[str, list[list[str]]], part: str, *needed: str) -> Iterator[dict[str, str]]:
    heading, *rows = parts[part]
    names = [name.strip().lower() for name in heading]
    for column in needed:
        if column not in names:
            raise wrong("column", f"The part {part} has no column '{column}'.", "Add the column.", column=column)
    for row in rows:
        yield dict(zip(names, row, strict=False)) | {name: "" for name in names[len(row) :]}


def _ballot(row: dict[str, str], kind: str) -> Ballot:
    items = tuple(i for i in (part.strip() for part in row["vote"].split(",")) if i)
    if kind == APPROVAL:
        items = tuple(dict.fromkeys(items))  # a set: published files name some projects twice on a ballot
    points: tuple[Fraction, ...] = ()
    if kind == POINTS:
        given = [p for p in (row.get("points") or "").split(",") if p.strip()]
        if given and len(given) != len(items):
            raise wrong("points", f"The ballot of '{row['voter_id']}' has {len(items)} items and {len(given)} points.",
                        "Give one number for each item.", voter=row["voter_id"])  # fmt: skip
        points = tuple(number(p, "points") for p in given) or (Fraction(1),) * len(items)
    return Ballot(row["voter_id"].strip(), items, points, (), (row.get("group") or "").strip())


def number(text: str, what: str) -> Fraction:
    """An exact number from what is written, with a comma or a point. Raises MethodError (not_a_number)."""
    try:
        return Fraction(text.strip().replace(" ", "").replace(",", "."))
    except (ValueError, ZeroDivisionError):
        raise wrong("not_a_number", f"'{text}' is not a number: {what}.", "Write digits, with a point for parts.",
                    given=text, what=what) from None  # fmt: skip


def write(profile: Profile) -> str:
    """The text of a .pb file that `read` gives back as it was (weights of ballots are not part of the format)."""
    if profile.kind not in WRITTEN:
        raise wrong("vote_type", "Pabulib files hold no pairs.", "Export the pairs as CSV.")
    meta = {"description": "ballots", "country": "", "unit": "", "instance": ""} | profile.meta
    meta |= {"num_projects": str(len(profile.items)), "num_votes": str(len(profile.ballots)),
             "vote_type": WRITTEN[profile.kind]}  # fmt: skip
    if profile.budget is not None:
        meta["budget"] = plain(profile.budget)
    grouped = any(b.group for b in profile.ballots)
    out = io.StringIO()
    lines = csv.writer(out, delimiter=";", lineterminator="\n")
    lines.writerows([["META"], ["key", "value"], *meta.items(), ["PROJECTS"], ["project_id", "cost", "category"]])
    lines.writerows([i.id, plain(i.cost), i.kind] for i in profile.items)
    extra = ["points"] * (profile.kind == POINTS) + ["group"] * grouped
    lines.writerows([["VOTES"], ["voter_id", "vote", *extra]])
    for b in profile.ballots:
        cells = {"points": ",".join(plain(p) for p in b.points), "group": b.group}
        lines.writerow([b.voter, ",".join(b.items), *(cells[e] for e in extra)])
    return out.getvalue()


def plain(amount: Fraction) -> str:
    """Digits without an exponent where that is exact, else a fraction."""
    if amount.denominator == 1:
        return str(amount.numerator)
    decimal = f"{float(amount):.6f}".rstrip("0")
    return decimal if Fraction(decimal) == amount else str(amount)
