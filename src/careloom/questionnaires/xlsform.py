"""XLSForm out (xlsform.org): survey, choices and settings sheets, a label column for each language.

Easy Read goes out as `label::Easy Read (en)`: a labelled variant, not a language code, as XLSForm readers warn
about codes that they do not know.
"""

import io
from collections.abc import Iterator, Mapping
from typing import Any

from careloom.questionnaires import queries
from careloom.questionnaires.conditions import Condition
from careloom.questionnaires.definition import Definition, Question
from careloom.questionnaires.models import Version
from careloom.questionnaires.words import FIRST, GENERAL, Twin

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"one": "select_one", "many": "select_multiple", "rank": "rank", "number": "decimal", "date": "date",
         "short": "text", "long": "text", "place": "text", "file": "file", "consent": "select_one",
         "scale": "select_one"}  # fmt: skip
NAMES = {"en": "English (en)", "cy": "Cymraeg (cy)", "ur": "اردو (ur)"}
ABOUT = "about"  # the group of notes that holds what the start page says


def column(twin: Twin) -> str:
    """The column heading of a twin."""
    return f"Easy Read ({twin[1]})" if twin[0] == "easy" else NAMES.get(twin[1], f"{twin[1]} ({twin[1]})")


def relevant(condition: Condition | None, questions: Mapping[str, Question]) -> str:
    """A condition in XLSForm's language."""
    if condition is None:
        return ""
    for word, joiner in (("all", " and "), ("any", " or ")):
        if word in condition:
            return joiner.join(f"({relevant(part, questions)})" for part in condition[word])
    if "not" in condition:
        return f"not({relevant(condition['not'], questions)})"
    name = "${" + condition["question"] + "}"
    many = questions[condition["question"]].kind == "many"
    if "is" in condition or "in" in condition:
        codes = condition["in"] if "in" in condition else [condition["is"]]
        parts = [f"selected({name}, {_quoted(code)})" if many else f"{name} = {_quoted(code)}" for code in codes]
        return " or ".join(parts)
    if "answered" in condition:
        return f"{name} != ''" if condition["answered"] else f"{name} = ''"
    return f"{name} > {condition['more_than']}" if "more_than" in condition else f"{name} < {condition['less_than']}"


def _quoted(code: object) -> str:
    """A text in XLSForm's language, which knows no sign before a quotation mark."""
    return f'"{code}"' if "'" in str(code) else f"'{code}'"


def _codes(question: Question) -> tuple[str, ...]:
    if question.kind == "scale":
        return tuple(str(step) for step in question.steps)
    return ("yes", "no") if question.kind == "consent" else question.options


def _behind(key: str, said: Mapping[str, Mapping[str, str]]) -> str:
    """Words for a twin that does not ask this: another tool would show a blank. Reading leaves them out again."""
    return next((texts[key] for texts in said.values() if texts.get(key)), "")


def _choice_text(
    question: Question, code: str, texts: Mapping[str, str], name: str, said: Mapping[str, Mapping[str, str]]
) -> str:
    if question.kind == "scale":
        ends = {str(question.steps[0]): "low", str(question.steps[-1]): "high"}
        key = f"{name}.{ends[code]}" if code in ends else ""
        return texts.get(key) or _behind(key, said) or code
    return texts.get(f"{name}.o.{code}") or _behind(f"{name}.o.{code}", said) or code


def _rows(
    question: Question, said: Mapping[str, Mapping[str, str]], known: Mapping[str, Question], within: str = ""
) -> Iterator[dict[str, str]]:
    name = f"q.{within}{question.id}"
    row = {
        "name": question.id,
        "relevant": relevant(question.when, known),
        "required": "yes" if question.required else "",
    }
    for heading, texts in said.items():
        row[f"label::{heading}"] = texts.get(name) or _behind(name, said)
        if f"{name}.hint" in texts:
            row[f"hint::{heading}"] = texts[f"{name}.hint"]
    row["careloom"] = "".join(f"{part};" for part in _ours(question))
    if question.kind == "repeat":
        yield {**row, "type": "begin_repeat"}
        for part in question.questions:
            yield from _rows(part, said, known, f"{question.id}.")
        yield {"type": "end_repeat", "name": question.id}
        return
    kind = TYPES[question.kind]
    if _codes(question):
        row["type"] = f"{kind} {within.replace('.', '-')}{question.id}"
        if question.exclusive:
            row["constraint"] = " and ".join(
                f"not(selected(., '{c}') and count-selected(.) > 1)" for c in sorted(question.exclusive))  # fmt: skip
    else:
        row["type"] = kind
        row["appearance"] = "multiline" if question.kind == "long" else ""
    yield row


def _ours(question: Question) -> Iterator[str]:
    """What XLSForm has no word for, so that reading back gives the same definition."""
    yield f"kind={question.kind}"
    for name in ("means", "low", "high", "most"):
        value = getattr(question, name)
        if value not in (None, ""):
            yield f"{name}={value}"
    if not question.comparable:
        yield "not-comparable"
    for flag in ("protected", "partial", "future"):
        if getattr(question, flag):
            yield flag
    if question.editions != ("standard", "easy"):
        yield f"editions={','.join(question.editions)}"
    if question.easy_options:
        yield f"easy={','.join(question.easy_options)}"
    if question.exclusive:
        yield f"exclusive={','.join(sorted(question.exclusive))}"


def write(version: Version) -> bytes:
    """The workbook of one version, with every promised twin."""
    from openpyxl import Workbook

    definition = queries.definition_of(version)
    twins = queries.twins_promised(version.questionnaire)
    said = {column(t): queries.texts(version, t, proposed=True) for t in twins}
    pictures = {column(t): queries.pictures(version, t[1]) for t in twins if t[0] == "easy"}
    survey, choices = sheets(definition, said, pictures)
    book = Workbook()
    _sheet(book.active, "survey", survey, ["type", "name"])
    _sheet(book.create_sheet(), "choices", choices, ["list_name", "name"])
    form = {"form_title": version.questionnaire.name, "form_id": version.questionnaire.slug,
            "version": str(version.number), "default_language": column(FIRST)}  # fmt: skip
    _sheet(book.create_sheet(), "settings", [form], ["form_title"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheets(
    definition: Definition, said: Mapping[str, Mapping[str, str]], pictures: Mapping[str, Mapping[str, str]]
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Rows of the survey and of the choices sheet; `said` and `pictures` by column heading and key."""
    survey: list[dict[str, str]] = []
    choices: list[dict[str, str]] = []
    if any(key in texts for texts in said.values() for key in GENERAL):
        survey += [{"type": "begin_group", "name": ABOUT}, *_notes(said), {"type": "end_group", "name": ABOUT}]
    sets = {q["id"]: q for page in definition.raw["pages"] for q in page["questions"] if q["kind"] == "equality"}
    for page in definition.pages:
        title = {f"label::{heading}": texts.get(f"p.{page.id}", "") for heading, texts in said.items()}
        survey.append({"type": "begin_group", "name": page.id, "appearance": "field-list", **title})
        within = ""
        for question in page.questions:
            if question.of != within:
                survey += _edge(within, question.of, sets, definition.questions)
                within = question.of
            survey += _rows(question, said, definition.questions)
            choices += _choices(question, said)
        survey += _edge(within, "", sets, definition.questions)
        survey.append({"type": "end_group", "name": page.id})
    for row, key in [*((r, f"q.{r.get('name', '')}") for r in survey),
                     *((r, f"q.{r['list_name']}.o.{r['name']}") for r in choices)]:  # fmt: skip
        row |= {f"media::image::{heading}": found[key] for heading, found in pictures.items() if key in found}
    return survey, choices


def _notes(said: Mapping[str, Mapping[str, str]]) -> Iterator[dict[str, str]]:
    for key in GENERAL:
        yield {"type": "note", "name": f"{ABOUT}-{key}",
               **{f"label::{heading}": texts[key] for heading, texts in said.items() if key in texts}}  # fmt: skip


def _edge(
    ending: str, beginning: str, sets: Mapping[str, Mapping[str, Any]], known: Mapping[str, Question]
) -> Iterator[dict[str, str]]:
    """Where the equality set ends or begins: a group of its own, so that it comes back as the one set."""
    if ending:
        yield {"type": "end_group", "name": ending}
    if beginning:
        raw = sets[beginning]
        ours = ["kind=equality", *([f"ask={','.join(raw['ask'])}"] if "ask" in raw else []),
                *([f"editions={','.join(raw['editions'])}"] if "editions" in raw else [])]  # fmt: skip
        yield {"type": "begin_group", "name": beginning, "relevant": relevant(raw.get("when"), known),
               "careloom": "".join(f"{part};" for part in ours)}  # fmt: skip


def _choices(question: Question, said: Mapping[str, Mapping[str, str]], within: str = "") -> Iterator[dict[str, str]]:
    for part in question.questions:
        yield from _choices(part, said, f"{question.id}.")
    if question.kind == "repeat":
        return
    name = f"q.{within}{question.id}"
    for code in _codes(question):
        row = {"list_name": f"{within.replace('.', '-')}{question.id}", "name": code}
        row |= {f"label::{heading}": _choice_text(question, code, texts, name, said) for heading, texts in said.items()}
        yield row


def _sheet(sheet: Any, title: str, rows: list[dict[str, str]], first: list[str]) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    sheet.title = title
    heads = [*first, *dict.fromkeys(key for row in rows for key in row if key not in first)]
    sheet.append(heads)
    for row in rows:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", row.get(head, "")) or None for head in heads])
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.data_type == "f":  # a text that starts with "=" stays a text
                cell.data_type = "s"
