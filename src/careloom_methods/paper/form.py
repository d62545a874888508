"""What stands on paper: sections of items, each with one id that is the same on the web and in every language."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from careloom_methods.errors import MethodError

CHOICES = ("one", "many", "row", "rank")  # read by boxes
WRITTEN = ("line", "lines", "small")  # typed by a person from a picture
KINDS = (*CHOICES, *WRITTEN, "note")
RIGHT_TO_LEFT = {"ar", "fa", "he", "ps", "ur", "yi"}
EDITIONS = ("standard", "easy", "large")
POINTS = {"standard": 11.5, "easy": 17.0, "large": 18.0}  # size of the main text
BOX = {"standard": 5.0, "easy": 7.0, "large": 7.0}  # side of a box in millimetres


@dataclass(frozen=True)
class Item:
    """One question, or one row of a repeated question.

    `kind`: `one` and `many` boxes under each other, `row` boxes beside each other of which one is chosen (a scale, a
    statement), `rank` a box for each place of each choice, `small`, `line` and `lines` to write in, `note` only words.
    `ends` are the words at the two ends of a row; `note` says when the question is asked; `picture` is SVG, PNG,
    JPEG, GIF or WebP, and `pictures` are those of its options by code.
    """

    id: str
    kind: str
    text: str
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    note: str = ""
    ends: tuple[str, str] = ("", "")
    number: str = ""
    picture: bytes = b""
    pictures: tuple[tuple[str, bytes], ...] = ()

    def boxes(self) -> Iterator[str]:
        """Keys of its boxes, in the order in which they stand."""
        if self.kind == "rank":
            for code, _ in self.options:
                yield from (f"{self.id}={code}@{place}" for place in range(1, len(self.options) + 1))
        elif self.kind in CHOICES:
            yield from (f"{self.id}={code}" for code, _ in self.options)


@dataclass(frozen=True)
class Section:
    """Items under one heading."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Form:
    """One twin of a form, ready for paper. `code` names the form in each page's code (at most 24 signs)."""

    code: str
    version: int
    title: str
    sections: tuple[Section, ...]
    edition: str = "standard"
    language: str = "en"
    group: bool = False
    intro: tuple[str, ...] = ()
    return_to: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, in order."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def right_to_left(self) -> bool:
        """Is it written from right to left?"""
        return self.language.split("-")[0] in RIGHT_TO_LEFT

    def large(self) -> "Form":
        """The same words in large print."""
        return replace(self, edition="large")

    def checked(self) -> "Form":
        """Itself, or MethodError where it cannot be printed."""
        if self.edition not in EDITIONS:
            raise MethodError("edition", f"The edition is one of {', '.join(EDITIONS)}.", edition=self.edition)
        seen: set[str] = set()
        for item in self.items:
            if item.kind not in KINDS:
                raise MethodError("kind", f"'{item.kind}' cannot stand on paper.", question=item.id)
            if item.kind in CHOICES and len(item.options) < 2:
                raise MethodError("options", "A choice needs at least two boxes.", question=item.id)
            if item.id in seen:
                raise MethodError("twice", "Two questions have the same id.", question=item.id)
            seen.add(item.id)
        if not self.title or not seen:
            raise MethodError("empty", "A form needs a title and at least one question.")
        return self
