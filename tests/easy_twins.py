"""Easy Read pages held to what Easy Read is: written for themselves, short, with every control of the standard page.

`faults("evidence")` says in words what is wrong with the twins of one room, as they are written.
`left_out(browser, "/evidence/")` says what one page leaves out, as it is shown.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

from django.test import Client

from careloom.questionnaires import words
from tests.rules import tree
from tests.words import strings_in_template

ADDRESS = re.compile(r"""\{% url ['"]([\w:.-]+)['"]([^%]*)%\}""")
LITERAL = re.compile(r"""'[^']*'|"[^"]*\"""")
SENT = re.compile(r'<(?:input|select|textarea|button)\b[^>]*?\bname="([^"]+)"')
CHOSEN = re.compile(r'<(?:input|button)\b[^>]*?\bname="([\w-]+)" value="([\w-]+)"')
LED = re.compile(r'(?:href|action)="(\{\{[^"]*|[?/][^"]*|mailto:[^"]*)"')
PART = re.compile(r'\{% include "(\w+)/([\w/]*_\w+\.html)"(?: with ([^%]*))? %\}')
FORM = re.compile(r"\bform=([\w.]+)")
FILTER = re.compile(r"[?;]([a-z]+)=")
PROGRESS = re.compile(r"\{% progress\b")


def twins(room: str) -> list[Path]:
    """The Easy Read pages of a room."""
    return sorted((tree.ROOMS / room / "templates").rglob("*.easy.html"))


def controls(page: Path) -> set[str]:
    """What a reader can press, follow or fill in on a page, also in the parts it is made of."""
    text = page.read_text()
    found = {" ".join([name, *LITERAL.findall(rest)]) for name, rest in ADDRESS.findall(text)}
    found |= {f"sends {name}" for name in SENT.findall(text)}
    found |= {f"sends {name}={value}" for name, value in CHOSEN.findall(text)}
    found |= {f"leads to {where}" for where in LED.findall(text) if where not in {"?", "/"}}
    found |= {"progress of a job"} if PROGRESS.search(text) else set()
    for folder, name, given in PART.findall(text):
        if name == "_fields.html":
            form = FORM.search(given)
            found.add(f"fields of {form[1] if form else 'form'}")
        else:
            found |= controls(_part(folder, name))
    return found


def _part(folder: str, name: str) -> Path:
    return next(tree.ROOMS.glob(f"*/templates/{folder}/{name}"))


def _missing(standard: set[str], twin: set[str]) -> list[str]:
    """What only the standard page has. A link that only fills in a filter is there where the filter's fields are."""

    def filled(one: str) -> bool:
        names = FILTER.findall(one) if one.startswith("leads to ?") else []
        return bool(names) and {f"sends {name}" for name in names} <= twin

    return [one for one in sorted(standard - twin) if not filled(one)]


def _said(page: Path) -> Iterator[tuple[Path, str]]:
    """Every string of a page and of its parts, with its file; the labels of fields are the form's own."""
    text = page.read_text()
    yield from ((page, said) for said in sorted(strings_in_template(text)))
    for folder, name, _ in PART.findall(text):
        if name != "_fields.html":
            yield from _said(_part(folder, name))


def _hard(twin: Path) -> Iterator[str]:
    """What is hard to read. A part that both pages use may name things in the passive ("what is known")."""
    for file, said in _said(twin):
        own = ".easy" in file.name or file.name.startswith("_easy")
        yield from (f"{lint.code}: {said}" for lint in words.easy_read_lints({"": said}) if own or lint.code != "passive")


def faults_of(twin: Path) -> Iterator[str]:
    """What is wrong with one Easy Read page, beside its standard page."""
    standard = twin.with_name(twin.name.replace(".easy", ""))
    if re.search(rf'extends "[\w/]*\b{re.escape(standard.name)}"', twin.read_text()):
        yield "is the standard page again"
    yield from (f"leaves out: {one}" for one in _missing(controls(standard), controls(twin)))
    yield from _hard(twin)


def faults(
    room: str, *, told_by_the_survey: Collection[str] = (), never_there: Mapping[str, Collection[str]] | None = None
) -> list[str]:
    """What is wrong with the Easy Read pages of a room.

    `told_by_the_survey` names pages that say only the words of a survey's own twin, which is Easy Read by itself:
    one page serves every twin there. `never_there`: twin → controls of a shared part that its standard page never shows.
    """
    passed = {f"{name}: leaves out: {one}" for name, controls in (never_there or {}).items() for one in controls}
    found = [f"{t.name}: {fault}" for t in twins(room) if t.name not in told_by_the_survey for fault in faults_of(t)]
    return [fault for fault in found if fault not in passed]


class _Main(HTMLParser):
    """What can be pressed, followed or filled in between the heading and the foot of a page."""

    new_each_time = ("csrfmiddlewaretoken", "once", "opened")

    def __init__(self, page: str) -> None:
        """Read a page at once."""
        super().__init__()
        self.inside, self.found = False, set[tuple[str | None, ...]]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember a control with what it does."""
        has = dict(attrs)
        self.inside = self.inside or tag == "main"
        if self.inside and tag in {"a", "form"}:
            self.found.add((tag, has.get("href", has.get("action"))))
        elif self.inside and tag in {"input", "select", "textarea", "button", "option"}:
            kept = tag in {"button", "option"} or has.get("type") in {"hidden", "checkbox", "radio"}
            value = has.get("value") if kept and has.get("name") not in self.new_each_time else None
            self.found.add((tag, has.get("name"), value))

    def handle_endtag(self, tag: str) -> None:
        """The foot is the same on every page."""
        self.inside = self.inside and tag != "main"


def left_out(browser: Client, *addresses: str) -> list[str]:
    """Controls of these pages as they are shown, in the state the test has made, that their Easy Read twins do not show."""
    return [f"{address}: {one}" for address in addresses for one in _left_out(browser, address)]


def _left_out(browser: Client, address: str) -> list[tuple[str | None, ...]]:
    found = []
    for edition in ("standard", "easy"):
        browser.cookies["edition"] = edition
        page = browser.get(address)
        assert page.status_code == 200, address
        found.append(_Main(page.content.decode()).found)
    assert found[0], f"{address} has nothing to press"
    return sorted(found[0] - found[1], key=str)
