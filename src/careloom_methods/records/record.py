"""One bibliographic record, and what came of reading one file."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

TYPES = ("article", "report", "book", "chapter", "thesis", "conference", "web", "dataset", "preprint", "other")


@dataclass
class Record:
    """A record as plain values. `line` is where it begins in its file (from 1); `extra` keeps what has no field."""

    id: str = ""
    line: int = 0
    type: str = ""
    title: str = ""
    authors: list[str] = field(default_factory=list)  # "Family, Given", or the name of a body
    year: int | None = None
    journal: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    doi: list[str] = field(default_factory=list)  # bare and in small letters
    pmid: str = ""
    issn: str = ""
    language: str = ""
    abstract: str = ""
    keywords: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    retracted: bool = False
    codes: list[dict[str, str]] = field(default_factory=list)  # {set, code, id, note}, as EPPI keeps them
    extra: dict[str, list[str]] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)

    def is_empty(self) -> bool:
        """Nothing by which a person could recognise it."""
        return not (self.title or self.authors or self.doi or self.abstract)


@dataclass
class Reading:
    """What came of one file: what was taken, what was not and why, what is doubtful, what was passed over."""

    format: str
    encoding: str = "utf-8"
    records: list[Any] = field(default_factory=list)  # Record, or the dict of an evidence item
    refused: list[dict[str, Any]] = field(default_factory=list)
    questions: list[dict[str, Any]] = field(default_factory=list)
    ignored: list[dict[str, Any]] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)  # of a table: our field → its column

    def refuse(self, line: int, code: str, why: str) -> None:
        """A record that could not be taken; `why` is a sentence for a person."""
        self.refused.append({"line": line, "code": code, "why": why})

    def ask(self, line: int, code: str, why: str) -> None:
        """It was taken, and somebody should look."""
        self.questions.append({"line": line, "code": code, "why": why})

    def ignore(self, line: int, text: str) -> None:
        """Text outside every record."""
        self.ignored.append({"line": line, "text": text[:200]})

    def take(self, line: int, make: Callable[[], Record]) -> Record | None:
        """The record that `make` gives; refused where it is empty, or where its values are of another kind."""
        try:
            record = make()
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            self.refuse(line, "odd_values", "This record holds values of another kind than its format has.")
            return None
        if record.is_empty():
            self.refuse(line, "empty", "This record has no title, no authors and no text.")
            return None
        self.records.append(record)
        return record

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        taken = [r.as_dict() if isinstance(r, Record) else r for r in self.records]
        return {"format": self.format, "encoding": self.encoding, "records": taken, "refused": self.refused,
                "questions": self.questions, "ignored": self.ignored, "columns": self.columns}  # fmt: skip
