"""Reading votes, statements and groups from CSV files: our own, and both forms that Polis exports."""

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from careloom_methods.errors import MethodError
from careloom_methods.opinions.votes import MOST_STATEMENTS, Votes, votes_from

WORDS = {"agree": 1, "disagree": -1, "pass": 0}
PERSON = ("participant", "voter-id", "participant_id", "person")
STATEMENT = ("statement", "comment-id", "statement_id", "comment_id")
ABOUT_A_PERSON = {"group-id", "n-comments", "n-votes", "n-agree", "n-disagree", "xid", "group"}
LONGEST_LINE = 50_000_000  # letters; a line of ten million columns stops here


def read_votes(file: str, *, statements: str | None = None) -> Votes:
    """Votes in long form (participant, statement, vote) or wide form (participant, one column a statement)."""
    about = read_statements(statements) if statements else None
    rejected = [s for s, out in about.items() if out] if about else []
    with _open(file) as text:
        rows = _rows(text, file)
        header = [name.strip().lower() for name in next(rows, [])]
        person = _column(header, PERSON, file)
        long = any(name in header for name in STATEMENT) and "vote" in header
        if long:
            people, said, votes, when = _long(rows, header, person, file)
        else:
            people, said, votes, when = _wide(rows, header, person, file)
    if not votes:
        raise MethodError("no_votes", f"There is no vote in {Path(file).name}.", file=Path(file).name,
                          suggestion="Check that this is the file of votes, not of statements.")  # fmt: skip
    return votes_from(people, said, votes, when=when, rejected=rejected, known=about)


def read_statements(file: str) -> dict[str, bool]:
    """{statement: is it rejected}. Columns: statement or comment-id; moderated -1 says rejected."""
    with _open(file) as text:
        rows = _rows(text, file)
        header = [name.strip().lower() for name in next(rows, [])]
        at = _column(header, (*STATEMENT, "id"), file)
        mark = header.index("moderated") if "moderated" in header else None
        return {row[at].strip(): mark is not None and len(row) > mark and row[mark].strip() == "-1"
                for row in rows if len(row) > at and row[at].strip()}  # fmt: skip


def read_groups(file: str) -> dict[str, str]:
    """{participant: group}; who has no group is left out. Columns: participant; group-id or group."""
    with _open(file) as text:
        rows = _rows(text, file)
        header = [name.strip().lower() for name in next(rows, [])]
        person = _column(header, PERSON, file)
        group = _column(header, ("group-id", "group", "group_id", "role_group", "nation"), file)
        found: dict[str, str] = {}
        for number, row in enumerate(rows, start=2):
            who, where = row[person].strip(), row[group].strip() if len(row) > group else ""
            if found.get(who, where) != where:
                raise MethodError("two_groups", f"{who} is in two groups (line {number}).", person=who, line=number,
                                  suggestion="Keep one of the two.")  # fmt: skip
            if where:
                found[who] = where
        return found


def _open(file: str) -> TextIO:
    try:
        with Path(file).open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
        if packed:
            return gzip.open(file, "rt", encoding="utf-8-sig", newline="")
        return Path(file).open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise MethodError("no_file", f"We cannot open {file}.", file=file, suggestion="Check the name.") from error


def _rows(text: TextIO, file: str) -> Iterator[list[str]]:
    """Rows, with a plain word where the file is not a CSV in UTF-8 or a line has no end."""

    def lines() -> Iterator[str]:
        while line := text.readline(LONGEST_LINE):
            if len(line) >= LONGEST_LINE:
                raise MethodError("too_many_columns", f"A line of {Path(file).name} is too long to be read.",
                                  file=Path(file).name, suggestion="Use the long form: a row a vote.")  # fmt: skip
            yield line

    try:
        yield from (row for row in csv.reader(lines()) if row)
    except (UnicodeDecodeError, csv.Error, EOFError, gzip.BadGzipFile) as error:
        raise MethodError("not_csv", f"{Path(file).name} is not a CSV file in UTF-8.", file=Path(file).name,
                          suggestion="Save it as CSV in UTF-8.") from error  # fmt: skip


def _column(header: list[str], names: tuple[str, ...], file: str) -> int:
    for name in names:
        if name in header:
            return header.index(name)
    words = f"{Path(file).name} has no column '{names[0]}'. Its first line must name the columns."
    raise MethodError("no_column", words, column=names[0], columns=header[:20],
                      suggestion="Name the column in the first line: " + ", ".join(names) + ".")  # fmt: skip


def _short(line: int, row: list[str], header: list[str], file: str) -> MethodError:
    words = f"Line {line} of {Path(file).name} has {len(row)} parts, not {len(header)}."
    return MethodError("short_line", words, line=line, suggestion="Look for a comma too few or too many in this line.")


def _nobody(line: int, file: str) -> MethodError:
    words = f"Line {line} of {Path(file).name} does not say who voted, or on what."
    return MethodError("no_person", words, line=line, suggestion="Give every voter and every statement a number.")


def _vote(text: str, line: int, column: str) -> int:
    plain = text.strip().lower()
    if plain in WORDS:
        return WORDS[plain]
    try:
        number = float(plain)
    except ValueError:
        number = 9.0
    if number not in (-1.0, 0.0, 1.0):
        raise MethodError(
            "vote_not_known", f"Line {line}, column '{column}': '{text[:40]}' is not a vote.",
            suggestion="Write 1 for agree, -1 for disagree, 0 for pass.", line=line, column=column, value=text[:40],
        )  # fmt: skip
    return int(number)


Columns = tuple[list[str], list[str], list[int], list[int] | None]


def _long(rows: Iterator[list[str]], header: list[str], person: int, file: str) -> Columns:
    at, vote = _column(header, STATEMENT, file), header.index("vote")
    clock = header.index("timestamp") if "timestamp" in header else None
    quick: dict[str, int] = {"1": 1, "-1": -1, "0": 0}
    people: list[str] = []
    said: list[str] = []
    votes: list[int] = []
    when: list[int] | None = None if clock is None else []
    for line, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise _short(line, row, header, file)
        given = quick.get(row[vote])
        if not row[person] or not row[at]:
            raise _nobody(line, file)
        people.append(row[person])
        said.append(row[at])
        votes.append(_vote(row[vote], line, "vote") if given is None else given)
        if when is not None and clock is not None:
            when.append(_moment(row[clock], line))
    return people, said, votes, when


def _moment(text: str, line: int) -> int:
    try:
        return int(float(text))
    except (ValueError, OverflowError) as error:
        raise MethodError("time_not_a_number", f"Line {line}: the timestamp '{text[:40]}' is not a number.",
                          suggestion="Write the time as a number, for example seconds since 1970.", line=line,
                          value=text[:40]) from error  # fmt: skip


def _wide(rows: Iterator[list[str]], header: list[str], person: int, file: str) -> Columns:
    columns = [(i, name) for i, name in enumerate(header) if i != person and name not in ABOUT_A_PERSON]
    if len(columns) > MOST_STATEMENTS:
        raise MethodError("too_many_statements", f"We can read up to {MOST_STATEMENTS} statements in one conversation.",
                          statements=len(columns), suggestion="Part it into several conversations.")  # fmt: skip
    names = [name for _, name in columns]
    if len(set(names)) != len(names):
        raise MethodError("column_twice", f"A column stands twice in {Path(file).name}.",
                          column=next(n for n in names if names.count(n) > 1),
                          suggestion="Give each statement one column.")  # fmt: skip
    known: set[str] = set()
    people: list[str] = []
    said: list[str] = []
    votes: list[int] = []
    for line, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise _short(line, row, header, file)
        if not row[person]:
            raise _nobody(line, file)
        if row[person] in known:
            raise MethodError("person_twice", f"{row[person]} stands twice in {Path(file).name} (line {line}).",
                              suggestion="Keep the line that counts.", person=row[person], line=line)  # fmt: skip
        known.add(row[person])
        for i, name in columns:
            if row[i].strip():
                people.append(row[person])
                said.append(name)
                votes.append(_vote(row[i], line, name))
    return people, said, votes, None

