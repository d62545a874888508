"""What the API gives and takes, as shapes that describe themselves."""

from typing import Any, Literal

from ninja import Field, Schema

Cell = str | int | float | bool | None | list[str]


class Wrong(Schema):
    """What was wrong: a code that stays the same, a sentence for people, and values."""

    code: str
    message: str
    values: dict[str, Any]


class Error(Schema):
    """Every answer that is not a yes."""

    error: Wrong


class Index(Schema):
    """Where to go from here."""

    release: int | None = Field(description="the newest release of open data")
    licence: str
    description: str
    documentation: str
    tables: str
    made_up: bool


class Release(Schema):
    """One release of open data; its digest stands on the trace."""

    number: int
    published: str
    digest: str
    address: str


class Page(Schema):
    """Which part of a list this is."""

    page: int
    per_page: int
    total: int


class Releases(Page):
    """Releases, the newest first."""

    releases: list[Release]


class Column(Schema):
    """One column of a table."""

    name: str
    says: str
    kind: str
    many: bool


class Table(Schema):
    """One table of the newest release."""

    name: str
    title: str
    says: str
    rows: int
    unchanged_since: str
    columns: list[Column]
    filters: list[str] = Field(description="columns that `where` may name")
    csv: str
    json_file: str
    description: str


class Tables(Schema):
    """Every table of the newest release."""

    release: int | None
    tables: list[Table]


class Rows(Page):
    """Some rows of a table."""

    table: str
    release: int
    rows: list[dict[str, Cell]]


class Row(Schema):
    """One row of a table."""

    table: str
    release: int
    row: dict[str, Cell]


class Project(Schema):
    """One project on the register, as it stands now."""

    register_id: str
    title: str
    cohort: str
    model: str
    nation: str
    hosts: list[str]
    places: list[str]
    topics: list[str]
    starts: str
    ends: str
    unknown: list[str]
    source: str
    confidence: str
    note: str


class Projects(Page):
    """Projects by title: never a ranking."""

    projects: list[Project]


class Topic(Schema):
    """Something that was named as a priority."""

    topic: str
    name: str
    year: str
    process: str
    level: str
    count: str
    unit: str
    source: str
    note: str


class Topics(Page):
    """Topics, the newest first."""

    topics: list[Topic]


class Answers(Schema):
    """One return to a survey, written down by a tool for somebody."""

    answers: dict[str, str | list[str]] = Field(
        min_length=1, max_length=500, description="question → what was answered: codes, a number, a day, or words")
    edition: Literal["standard", "easy"] = "standard"
    language: str = Field("en", max_length=10)
    channel: Literal["in-person", "phone", "import"] = "import"
    helped_by: str = Field("", max_length=200)


class Voice(Schema):
    """The return was taken. Give the code to the person: it is the only way to follow it."""

    voice: str
    code: str


class Taken(Schema):
    """It was taken."""

    id: str
    address: str


class Gap(Schema):
    """What is not known about a question, for one kind of evidence and one nation."""

    question: str = Field(max_length=60)
    kind: Literal["research", "lived", "practice"]
    nation: str = Field(max_length=80)
    plain: str = Field(min_length=1, max_length=2000, description="in plain words")
    easy: str = Field(min_length=1, max_length=2000, description="in Easy Read")
    plain_welsh: str = Field("", max_length=2000)
    because: list[str] = Field(default_factory=list, max_length=20,
                               description="entries of the trace that it rests on, such as agreed themes")
