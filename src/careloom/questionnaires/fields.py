"""What a page needs to draw questions: words, options, what was typed, what is wrong; the same for every edition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from careloom.questionnaires import chrome, kinds
from careloom.questionnaires.answering import Sheet
from careloom.questionnaires.definition import Question
from careloom.questionnaires.kinds import Fault
from careloom.questionnaires.words import FIRST, Twin, direction


@dataclass(frozen=True)
class Words:
    """Everything a page says in one twin. A key without words shows the first twin's, marked as such."""

    twin: Twin
    own: Mapping[str, str]
    first: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)

    @property
    def ui(self) -> dict[str, str]:
        """The engine's own words; hyphens become underscores, so that templates can name them."""
        return {key.replace("-", "_"): text for key, text in chrome.words_for(self.twin).items()}

    @property
    def direction(self) -> str:
        """'rtl' or 'ltr'."""
        return direction(self.twin[1])

    def say(self, key: str) -> str:
        """The words of a key: this twin's, the engine's, the first twin's; never a blank."""
        return self.own.get(key) or chrome.words_for(self.twin).get(key) or self.first.get(key) or key

    def falls_back(self, key: str) -> bool:
        """Are these words not in the twin's own language?"""
        return not (self.own.get(key) or chrome.words_for(self.twin).get(key))

    def fault(self, question: Question, fault: Fault) -> str:
        """A fault in a sentence."""
        values = dict(fault.values)
        if fault.code == "in_row":
            values["fault"] = self.fault(question, values["fault"])
        if "option" in values:
            values["option"] = self.say(f"q.{question.id}.o.{values['option']}")
        return chrome.words_for(self.twin)[f"error-{fault.code}"].format(**values)


@dataclass(frozen=True)
class Option:
    """One choice."""

    code: str
    text: str
    picture: str
    chosen: bool
    place: str = ""


@dataclass(frozen=True)
class Field:
    """One question, ready to draw."""

    question: Question
    name: str
    text: str
    hint: str
    picture: str
    fault: str
    typed: str
    options: Sequence[Option]
    parts: Mapping[str, str]
    rows: Sequence[Sequence["Field"]]
    lang: str
    limit: str
    kept: str = ""

    @property
    def file(self) -> str:
        """The name of the file that we have."""
        return self.typed.partition(" ")[2] if self.question.kind == "file" else ""

    @property
    def id(self) -> str:
        """The id of the first control."""
        return self.name.replace(".", "-")

    @property
    def described_by(self) -> str:
        """Ids of the texts that explain the field."""
        return " ".join(f"{self.id}-{part}" for part, text in [("hint", self.hint), ("fault", self.fault)] if text)


def field_of(question: Question, sheet: Sheet, words: Words, *, name: str = "", key: str = "") -> Field:
    """One question of a sheet."""
    name, key = name or kinds.name_of(question), key or f"q.{question.id}"
    fault = sheet.faults.get(question.id) if key == f"q.{question.id}" else None
    typed = [text for text in sheet.raw.get(name, ()) if text]
    return Field(
        question=question, name=name, text=words.say(key),
        hint=words.own.get(f"{key}.hint", "") or words.first.get(f"{key}.hint", ""),
        picture=words.pictures.get(key, ""), fault=words.fault(question, fault) if fault else "",
        typed=typed[0] if typed else "", options=_options(question, sheet, words, name, key),
        parts=_date_parts(sheet, name) if question.kind == "date" else {},
        rows=_rows(question, sheet, words, name, key) if question.kind == "repeat" else [],
        lang=FIRST[1] if words.falls_back(key) else "",
        kept=words.say("file-kept").format(name=_file_name(typed)) if question.kind == "file" and typed else "",
        limit=words.say("choose-most").format(most=question.most) if question.kind == "many" and question.most else "",
    )  # fmt: skip


def _file_name(typed: list[str]) -> str:
    return typed[0].partition(" ")[2]


def _options(question: Question, sheet: Sheet, words: Words, name: str, key: str) -> list[Option]:
    if question.kind == "scale":
        codes = [str(step) for step in question.steps]
        ends = {codes[0]: words.say(f"{key}.low"), codes[-1]: words.say(f"{key}.high")}
        chosen = set(sheet.raw.get(name, ()))
        return [Option(c, f"{c} – {ends[c]}" if c in ends else c, "", c in chosen) for c in codes]
    if question.kind == "consent":
        chosen = set(sheet.raw.get(name, ()))
        return [Option(c, words.say(c), "", c in chosen) for c in ("yes", "no")]
    chosen, places = set(sheet.raw.get(name, ())), _places(question, sheet, name)
    offered = question.options_for(words.twin[0])
    # What was chosen in another edition stays in sight, though this one offers fewer.
    offered += tuple(c for c in question.options if c not in offered and (c in chosen or places.get(c)))
    return [
        Option(code, words.say(f"{key}.o.{code}"), words.pictures.get(f"{key}.o.{code}", ""), code in chosen,
               places.get(code, ""))
        for code in offered
    ]  # fmt: skip


def _places(question: Question, sheet: Sheet, name: str) -> dict[str, str]:
    if question.kind != "rank":
        return {}
    listed = next(iter(sheet.raw.get(name, ())), "")
    if listed:
        return {code: str(place) for place, code in enumerate(listed.split(","), 1)}
    return {code: next(iter(sheet.raw.get(f"{name}.{code}", ())), "") for code in question.options}


def _date_parts(sheet: Sheet, name: str) -> dict[str, str]:
    whole = next(iter(sheet.raw.get(name, ())), "")
    year, month, day = [*whole.split("-"), "", ""][:3] if whole else ("", "", "")
    given = {part: next(iter(sheet.raw.get(f"{name}.{part}", ())), "") for part in ("day", "month", "year")}
    return {"day": given["day"] or day, "month": given["month"] or month, "year": given["year"] or year}


def _rows(question: Question, sheet: Sheet, words: Words, name: str, key: str) -> list[list[Field]]:
    used = {int(k.split(".")[2]) for k in sheet.raw if k.startswith(f"{name}.") and k.split(".")[2].isdecimal()}
    count = min(kinds.ROWS, max([*used, 0]) + 2)
    return [
        [field_of(p, sheet, words, name=f"{name}.{row}.{p.id}", key=f"{key}.{p.id}") for p in question.questions]
        for row in range(count)
    ]


def shown(question: Question, value: Any, words: Words, key: str = "") -> list[str]:
    """An answer in words, a line for each part; empty for no answer."""
    key = key or f"q.{question.id}"
    if value is None:
        return []
    if question.kind == "one":
        return [words.say(f"{key}.o.{value}")]
    if question.kind in {"many", "rank"}:
        lines = [words.say(f"{key}.o.{code}") for code in value]
        return [f"{n}. {line}" for n, line in enumerate(lines, 1)] if question.kind == "rank" else lines
    if question.kind == "consent":
        return [words.say(str(value))]
    if question.kind == "repeat":
        parts = {part.id: part for part in question.questions}
        return [
            ", ".join(text for k, cell in cells.items() for text in shown(parts[k], cell, words, f"{key}.{k}"))
            for cells in value
        ]
    if question.kind == "file":
        return [str(value).partition(" ")[2]]
    return str(value).splitlines()


def hidden(sheet: Sheet) -> list[tuple[str, str]]:
    """(name, text) of everything typed on other pages, carried along in the form."""
    here = [kinds.name_of(question) for question in sheet.here()]
    return [
        (key, text)
        for key, texts in sheet.raw.items()
        if not any(key == name or key.startswith(f"{name}.") for name in here)
        for text in texts
    ]
