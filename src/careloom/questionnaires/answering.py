"""Going through a questionnaire page by page. The form carries the whole state; nothing is kept before sending."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from careloom.questionnaires import kinds
from careloom.questionnaires.definition import ONE_PAGE, Definition, Question
from careloom.questionnaires.kinds import Fault, Raw

CHECK = -1  # the page on which a person looks at all answers before sending


@dataclass
class Sheet:
    """One person's way through a definition in one edition."""

    definition: Definition
    edition: str
    raw: dict[str, list[str]]
    at: int = 0
    faults: dict[str, Fault] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    more: list[str] = field(default_factory=list)  # asked now because of an answer on the page that is shown
    sending: bool = False

    def values(self) -> dict[str, Any]:
        """Every usable answer, whether asked or not."""
        return kinds.read_all([q for q in self.definition.questions.values() if self._sent(q)], self.raw)[0]

    def _sent(self, question: Question) -> bool:
        name = kinds.name_of(question)
        return any(key == name or key.startswith(f"{name}.") for key in self.raw)

    def asked(self) -> list[Question]:
        """The questions that the answers so far lead to."""
        return self.definition.asked(self.values(), self.edition)

    def answers(self) -> dict[str, Any]:
        """What counts: answers to questions that are asked, also those given in another edition before a change."""
        values = self.values()
        reached = {q.id for q in self.definition.reached(values)}
        return {key: value for key, value in values.items() if key in reached}

    def elsewhere(self) -> list[Question]:
        """Answered questions that this edition does not ask; they are kept, and shown before sending."""
        return [self.definition.questions[key] for key in self.answers()
                if self.edition not in self.definition.questions[key].editions]  # fmt: skip

    def pages(self) -> list[int]:
        """Numbers of the pages that have something to ask."""
        asked = {q.id for q in self.asked()}
        return [n for n, page in enumerate(self.definition.pages) if asked & {q.id for q in page.questions}]

    def here(self) -> list[Question]:
        """The questions of the page that is shown now. On the one page for no connection all stand at once."""
        if self.at == CHECK:
            return []
        page, asked = self.definition.pages[self.at], {q.id for q in self.asked()}
        whole = page.id == ONE_PAGE
        return [q for q in page.questions
                if q.id in asked or (whole and not q.of and self.edition in q.editions)]  # fmt: skip


def _clean(raw: Raw) -> dict[str, list[str]]:
    return {key: [text for text in texts if text] for key, texts in raw.items() if key.startswith("q.") and any(texts)}


def no_longer_asked(sheet: Sheet) -> list[str]:
    """Questions that have an answer but are not asked any more, because an earlier answer changed."""
    counted = sheet.answers()
    return [key for key in sheet.values() if key not in counted]


def _forget(sheet: Sheet, ids: Sequence[str]) -> None:
    for name in [f"q.{question}" for question in ids]:
        for key in [k for k in sheet.raw if k == name or k.startswith(f"{name}.")]:
            del sheet.raw[key]


def _check_here(sheet: Sheet, shown: set[str]) -> bool:
    """Look at the page shown now: faults, answers that would fall away, questions that an answer here leads to.

    `shown` are the questions that stood on the page when the button was pressed. True if the person may go on.
    """
    asked = {q.id for q in sheet.asked()}
    here = [q for q in sheet.here() if q.id in asked and (not shown or q.id in shown)]
    sheet.faults = kinds.read_all(here, sheet.raw)[1]
    sheet.dropped = [] if sheet.faults else no_longer_asked(sheet)
    sheet.more = [q.id for q in sheet.here() if shown and q.id not in shown and not sheet._sent(q)]
    return not (sheet.faults or sheet.dropped or sheet.more)


def move(definition: Definition, edition: str, raw: Mapping[str, Sequence[str]], *, at: int, go: str) -> Sheet:
    """Where the person is after pressing a button.

    `go`: 'next', 'back', 'check', 'send', 'row' (one more row of a repeated group), 'page:N', or '' (just show).
    A page with a fault is shown again with everything that was typed. An answer falls away only after the person
    was told and pressed `drop`. A question on the same page that an answer leads to is asked before going on.
    """
    sheet = Sheet(definition, edition, _clean(raw))
    pages = sheet.pages()
    first = pages[0] if pages else CHECK  # an edition may have nothing to ask
    sheet.at = at if at in pages or at == CHECK else first
    if raw.get("drop"):
        _forget(sheet, no_longer_asked(sheet))
    if go.startswith("page:") and go[5:].isdecimal() and int(go[5:]) in pages:
        sheet.at = int(go[5:])
    elif go == "back":
        earlier = [n for n in pages if n < sheet.at] if sheet.at != CHECK else pages
        sheet.at = earlier[-1] if earlier else first
    elif go in {"next", "check"} and (sheet.at == CHECK or _check_here(sheet, _shown(raw))):
        later = [n for n in sheet.pages() if n > sheet.at] if go == "next" else []
        sheet.at = later[0] if later else CHECK
    elif go == "send":
        _try_to_send(sheet)
    return sheet


def _shown(raw: Mapping[str, Sequence[str]]) -> set[str]:
    return set(next(iter(raw.get("shown", ())), "").split())


def _try_to_send(sheet: Sheet) -> None:
    """Every page once more; the first one with a fault is shown. Nothing falls away without a word."""
    faults = kinds.read_all([*sheet.asked(), *sheet.elsewhere()], sheet.raw)[1]
    if not faults:
        sheet.dropped = no_longer_asked(sheet)
        sheet.sending = not sheet.dropped
        sheet.at = CHECK
        return
    pages = [n for n, page in enumerate(sheet.definition.pages) if any(q.id in faults for q in page.questions)]
    sheet.at = pages[0]
    here = {q.id for q in sheet.definition.pages[sheet.at].questions}
    sheet.faults = {key: fault for key, fault in faults.items() if key in here}
