"""Reading an XLSForm workbook: ours exactly as it was, another tool's as far as our engine has a word for it."""

import io
import re
from collections.abc import Mapping
from typing import Any

from careloom.questionnaires.definition import DefinitionError, read
from careloom.questionnaires.words import FIRST, GENERAL, Twin
from careloom.questionnaires.xlsform import ABOUT

COLUMN = re.compile(r"^(label|hint|media::image)::(Easy Read \((?P<easy>[a-z-]+)\)|.*\((?P<language>[a-z-]+)\))$")
ROWS = 5_000
LARGEST = 10_000_000  # bytes
TRUE = {"yes", "true", "true()"}
SUFFIXES = {"hint": ".hint", "media::image": ".picture"}
# What other tools ask the device or the reader, and no person answers.
NOT_ASKED = {"start", "end", "today", "deviceid", "username", "phonenumber", "email", "audit", "note", "calculate",
             "hidden"}  # fmt: skip
PLAIN = {"select_one": "one", "select_multiple": "many", "rank": "rank", "decimal": "number", "integer": "number",
         "date": "date", "text": "short", "file": "file", "image": "file", "audio": "file",
         "video": "file"}  # fmt: skip


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
    _name_alike(raw)
    read(raw)
    return raw, said


def _code(name: str) -> str:
    """A name as our definitions take it: other tools write Not_Sure where we write not-sure."""
    return name.replace("_", "-").lower()


def _name_alike(raw: Mapping[str, Any]) -> None:
    """Conditions call questions and choices as they are called here now."""
    known = {q["id"]: set(q.get("options", ())) for page in raw["pages"] for q in page["questions"]}
    for page in raw["pages"]:
        for question in page["questions"]:
            _call_alike(question.get("when"), known)


def _call_alike(test: Any, known: Mapping[str, set[str]]) -> None:
    for part in [*test.get("all", ()), *test.get("any", ()), *([test["not"]] if "not" in test else [])] if test else ():
        _call_alike(part, known)
    if not test or "question" not in test:
        return
    test["question"] = _code(test["question"])
    options = known.get(test["question"], set())
    if "is" in test and test["is"] not in options and _code(test["is"]) in options:
        test["is"] = _code(test["is"])
    if "in" in test:
        test["in"] = [one if one in options or _code(one) not in options else _code(one) for one in test["in"]]


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
    inside = ""  # the equality set: its questions are the engine's own
    for row in survey:
        if inside:
            inside = "" if row.get("type") in {"end_group", "end"} else inside
            continue
        kind, _, listed = row.get("type", "").partition(" ")
        name = _code(row.get("name", ""))
        if kind in {"begin_group", "begin"} and _part(row, "kind") == "equality":
            inside = name
            page["questions"].append(_set(name, row))
        elif kind == "note" and name.removeprefix(f"{ABOUT}-") in GENERAL:
            _say(said, name.removeprefix(f"{ABOUT}-"), row)
        elif kind in {"begin_group", "begin"} and listed != "repeat":
            page = {"id": name, "questions": []}
            pages.append(page)
            _say(said, f"p.{name}", row)
        elif kind == "begin_repeat":
            repeat = {"id": name, "kind": "repeat", "questions": [], **_parts(_ours_of(row)), **_asked_when(row)}
            page["questions"].append(repeat)
            _say(said, f"q.{name}", _asking(row, repeat.get("editions", ["standard", "easy"])))
        elif kind in {"end_repeat", "end_group", "end"}:
            page, repeat = (page, None) if kind == "end_repeat" else (loose, None)
        elif kind and kind not in NOT_ASKED:
            question = _read_row(kind, name, row, choices.get(listed, []), said, repeat["id"] if repeat else "")
            (repeat or page)["questions"].append(question)
    return [p for p in [*pages, loose] if p["questions"]]


def _ours_of(row: Mapping[str, str]) -> dict[str, str]:
    return dict(part.partition("=")[::2] for part in row.get("careloom", "").split(";") if part)


def _part(row: Mapping[str, str], name: str) -> str:
    return _ours_of(row).get(name, "")


def _set(name: str, row: Mapping[str, str]) -> dict[str, Any]:
    lists = {key: _part(row, key).split(",") for key in ("ask", "editions") if _part(row, key)}
    return {"id": name, "kind": "equality", **lists, **_asked_when(row)}


def _read_row(
    kind: str, name: str, row: Mapping[str, str], listed: list[dict[str, str]], said: dict[Twin, dict[str, str]],
    within: str,
) -> dict[str, Any]:  # fmt: skip
    ours = _ours_of(row)
    if kind not in PLAIN:
        raise DefinitionError([f"sheet survey, row {row['#']}: we do not know the type '{kind}'"])
    plain = "long" if kind == "text" and row.get("appearance") == "multiline" else PLAIN[kind]
    question: dict[str, Any] = {"id": name, "kind": ours.get("kind", plain)}
    key = f"q.{within}.{name}" if within else f"q.{name}"
    editions, easy = ours.get("editions", "standard,easy").split(","), ours.get("easy", "")
    _say(said, key, _asking(row, editions))
    if question["kind"] in {"one", "many", "rank"}:
        question["options"] = [_code(c.get("name", "")) for c in listed]
        for choice, code in zip(listed, question["options"], strict=True):
            offered = [e for e in editions if e != "easy" or not easy or code in easy.split(",")]
            _say(said, f"{key}.o.{code}", _asking(choice, offered))
    elif question["kind"] == "scale" and listed:
        _say(said, f"{key}.low", _asking(listed[0], editions))
        _say(said, f"{key}.high", _asking(listed[-1], editions))
    return question | _parts(ours) | _asked_when(row)


def _parts(ours: Mapping[str, str]) -> dict[str, Any]:
    """What XLSForm has no word for, as `xlsform` wrote it."""
    found: dict[str, Any] = {part: int(ours[part]) for part in ("low", "high", "most")
                             if ours.get(part, "").removeprefix("-").isdecimal()}  # fmt: skip
    found |= {part: True for part in ("protected", "partial", "future") if part in ours}
    for part, target in (("editions", "editions"), ("easy", "easy_options"), ("exclusive", "exclusive")):
        if part in ours:
            found[target] = ours[part].split(",")
    if "not-comparable" in ours:
        found["comparable"] = False
    return {**found, "means": ours["means"]} if ours.get("means") else found


def _asking(row: Mapping[str, str], editions: list[str]) -> dict[str, str]:
    """Only the words of the editions that ask this; the others stood there so that no tool shows a blank."""
    return {head: text for head, text in row.items()
            if not (match := COLUMN.match(head)) or ("easy" if match["easy"] else "standard") in editions}  # fmt: skip


def _asked_when(row: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"required": True} if row.get("required", "").lower() in TRUE else {}
    return {**found, "when": parse_relevant(row["relevant"], row["#"])} if row.get("relevant") else found


def _say(said: dict[Twin, dict[str, str]], key: str, row: Mapping[str, str]) -> None:
    for head, text in row.items():
        if not text:
            continue
        match = COLUMN.match(head)
        if match:
            twin = ("easy", match["easy"]) if match["easy"] else ("standard", match["language"])
            said.setdefault(twin, {})[key + SUFFIXES.get(match[1], "")] = text
        elif head in {"label", "hint"}:
            said.setdefault(FIRST, {})[key + (".hint" if head == "hint" else "")] = text


TOKEN = re.compile(
    r"\s*(?:(?P<word>\band\b|\bor\b)|(?P<not>not\()|(?P<open>\()|(?P<close>\))"
    r"|selected\(\s*\$\{(?P<chosen>[\w-]+)\}\s*,\s*['\"](?P<code>[\w-]+)['\"]\s*\)"
    r"|\$\{(?P<name>[\w-]+)\}\s*(?P<sign>!=|=|>|<)\s*(?:(?P<quote>['\"])(?P<text>.*?)(?P=quote)|(?P<number>-?[\d.]+)))"
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
        try:
            number = float(token["number"] or token["text"] or "")
        except ValueError:
            raise DefinitionError([f"the condition about '{name}' compares with something that is no number"]) from None
        return {
            "question": name,
            "more_than" if sign == ">" else "less_than": int(number) if number.is_integer() else number,
        }
    wanted = token["text"] if token["text"] is not None else token["number"]
    if wanted == "":
        return {"question": name, "answered": sign == "!="}
    return {"question": name, "is": wanted} if sign == "=" else {"not": {"question": name, "is": wanted}}
