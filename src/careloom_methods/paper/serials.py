"""The serial number of a copy, and the code on each page that names form, version, edition, language, serial, page."""

import hashlib
import re
from dataclasses import dataclass

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: they are misread
LETTER = {"standard": "S", "easy": "E", "large": "L"}
LENGTH = 9  # eight signs and one that checks them
LONGEST = 24
_CODE = re.compile(r"^CL1:([A-Z0-9-]{1,24}):(\d{1,5}):([SEL])(G?):([A-Z-]{2,8}):([0-9A-Z]{9}):(\d{1,3})/(\d{1,3})$")


def _check(signs: str) -> str:
    # Odd weights have an inverse modulo 32, so one wrong sign is always noticed.
    return SIGNS[sum((2 * at + 1) * SIGNS.index(sign) for at, sign in enumerate(signs)) % 32]


def serial(number: int) -> str:
    """The serial of a whole number from 0 to 32^8 - 1, with its check sign."""
    signs = ""
    for _ in range(LENGTH - 1):
        number, rest = divmod(number, 32)
        signs = SIGNS[rest] + signs
    return signs + _check(signs)


def is_serial(text: str) -> bool:
    """Is it a whole serial?"""
    return len(text) == LENGTH and set(text) <= set(SIGNS) and _check(text[:-1]) == text[-1]


def form_code(slug: str) -> str:
    """The name of a form in a page's code: its slug, or a shortened one that no other slug shares."""
    text = re.sub(r"[^A-Z0-9-]", "-", slug.upper())
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST - 9]}-{hashlib.sha256(slug.encode()).hexdigest()[:8].upper()}"


@dataclass(frozen=True)
class PageCode:
    """What a page says about itself."""

    form: str
    version: int
    edition: str
    language: str
    group: bool
    serial: str
    page: int
    pages: int

    @property
    def twin(self) -> tuple[str, int, str, str, bool]:
        """What must be equal for pages of one form."""
        return self.form, self.version, self.edition, self.language, self.group

    def text(self) -> str:
        """The text in the code."""
        return (f"CL1:{self.form}:{self.version}:{LETTER[self.edition]}{'G' if self.group else ''}:"
                f"{self.language.upper()}:{self.serial}:{self.page}/{self.pages}")  # fmt: skip


def read_code(text: str) -> PageCode | None:
    """The page that a code names, or None where it is not one of ours or its serial does not check."""
    found = _CODE.match(text)
    if not found or not is_serial(found[6]):
        return None
    edition = next(name for name, letter in LETTER.items() if letter == found[3])
    return PageCode(found[1], int(found[2]), edition, found[5].lower(), bool(found[4]), found[6], int(found[7]),
                    int(found[8]))  # fmt: skip
