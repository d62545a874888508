"""What a coded project is, in plain values."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

_SPACE = uuid.UUID("5f2d1c52-9a0e-5b0c-8f43-6f1d7f0a51c4")  # our own; only so that the same id gives the same GUID


def guid_of(public_id: str) -> str:
    """The GUID of one of our public ids; always the same."""
    return str(uuid.uuid5(_SPACE, public_id))


@dataclass(frozen=True)
class Code:
    """A theme. `parent` is the GUID of the code it stands under, or ''."""

    guid: str
    name: str
    description: str = ""
    parent: str = ""
    codable: bool = True
    color: str = ""
    memos: tuple[str, ...] = ()


@dataclass(frozen=True)
class Coding:
    """One code given by one person. `at` is an ISO date and time, or ''."""

    guid: str
    code: str
    user: str = ""
    at: str = ""
    memos: tuple[str, ...] = ()


@dataclass(frozen=True)
class Selection:
    """A stretch of a text, with its codings."""

    guid: str
    start: int
    end: int
    codings: tuple[Coding, ...] = ()
    memos: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """A text. `codings` are those of the whole text."""

    guid: str
    name: str
    text: str
    selections: tuple[Selection, ...] = ()
    codings: tuple[Coding, ...] = ()
    memos: tuple[str, ...] = ()


@dataclass(frozen=True)
class Memo:
    """A note."""

    guid: str
    name: str
    text: str


@dataclass(frozen=True)
class Warned:
    """Something odd in a file: what (a code that has words in every language), how often, and one example."""

    code: str
    count: int = 1
    example: str = ""


@dataclass(frozen=True)
class Project:
    """Everything we exchange. `warnings` say what was read otherwise than it was written, or not read."""

    name: str
    users: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[Code, ...] = ()
    sources: tuple[Source, ...] = ()
    memos: tuple[Memo, ...] = ()
    warnings: tuple[Warned, ...] = field(default=(), compare=False)
    origin: str = field(default="", compare=False)
