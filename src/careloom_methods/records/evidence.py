"""Our own format for evidence items of all three kinds: JSON and CSV with the same fields (docs/reference)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from careloom_methods.records import cleaning
from careloom_methods.records.record import Reading

SCHEMA = "careloom-evidence-1"
KINDS = ("research", "lived", "practice")


@dataclass(frozen=True)
class Field:
    """One field: which kinds have it, whether it must be filled, what it may hold, what it means."""

    name: str
    kinds: tuple[str, ...]
    holds: str  # text, list, number, yes-no, or one of `choices`
    means: str
    required: bool = False
    choices: tuple[str, ...] = ()


ANY = KINDS
R, L, P = ("research",), ("lived",), ("practice",)
FIELDS = (
    Field("id", ANY, "text", "your own key for this item"),
    Field("kind", ANY, "choice", "which kind of evidence it is", True, KINDS),
    Field("title", ANY, "text", "a short name", True),
    Field("summary", ANY, "text", "what it says, in plain words"),
    Field("summary_welsh", ANY, "text", "the same in Welsh"),
    Field("nations", ANY, "list", "nations it comes from or speaks of"),
    Field("places", ANY, "list", "smaller places, by the centre's codes"),
    Field("topics", ANY, "list", "topics, by the centre's codes"),
    Field("sectors", ANY, "list", "sectors, by the centre's codes"),
    Field("year", ANY, "number", "the year it was published, gathered or tried"),
    Field("language", ANY, "text", "its language, as a short code"),
    Field("link", ANY, "text", "where it can be read, as a web address"),
    Field("made_up", ANY, "yes-no", "written for a demonstration, not real"),
    Field("authors", R, "list", "authors, as Family, Given"),
    Field("journal", R, "text", "journal, series or book"),
    Field("doi", R, "text", "its DOI, bare"),
    Field("study", R, "text", "a key that all reports of one study share"),
    Field("study_type", R, "choice", "what sort of study it is", False,
          ("review", "trial", "cohort", "survey", "qualitative", "mixed", "economic", "evaluation", "other")),
    Field("populations", R, "list", "who took part"),
    Field("retracted", R, "yes-no", "it was taken back by its publisher"),
    Field("voice", L, "text", "whose voice it is, as they say it", True),
    Field("people", L, "number", "how many people it speaks for", True),
    Field("gathered", L, "choice", "how it was gathered", True,
          ("survey", "interview", "group", "story", "assembly", "film-or-art", "other")),
    Field("collection", L, "text", "a key that all items from one gathering share"),
    Field("led_by", L, "choice", "who led the gathering", False,
          ("people-who-draw-on-care", "carers", "together", "staff", "researchers", "other")),
    Field("consent", L, "choice", "what the people agreed to", True, ("public", "anonymous", "centre-only")),
    Field("attribution", L, "choice", "how they want to be named", True,
          ("no-name", "first-name", "full-name", "group")),
    Field("named_as", L, "text", "the name to show, if they want one"),
    Field("history", L, "text", "community or family history that matters for understanding it"),
    Field("sensitive", L, "yes-no", "the history must be read with care and is not shown to everyone"),
    Field("organisation", P, "text", "who tried it"),
    Field("setting", P, "text", "where it was tried, in words", True),
    Field("role", P, "text", "the role of the person who tells it", True),
    Field("tried", P, "text", "what was tried", True),
    Field("happened", P, "text", "what happened", True),
    Field("outcome", P, "choice", "how it went", True, ("worked", "mixed", "did-not-work", "did-harm", "too-early")),
    Field("example", P, "yes-no", "it can stand in the examples library"),
    Field("status", P, "choice", "where it stands now", False, ("running", "ended", "paused", "planned")),
    Field("contact", P, "text", "whom to ask, if they agreed to be asked"),
)  # fmt: skip
BY_NAME = {field.name: field for field in FIELDS}
COLUMNS = [field.name for field in FIELDS]
YES, NO = {"yes", "true", "1", "ie"}, {"no", "false", "0", "na", ""}


def is_table(header: Iterable[str]) -> bool:
    """Is this our own CSV? It names the kind, and one field that only we have."""
    names = {name.strip().lower() for name in header}
    return {"kind", "title"} <= names and bool(names & {"voice", "tried", "study_type", "made_up", "summary_welsh"})


def read_rows(rows: list[Any], reading: Reading, lines: list[int]) -> None:
    """Items that keep the schema; each other one is refused with every reason."""
    seen: dict[str, int] = {}
    for row, line in zip(rows, lines, strict=True):
        item, faults = read_one(row) if isinstance(row, dict) else ({}, ["it is not an item"])
        if key := item.get("id"):
            if key in seen:
                reading.ask(line, "same_id", f"The id {key} was used on line {seen[key]} too. We took both.")
            seen.setdefault(key, line)
        if faults:
            reading.refuse(line, "schema", f"This item cannot be taken: {'; '.join(faults)}.")
        else:
            reading.records.append({**item, "line": line})


def read_one(row: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """(item with the fields of its kind that are filled, what is wrong with it)."""
    given = {str(k).strip().lower().lstrip("\ufeff"): v for k, v in row.items() if k and v not in (None, "", [])}
    kind = str(given.get("kind", "")).strip().lower()
    if kind not in KINDS:
        return {}, [f"kind is '{kind}', and must be one of {', '.join(KINDS)}"]
    faults = [f"there is no field '{name}'" for name in given if name not in BY_NAME]
    item: dict[str, Any] = {}
    for field in FIELDS:
        if field.name in given and kind not in field.kinds:
            faults.append(f"'{field.name}' is not for the kind {kind}")
        elif field.name in given:
            value, fault = _value(field, given[field.name])
            if fault:
                faults.append(f"{field.name} {fault}")
            elif value not in ("", [], False):
                item[field.name] = value
        if field.required and kind in field.kinds and field.name not in given:
            faults.append(f"{field.name} is missing")
    return item, faults


def _value(field: Field, raw: Any) -> tuple[Any, str]:
    if field.holds == "list":
        parts = raw if isinstance(raw, list) else cleaning.split_list(str(raw))
        return [cleaning.plain(str(part)) for part in parts], ""
    if isinstance(raw, list | dict):
        return None, "must be one value"
    text = cleaning.plain(str(raw)) if field.holds != "text" else str(raw).strip()
    if field.holds == "number":
        good = text.isascii() and text.isdigit() and len(text) < 9 and int(text) > 0
        if good and field.name == "year" and not 1500 <= int(text) <= 2100:
            return None, f"{text} is not a year from 1500 to 2100"
        return (int(text), "") if good else (None, f"'{text}' is not a number")
    if field.holds == "yes-no":
        known = text.lower() in YES | NO
        return text.lower() in YES, "" if known else f"'{text}' is neither yes nor no"
    if field.holds == "choice" and text.lower() not in field.choices:
        return None, f"'{text}' must be one of {', '.join(field.choices)}"
    return text.lower() if field.holds == "choice" else text, ""


def as_row(item: dict[str, Any]) -> dict[str, Any]:
    """An item as one row of CSV: every column, lists joined with semicolons."""
    row = {}
    for field in FIELDS:
        value = item.get(field.name, "")
        row[field.name] = "; ".join(value) if isinstance(value, list) else "yes" if value is True else value
    return row
