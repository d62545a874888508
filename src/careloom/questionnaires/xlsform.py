"""XLSForm in and out (xlsform.org): survey, choices and settings sheets, a label column for each language.

Easy Read goes out as `label::Easy Read (en)`: a labelled variant, not a language code, as XLSForm readers warn
about codes that they do not know.
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from careloom.questionnaires import queries
from careloom.questionnaires.conditions import Condition
from careloom.questionnaires.definition import DefinitionError, Question, read
from careloom.questionnaires.models import Version
from careloom.questionnaires.words import FIRST, Twin

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"one": "select_one", "many": "select_multiple", "rank": "rank", "number": "decimal", "date": "date",
         "short": "text", "long": "text", "place": "text", "file": "file", "consent": "select_one",
         "scale": "select_one"}  # fmt: skip
NAMES = {"en": "English (en)", "cy": "Cymraeg (cy)", "ur": "اردو (ur)"}
COLUMN = re.compile(r"^(label|hint)::(Easy Read \((?P<easy>[a-z-]+)\)|.*\((?P<language>[a-z-]+)\))$")
ROWS = 5_000


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
        parts = [f"selected({name}, '{code}')" if many else f"{name} = '{code}'" for code in codes]
        return " or ".join(parts)
    if "answered" in condition:
        return f"{name} != ''" if condition["answered"] else f"{name} = ''"
    return f"{name} > {condition['more_than']}" if "more_than" in condition else f"{name} < {condition['less_than']}"


def _codes(question: Question) -> tuple[str, ...]:
    if question.kind == "scale":
        return tuple(str(step) for step in question.steps)
    return ("yes", "no") if question.kind == "consent" else question.options


def _choice_text(question: Question, code: str, texts: Mapping[str, str], name: str) -> str:
    if question.kind == "scale":
        ends = {str(question.steps[0]): "low", str(question.steps[-1]): "high"}
        return texts.get(f"{name}.{ends[code]}", code) if code in ends else code
    return texts.get(f"{name}.o.{code}", code)


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
        row[f"label::{heading}"] = texts.get(name, "")
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
    said = {column(t): queries.texts(version, t, proposed=True) for t in queries.twins_promised(version.questionnaire)}
    survey: list[dict[str, str]] = []
    choices: list[dict[str, str]] = []
    for page in definition.pages:
        title = {f"label::{heading}": texts.get(f"p.{page.id}", "") for heading, texts in said.items()}
        survey.append({"type": "begin_group", "name": page.id, "appearance": "field-list", **title})
        for question in page.questions:
            survey += _rows(question, said, definition.questions)
            choices += _choices(question, said)
        survey.append({"type": "end_group", "name": page.id})
    book = Workbook()
    _sheet(book.active, "survey", survey, ["type", "name"])
    _sheet(book.create_sheet(), "choices", choices, ["list_name", "name"])
    form = {"form_title": version.questionnaire.name, "form_id": version.questionnaire.slug,
            "version": str(version.number), "default_language": column(FIRST)}  # fmt: skip
    _sheet(book.create_sheet(), "settings", [form], ["form_title"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _choices(question: Question, said: Mapping[str, Mapping[str, str]], within: str = "") -> Iterator[dict[str, str]]:
    for part in question.questions:
        yield from _choices(part, said, f"{question.id}.")
    if question.kind == "repeat":
        return
    name = f"q.{within}{question.id}"
    for code in _codes(question):
        row = {"list_name": f"{within.replace('.', '-')}{question.id}", "name": code}
        row |= {f"label::{heading}": _choice_text(question, code, texts, name) for heading, texts in said.items()}
        yield row


def _sheet(sheet: Any, title: str, rows: list[dict[str, str]], first: list[str]) -> None:
    sheet.title = title
    heads = [*first, *dict.fromkeys(key for row in rows for key in row if key not in first)]
    sheet.append(heads)
    for row in rows:
        sheet.append([row.get(head, "") or None for head in heads])
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.data_type == "f":  # a text that starts with "=" stays a text
                cell.data_type = "s"


def load(content: bytes) -> tuple[dict[str, Any], dict[Twin, dict[str, str]]]:
    """(definition, words of each twin) of a workbook. Raises DefinitionError with sheet and row."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        tables = {name: _table(book[name]) for name in ("survey", "choices") if name in book.sheetnames}
    except Exception as wrong:  # whatever a broken zip or workbook raises
        raise DefinitionError([f"this is not a workbook that we can read ({type(wrong).__name__})"]) from None
    if "survey" not in tables:
        raise DefinitionError(["the workbook has no sheet called 'survey'"])
    choices: dict[str, list[dict[str, str]]] = {}
    for row in tables.get("choices", []):
        choices.setdefault(row.get("list_name") or row.get("list name", ""), []).append(row)
    said: dict[Twin, dict[str, str]] = {}
    raw = {"pages": _pages(tables["survey"], choices, said)}
    read(raw)
    return raw, said


def _table(sheet: Any) -> list[dict[str, str]]:
    rows = sheet.iter_rows(values_only=True, max_row=ROWS)
    heads = [str(cell or "").strip() for cell in next(rows, [])]
    found = []
    for number, cells in enumerate(rows, 2):
        row = {h: "" if c is None else str(c).strip() for h, c in zip(heads, cells, strict=False) if h}
        if any(row.values()):
            found.append({**row, "#": str(number)})
    return found


def _pages(
    survey: list[dict[str, str]], choices: Mapping[str, list[dict[str, str]]], said: dict[Twin, dict[str, str]]
) -> list[dict[str, Any]]:
    pages: list[dict[str, Any]] = []
    loose: dict[str, Any] = {"id": "questions", "questions": []}
    page = loose
    repeat: dict[str, Any] | None = None
    for row in survey:
        kind, _, listed = row.get("type", "").partition(" ")
        name = row.get("name", "").replace("_", "-").lower()
        if kind in {"begin_group", "begin"} and listed != "repeat":
            page = {"id": name, "questions": []}
            pages.append(page)
            _say(said, f"p.{name}", row)
        elif kind == "begin_repeat":
            repeat = {"id": name, "kind": "repeat", "questions": [], **_asked_when(row)}
            page["questions"].append(repeat)
            _say(said, f"q.{name}", row)
        elif kind in {"end_repeat", "end_group", "end"}:
            page, repeat = (page, None) if kind == "end_repeat" else (loose, None)
        elif kind:
            question = _read_row(kind, name, row, choices.get(listed, []), said, repeat["id"] if repeat else "")
            (repeat or page)["questions"].append(question)
    return [p for p in [*pages, loose] if p["questions"]]


def _read_row(
    kind: str, name: str, row: Mapping[str, str], listed: list[dict[str, str]], said: dict[Twin, dict[str, str]],
    within: str,
) -> dict[str, Any]:  # fmt: skip
    ours = dict(part.partition("=")[::2] for part in row.get("careloom", "").split(";") if part)
    plain = {"select_one": "one", "select_multiple": "many", "rank": "rank", "decimal": "number",
             "integer": "number", "date": "date", "text": "short", "file": "file"}  # fmt: skip
    if row.get("appearance") == "multiline":
        plain["text"] = "long"
    if kind not in plain:
        raise DefinitionError([f"sheet survey, row {row['#']}: we do not know the type '{kind}'"])
    question: dict[str, Any] = {"id": name, "kind": ours.get("kind", plain[kind])}
    key = f"q.{within}.{name}" if within else f"q.{name}"
    _say(said, key, row)
    if question["kind"] in {"one", "many", "rank"}:
        question["options"] = [c["name"].replace("_", "-").lower() for c in listed]
        for choice in listed:
            _say(said, f"{key}.o.{choice['name'].replace('_', '-').lower()}", choice)
    elif question["kind"] == "scale" and listed:
        _say(said, f"{key}.low", listed[0])
        _say(said, f"{key}.high", listed[-1])
    question |= {part: int(ours[part]) for part in ("low", "high", "most") if part in ours}
    question |= {part: True for part in ("protected", "partial", "future") if part in ours}
    for part, target in (("editions", "editions"), ("easy", "easy_options"), ("exclusive", "exclusive")):
        if part in ours:
            question[target] = ours[part].split(",")
    if ours.get("means"):
        question["means"] = ours["means"]
    return question | _asked_when(row)


def _asked_when(row: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"required": True} if row.get("required", "").lower() in {"yes", "true"} else {}
    return {**found, "when": parse_relevant(row["relevant"], row["#"])} if row.get("relevant") else found


def _say(said: dict[Twin, dict[str, str]], key: str, row: Mapping[str, str]) -> None:
    for head, text in row.items():
        if not text:
            continue
        match = COLUMN.match(head)
        if match:
            twin = ("easy", match["easy"]) if match["easy"] else ("standard", match["language"])
            said.setdefault(twin, {})[key + (".hint" if head.startswith("hint") else "")] = text
        elif head in {"label", "hint"}:
            said.setdefault(FIRST, {})[key + (".hint" if head == "hint" else "")] = text


TOKEN = re.compile(
    r"\s*(?:(?P<word>\band\b|\bor\b)|(?P<not>not\()|(?P<open>\()|(?P<close>\))"
    r"|selected\(\$\{(?P<chosen>[\w-]+)\}, ?'(?P<code>[\w-]+)'\)"
    r"|\$\{(?P<name>[\w-]+)\} ?(?P<sign>!=|=|>|<) ?(?:'(?P<text>[^']*)'|(?P<number>-?[\d.]+)))"
)


def parse_relevant(text: str, row: str) -> dict[str, Any]:
    """Our condition for the part of XLSForm's language that we write. Raises DefinitionError for the rest."""
    tokens, at = [], 0
    while at < len(text.rstrip()):
        match = TOKEN.match(text, at)
        if not match:
            raise DefinitionError(
                [f"sheet survey, row {row}: we cannot read the condition from '{text[at : at + 40]}'"]
            )
        tokens.append(match)
        at = match.end()
    condition, rest = _either(tokens)
    if rest or condition is None:
        raise DefinitionError([f"sheet survey, row {row}: the condition '{text[:60]}' does not end as it should"])
    return condition


def _either(tokens: list[re.Match[str]]) -> tuple[dict[str, Any] | None, list[re.Match[str]]]:
    parts, rest = [], tokens
    while True:
        both, rest = _both(rest)
        if both is None:
            return None, rest
        parts.append(both)
        if not rest or rest[0]["word"] != "or":
            break
        rest = rest[1:]
    return (parts[0] if len(parts) == 1 else _as_in(parts) or {"any": parts}), rest


def _as_in(parts: list[dict[str, Any]]) -> dict[str, Any] | None:
    same = {part.get("question") for part in parts}
    if len(same) == 1 and None not in same and all("is" in part for part in parts):
        return {"question": same.pop(), "in": [part["is"] for part in parts]}
    return None


def _both(tokens: list[re.Match[str]]) -> tuple[dict[str, Any] | None, list[re.Match[str]]]:
    parts, rest = [], tokens
    while True:
        single, rest = _single(rest)
        if single is None:
            return None, rest
        parts.append(single)
        if not rest or rest[0]["word"] != "and":
            return (parts[0] if len(parts) == 1 else {"all": parts}), rest
        rest = rest[1:]


def _single(tokens: list[re.Match[str]]) -> tuple[dict[str, Any] | None, list[re.Match[str]]]:
    if not tokens:
        return None, tokens
    first, rest = tokens[0], tokens[1:]
    if first["open"] or first["not"]:
        inner, rest = _either(rest)
        if inner is None or not rest or not rest[0]["close"]:
            return None, rest
        return ({"not": inner} if first["not"] else inner), rest[1:]
    if first["chosen"]:
        return {"question": first["chosen"], "is": first["code"]}, rest
    if first["name"]:
        return _test(first), rest
    return None, tokens


def _test(token: re.Match[str]) -> dict[str, Any]:
    name, sign = token["name"], token["sign"]
    if sign in {">", "<"}:
        number = float(token["number"] or token["text"])
        return {
            "question": name,
            "more_than" if sign == ">" else "less_than": int(number) if number.is_integer() else number,
        }
    wanted = token["text"] if token["text"] is not None else token["number"]
    if wanted == "":
        return {"question": name, "answered": sign == "!="}
    return {"question": name, "is": wanted} if sign == "=" else {"not": {"question": name, "is": wanted}}
