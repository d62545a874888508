"""A form for paper from a questionnaire's own file: the same ids and codes as on the web (see the reference page)."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from careloom_methods.errors import MethodError
from careloom_methods.paper.form import Form, Item, Section
from careloom_methods.paper.serials import form_code
from careloom_methods.paper.words import words_for

Words = Mapping[str, str]
ROWS = 3  # of a repeated group
MOST_IN_A_ROW = 7
BLOCK = 10  # boxes of a ballot that stand together
LETTER = "letter!"  # the field for a name and address; no question of the form can have this id


def twin_name(edition: str, language: str) -> str:
    """`cy`, `en-easy`: how a twin is called in a file."""
    return f"{language}-easy" if edition == "easy" else language


def form_of(raw: Mapping[str, Any], *, edition: str = "standard", language: str = "en", group: bool = False) -> Form:
    """One twin of a file as a form for paper. Raises MethodError where the file has no such twin or misses words."""
    if not isinstance(raw, Mapping) or "form" not in raw:
        raise MethodError("file", "The file needs 'form', 'version', 'pages' and 'words'.")
    if "statements" in raw:
        return ballot(raw, edition=edition, language=language)
    name = twin_name(edition, language)
    words = raw.get("words", {}).get(name)
    if words is None:
        raise MethodError("twin", f"The file has no words for '{name}'.", twin=name)
    if group and "group_page" not in raw:
        raise MethodError("group", "The file has no page for a group.")
    pages = [raw["group_page"], *raw["pages"]] if group else raw["pages"]
    maker = _Maker(words, words_for(edition, language), "easy" if edition == "easy" else "standard")
    sections = tuple(s for s in (maker.section(page) for page in pages) if s.items)
    if raw.get("letters"):
        sections = (*sections, maker.letter())
    return Form(
        code=form_code(str(raw["form"])), version=int(raw.get("version", 1)), title=maker.say("title"),
        sections=sections,
        edition=edition, language=language, group=group, return_to=tuple(raw.get("return_to", ())),
        intro=tuple(words[key] for key in ("why", "how-long", "reads", "safe") if words.get(key)),
    ).checked()  # fmt: skip


def forms_of(raw: Mapping[str, Any]) -> Iterator[Form]:
    """Every form that a file can be printed as: each twin, large print, and for a group."""
    for group in (False, True) if "group_page" in raw else (False,):
        for name in raw.get("words") or sorted({k for s in raw.get("statements", ()) for k in s["text"]}):
            language, _, easy = name.partition("-")
            yield form_of(raw, edition="easy" if easy else "standard", language=language, group=group)
            if not easy:
                yield form_of(raw, language=language, edition="large", group=group)


def ballot(raw: Mapping[str, Any], *, edition: str = "standard", language: str = "en") -> Form:
    """Statements, each with agree, disagree and pass: `{"form", "title": {…}, "statements": [{"id", "text": {…}}]}`.

    With `answers` (codes such as places, "1" to "10") each statement has these instead; with `tick` a box of its own.
    `how` says what to do, and `about` asks about the voter: `[{"id", "text": {…}, "options": [[code, {…}]]}]`.
    """
    name, said = twin_name(edition, language), words_for(edition, language)
    about = raw.get("about", ())
    spoken = [*(s["text"] for s in (*raw["statements"], *about)), *(words for q in about for _, words in q["options"])]
    if any(name not in words for words in (*spoken, raw.get("title", {}), raw.get("how", {name: ""}))):
        raise MethodError("twin", f"The file has no words for '{name}'.", twin=name)
    answers = tuple((code, said.get(code, code)) for code in raw.get("answers", ("agree", "disagree", "pass")))
    texts = [(s["id"], s["text"][name], str(n)) for n, s in enumerate(raw["statements"], 1)]
    items = _ticks(texts) if raw.get("tick") else tuple(Item(i, "row", text, answers, number=n) for i, text, n in texts)
    voter = tuple(Item(q["id"], "one", q["text"][name], tuple((code, words[name]) for code, words in q["options"]))
                  for q in about)  # fmt: skip
    return Form(form_code(raw["form"]), int(raw.get("version", 1)), raw["title"][name],
                (Section("", items), Section("", voter)), edition, language, intro=_how(raw, name),
                return_to=tuple(raw.get("return_to", ()))).checked()  # fmt: skip


def _how(raw: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return (raw["how"][name],) if "how" in raw else ()


def _ticks(texts: list[tuple[str, str, str]]) -> tuple[Item, ...]:
    """A box for each statement, in blocks that fit on one page; no block has a single one."""
    starts = [n for n in range(0, len(texts), BLOCK) if not n or len(texts) - n > 1]
    blocks = [texts[start:end] for start, end in zip(starts, [*starts[1:], len(texts)], strict=True)]
    return tuple(
        Item(f"ticks{n}", "many", f"{part[0][2]}–{part[-1][2]}", tuple((i, f"{no}. {text}") for i, text, no in part))
        for n, part in enumerate(blocks, 1)
    )


def group_form(raw: Mapping[str, Any], **twin: str) -> Form:
    """The form for an answer that speaks for a group."""
    return form_of(raw, group=True, **twin)


class _Maker:
    """Turns the questions of one twin into items, and numbers them."""

    def __init__(self, words: Words, paper: Words, edition: str) -> None:
        self.words, self.paper, self.edition = words, paper, edition
        self.numbers: dict[str, str] = {}

    def say(self, key: str) -> str:
        """The words of a key; a form is never printed with a gap."""
        if key not in self.words:
            raise MethodError("words", f"There are no words for '{key}'.", key=key)
        return str(self.words[key])

    def section(self, page: Mapping[str, Any]) -> Section:
        """One page of the questionnaire."""
        asked = [q for q in page["questions"] if self.edition in q.get("editions", ("standard", "easy"))]
        items = tuple(item for question in asked for item in self._numbered(question))
        return Section(self.say(f"p.{page['id']}") if items else "", items)

    def letter(self) -> Section:
        """Where somebody may ask for a letter with the code of their answer."""
        item = Item(LETTER, "lines", self.paper["letter-ask"], hint=self.paper["letter-hint"])
        return Section(self.paper["letter-title"], (item,))

    def _numbered(self, question: Mapping[str, Any]) -> Iterable[Item]:
        if question["kind"] == "equality":
            raise MethodError("equality", "Write the equality questions out, one by one.", question=question["id"])
        self.numbers[question["id"]] = number = str(len(self.numbers) + 1)
        note = self._note(question.get("when"))
        if question["kind"] != "repeat":
            return [self._item(question, question["id"], f"q.{question['id']}", number, note)]
        return self._repeated(question, number, note)

    def _repeated(self, question: Mapping[str, Any], number: str, note: str) -> Iterator[Item]:
        name = question["id"]
        yield Item(f"{name}!", "note", self.say(f"q.{name}"), number=number, note=note)
        for row in range(ROWS):
            for part in question["questions"]:
                part_id = part["id"]
                yield self._item(part, f"{name}.{row}.{part_id}", f"q.{name}.{part_id}", f"{number}.{row + 1}", "")

    def _item(self, question: Mapping[str, Any], name: str, key: str, number: str, note: str) -> Item:
        kind, options, how = self._shape(question, key)
        hint = " ".join(part for part in (str(self.words.get(f"{key}.hint", "")), how) if part)
        ends = (self.say(f"{key}.low"), self.say(f"{key}.high")) if question["kind"] == "scale" else ("", "")
        pictures = tuple((code, drawn) for code, _ in options if (drawn := self._picture(f"{key}.o.{code}")))
        return Item(name, kind, self.say(key), options, hint=hint, note=note, ends=ends, number=number,
                    picture=self._picture(key), pictures=pictures)  # fmt: skip

    def _picture(self, key: str) -> bytes:
        return base64.b64decode(self.words.get(f"{key}.picture", ""))

    def _shape(self, question: Mapping[str, Any], key: str) -> tuple[str, tuple[tuple[str, str], ...], str]:
        """(kind on paper, its boxes, how to fill it in)."""
        kind, paper = question["kind"], self.paper
        if kind in {"one", "many", "rank"}:
            codes = question["options"]
            if self.edition == "easy" and question.get("easy_options"):
                codes = question["easy_options"]
            options = tuple((code, self.say(f"{key}.o.{code}")) for code in codes)
            most = question.get("most")
            how = {"one": paper["choose-one"], "rank": paper["rank-how"],
                   "many": paper["choose-most"].format(most=most) if most else paper["choose-many"]}  # fmt: skip
            return kind, options, how[kind]
        if kind == "consent":
            return "row", (("yes", paper["yes"]), ("no", paper["no"])), paper["choose-one"]
        if kind == "scale":
            low, high = question.get("low") or 1, question.get("high") or 5
            steps = tuple((str(step), str(step)) for step in range(low, high + 1))
            return ("row" if len(steps) <= MOST_IN_A_ROW else "one"), steps, paper["choose-one"]
        if kind == "date":
            return "small", (), paper["date-partial" if question.get("partial") else "date"]
        shapes = {"number": ("small", paper["number"]), "short": ("line", ""), "place": ("line", ""),
                  "long": ("lines", ""), "file": ("note", paper["file"])}  # fmt: skip
        if kind not in shapes:
            raise MethodError("kind", f"'{kind}' cannot stand on paper.", question=key)
        return shapes[kind][0], (), shapes[kind][1]

    def _note(self, when: Any) -> str:
        """When a question is asked, in words where the condition is a plain one."""
        if not when:
            return ""
        tests = when.get("any") or [when]
        names = {test.get("question") for test in tests}
        name = names.pop() if len(names) == 1 else None
        if name not in self.numbers or not all("is" in test or "in" in test for test in tests):
            return self.paper["only-if-fits"]
        codes = [code for test in tests for code in test.get("in", [test.get("is")])]
        said = [self.paper["quote"].format(text=self.words.get(f"q.{name}.o.{code}") or self.paper.get(code, code))
                for code in codes]  # fmt: skip
        answers = f" {self.paper['or']} ".join(said)
        return self.paper["only-if"].format(answers=answers, number=self.numbers[name])
