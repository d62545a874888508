"""Changing a definition question by question; each function gives a new definition and leaves the old one alone."""

import copy
import re
from typing import Any

from careloom.questionnaires.definition import WITH_OPTIONS, DefinitionError, read


def code_from(text: str, taken: set[str]) -> str:
    """A short id made of the words, not used yet."""
    base = "-".join(re.findall(r"[a-z0-9]+", text.lower())[:5])[:40] or "question"
    base = f"q-{base}" if base.startswith("group-") else base
    number = next(n for n in range(1, 10_000) if (base if n == 1 else f"{base}-{n}") not in taken)
    return base if number == 1 else f"{base}-{number}"


def add_question(
    raw: dict[str, Any], *, page: str, kind: str, text: str, options: list[str], required: bool = False
) -> tuple[dict[str, Any], dict[str, str]]:
    """(new definition, words of the first twin) with one more question at the end of a page."""
    new = copy.deepcopy(raw)
    taken = {q["id"] for p in new["pages"] for q in p["questions"]}
    question: dict[str, Any] = {"id": code_from(text, taken), "kind": kind}
    said = {f"q.{question['id']}": text.strip()}
    if required:
        question["required"] = True
    if kind in WITH_OPTIONS:
        codes: list[str] = []
        for line in options:
            codes.append(code_from(line, set(codes)))
            said[f"q.{question['id']}.o.{codes[-1]}"] = line
        question["options"] = codes
    if kind == "scale":
        ends = [*options, "", ""][:2]
        said |= {f"q.{question['id']}.low": ends[0] or "1", f"q.{question['id']}.high": ends[1] or "5"}
    target = next((p for p in new["pages"] if p["id"] == page), None)
    if target is None:
        target = {"id": code_from(page, {p["id"] for p in new["pages"]}), "questions": []}
        said[f"p.{target['id']}"] = page
        new["pages"].append(target)
    target["questions"].append(question)
    read(new)
    return new, said


def take_out(raw: dict[str, Any], question: str) -> dict[str, Any]:
    """Without one question; an empty page goes with it. Raises DefinitionError where others depend on it."""
    new = copy.deepcopy(raw)
    for page in new["pages"]:
        page["questions"] = [q for q in page["questions"] if q["id"] != question]
    new["pages"] = [page for page in new["pages"] if page["questions"]]
    if not new["pages"]:
        raise DefinitionError(["a questionnaire needs at least one question"])
    read(new)
    return new


def move(raw: dict[str, Any], question: str, by: int) -> dict[str, Any]:
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
