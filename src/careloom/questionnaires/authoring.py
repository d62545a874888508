"""Changing a definition question by question; each function gives a new definition and leaves the old one alone."""

import copy
import re
from collections.abc import Mapping
from typing import Any

from careloom.questionnaires.definition import WITH_OPTIONS, DefinitionError, read

Raw = dict[str, Any]
BOTH = ["standard", "easy"]


def code_from(text: str, taken: set[str]) -> str:
    """A short id made of the words, not used yet."""
    base = "-".join(re.findall(r"[a-z0-9]+", text.lower())[:5])[:40] or "question"
    base = f"q-{base}" if base.startswith(("group-", "eq-")) else base
    number = next(n for n in range(1, 10_000) if (base if n == 1 else f"{base}-{n}") not in taken)
    return base if number == 1 else f"{base}-{number}"


def add_question(
    raw: Raw, *, page: str, kind: str, text: str, options: list[str], required: bool = False, **more: Any
) -> tuple[Raw, dict[str, str]]:
    """(new definition, words of the first twin) with one more question at the end of a page.

    `more`: what else the builder asks (see `_shape`). Raises DefinitionError.
    """
    new = copy.deepcopy(raw)
    taken = {q["id"] for p in new["pages"] for q in p["questions"]}
    name = code_from(text, taken)
    question, said = _shape(name, {"kind": kind, "text": text, "options": options, "required": required, **more}, {})
    target = next((p for p in new["pages"] if p["id"] == page), None)
    if target is None:
        target = {"id": code_from(page, {p["id"] for p in new["pages"]}), "questions": []}
        said[f"p.{target['id']}"] = page
        new["pages"].append(target)
    target["questions"].append(question)
    read(new)
    return new, said


def change_question(
    raw: Raw, name: str, given: Mapping[str, Any], texts: Mapping[str, str]
) -> tuple[Raw, dict[str, str]]:
    """(new definition, words that changed) with other content for one question; it keeps its id and its place."""
    new = copy.deepcopy(raw)
    said: dict[str, str] = {}
    for page in new["pages"]:
        for at, question in enumerate(page["questions"]):
            if question["id"] == name:
                keys = [f"q.{name}.o.{code}" for code in question.get("options", ())]
                now = {key: texts.get(key, "") for key in keys}
                page["questions"][at], said = _shape(name, given, now)
    read(new)
    return new, said


def _shape(name: str, given: Mapping[str, Any], texts: Mapping[str, str]) -> tuple[Raw, dict[str, str]]:
    """(one question as data, its words) from what the builder asks.

    `kind`, `text`, `hint`, `options` (lines), `last_alone`, `easy_options` (lines), `low`, `high`, `most`, `required`,
    `partial`, `means`, `in_easy`, `when`, `parts` (lines), `comparable`.
    """
    key, kind = f"q.{name}", given["kind"]
    question: Raw = {"id": name, "kind": kind}
    said = {key: given["text"].strip()}
    if given.get("hint"):
        said[f"{key}.hint"] = given["hint"].strip()
    if kind in WITH_OPTIONS:
        codes = _codes(given["options"], key, texts)
        question["options"] = list(codes)
        said |= {f"{key}.o.{code}": line for code, line in codes.items()}
        easy = [code for code, line in codes.items() if line in given.get("easy_options", ())]
        if easy and len(easy) < len(codes):
            question["easy_options"] = easy
        if kind == "many" and given.get("last_alone"):
            question["exclusive"] = [list(codes)[-1]]
    if kind == "scale":
        ends = [*given["options"], "", ""][:2]
        said |= {f"{key}.low": ends[0] or "1", f"{key}.high": ends[1] or "5"}
    if kind == "repeat":
        question["questions"], words = _parts(given.get("parts", ()), key)
        said |= words
    question |= {part: given[part] for part in ("low", "high", "most") if given.get(part) is not None}
    question |= {part: True for part in ("required", "partial") if given.get(part)}
    question |= {part: given[part] for part in ("means", "when") if given.get(part)}
    if given.get("in_easy", True) is False:
        question["editions"] = ["standard"]
    if given.get("comparable", True) is False:
        question["comparable"] = False
    return question, said if kind != "equality" else {}


def _codes(lines: list[str], key: str, texts: Mapping[str, str]) -> dict[str, str]:
    """Code → line. A line that was there keeps its code; so does one that was only worded anew in its place."""
    before = {text: full.removeprefix(f"{key}.o.") for full, text in texts.items() if full.startswith(f"{key}.o.")}
    old = list(before)
    found: dict[str, str] = {}
    for at, line in enumerate(lines):
        reworded = len(old) == len(lines) and old[at] not in lines
        code = before.get(line) or (before[old[at]] if reworded else "") or code_from(line, {*found, *before.values()})
        found[code] = line
    return found


def _parts(lines: list[str], key: str) -> tuple[list[Raw], dict[str, str]]:
    """The questions of a repeated group: a line each, 'What did you try?' or 'Did it help? | yes | no'."""
    parts: list[Raw] = []
    said: dict[str, str] = {}
    for line in lines:
        text, *choices = [piece.strip() for piece in line.split("|")]
        name = code_from(text, {part["id"] for part in parts})
        part: Raw = {"id": name, "kind": "one" if choices else "short"}
        said[f"{key}.{name}"] = text
        if choices:
            codes = _codes(choices, f"{key}.{name}", {})
            part["options"] = list(codes)
            said |= {f"{key}.{name}.o.{code}": choice for code, choice in codes.items()}
        parts.append(part)
    return parts, said


def as_given(raw: Mapping[str, Any], texts: Mapping[str, str], page: str) -> Raw:
    """What the builder's form shows for a question that is there."""
    key = f"q.{raw['id']}"
    lines = [texts.get(f"{key}.o.{code}", code) for code in raw.get("options", ())]
    if raw["kind"] == "scale":
        lines = [texts.get(f"{key}.low", ""), texts.get(f"{key}.high", "")]
    parts = [" | ".join([texts.get(f"{key}.{p['id']}", p["id"]),
                         *(texts.get(f"{key}.{p['id']}.o.{c}", c) for c in p.get("options", ()))])
             for p in raw.get("questions", ())]  # fmt: skip
    easy = [texts.get(f"{key}.o.{code}", code) for code in raw.get("easy_options", ())]
    return {
        "page": page, "kind": raw["kind"], "text": texts.get(key, ""), "hint": texts.get(f"{key}.hint", ""),
        "options": "\n".join(lines), "parts": "\n".join(parts), "easy_options": "\n".join(easy),
        "last_alone": bool(raw.get("exclusive")), "in_easy": "easy" in raw.get("editions", BOTH),
        "comparable": raw.get("comparable", True), "only_if": _pairs(raw.get("when")),
        "every": "all" in (raw.get("when") or {}),
        **{name: raw.get(name) for name in ("low", "high", "most", "required", "partial", "means")},
    }  # fmt: skip


def condition_from(pairs: list[str], every: bool) -> Raw | None:
    """A condition from pairs 'question=code': all of them, or any."""
    tests = [{"question": pair.partition("=")[0], "is": pair.partition("=")[2]} for pair in pairs]
    if len(tests) < 2:
        return tests[0] if tests else None
    return {"all" if every else "any": tests}


def _pairs(when: Any) -> list[str]:
    """The pairs of a condition that `condition_from` makes; empty for any other."""
    if not when:
        return []
    tests = when.get("all") or when.get("any") or [when]
    if not all("is" in test for test in tests):
        if "in" in when:
            return [f"{when['question']}={code}" for code in when["in"]]
        return []
    return [f"{test['question']}={test['is']}" for test in tests]


def can_show(when: Any) -> bool:
    """Can the builder's form show this condition? One that came by XLSForm may be richer; it is kept as it is."""
    return not when or bool(_pairs(when))


def take_out(raw: Raw, question: str) -> Raw:
    """Without one question; an empty page goes with it. Raises DefinitionError where others depend on it."""
    new = copy.deepcopy(raw)
    for page in new["pages"]:
        page["questions"] = [q for q in page["questions"] if q["id"] != question]
    new["pages"] = [page for page in new["pages"] if page["questions"]]
    if not new["pages"]:
        raise DefinitionError(["a questionnaire needs at least one question"])
    read(new)
    return new


def move(raw: Raw, question: str, by: int) -> Raw:
    """One question up (-1) or down (1) within its page. Raises DefinitionError where a condition forbids it."""
    new = copy.deepcopy(raw)
    for page in new["pages"]:
        ids = [q["id"] for q in page["questions"]]
        if question in ids:
            here = ids.index(question)
            there = min(max(here + by, 0), len(ids) - 1)
            page["questions"].insert(there, page["questions"].pop(here))
    read(new)
    return new
