"""What an entry means for somebody who contributed. A room says it once, in its `told.py`; nobody else needs its rows.

`told.py` may hold: MEANINGS {event: Meaning}; VOICES, a function from public ids of contributions to what a message
needs of them; BY_CODE, a function from a private code to a contribution; KEPT, what was said before; OFFERS, what
somebody can do with their code.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from careloom.thread import queries
from careloom.thread.models import Entry

REPLY_GIVEN = "reply.given"  # written by the room that shows what came of it; a person signed it, so the last one holds


class State(models.TextChoices):
    """Where a contribution stands. The order is the order in which a later one takes the place of an earlier one."""

    HEARD = "heard", _("Heard")
    CONSIDERED = "considered", _("Being considered")
    PARKED = "parked", _("Waits until a day we name")
    DECLINED = "declined", _("We did not do it, and say why")
    CHANGED = "changed", _("Changed something")


@dataclass(frozen=True)
class Said:
    """One thing that came of it, in plain words of the language that was asked for."""

    title: str
    heard: str = ""  # you said
    considered: str = ""  # we considered
    did: str = ""  # we did, or we did not
    why: str = ""
    address: str = ""  # the page about it, without the language
    until: str = ""  # a day, as ISO 8601: parked until then

    def as_row(self) -> dict[str, str]:
        """For keeping."""
        return asdict(self)


@dataclass(frozen=True)
class Gave:
    """Somebody who gave something at an entry that is not itself a voice: who was at a meeting."""

    person_id: str
    role: str = ""
    nation: str = ""


@dataclass(frozen=True)
class Voice:
    """What a message needs to know about a contribution."""

    person_id: str = ""
    edition: str = "standard"
    language: str = "en"
    stands: bool = True  # False: taken back
    group: str = ""  # the name of the group it speaks for
    about: str = ""  # what it answered


@dataclass(frozen=True)
class Offer:
    """What somebody can do with the code of a contribution: the name of an address, which takes the code, and words."""

    name: str
    words: Any  # a lazy text
    for_groups: bool = False  # only for one that speaks for a group


@dataclass(frozen=True)
class Meaning:
    """What one event means. `say(entry, edition)` is asked in each language; None: there is nothing to tell (yet)."""

    kind: str
    step: Any  # a lazy text: the knot on the thread
    say: Callable[[Entry, str], Said | None] | None = None
    state: State | Callable[[Entry], State] = State.CONSIDERED
    gave: Callable[[Entry], Iterable[Gave]] | None = None
    replaces: Callable[[Entry], Iterable[str]] | None = None  # public ids of entries that this one takes the place of
    private: Callable[[Entry], bool] | None = None  # told to contributors, not on public pages

    def state_of(self, entry: Entry) -> State:
        """The state that it brings a contribution into."""
        return self.state if isinstance(self.state, State) else self.state(entry)


@lru_cache(maxsize=1)
def _modules() -> tuple[ModuleType, ...]:
    names = [f"{app.name}.told" for app in apps.get_app_configs() if app.name.startswith("careloom.")]
    return tuple(import_module(name) for name in names if find_spec(name))


@lru_cache(maxsize=1)
def meanings() -> Mapping[str, Meaning]:
    """Every event that means something to a contributor."""
    return {event: m for module in _modules() for event, m in getattr(module, "MEANINGS", {}).items()}


def voices(public_ids: Sequence[str]) -> dict[str, Voice]:
    """What every room knows of these contributions."""
    found: dict[str, Voice] = {}
    for module in _modules():
        if hasattr(module, "VOICES"):
            found |= module.VOICES(public_ids)
    return found


def by_code(code: str) -> str | None:
    """The public id of the contribution whose code this is, in whatever room it was given."""
    found = (module.BY_CODE(code) for module in _modules() if hasattr(module, "BY_CODE"))
    return next((public_id for public_id in found if public_id), None)


def kept(entries: Sequence[Entry], language: str, edition: str) -> dict[int, tuple[str, Said]]:
    """{entry id: (address of its own page, what was said)} of entries that people were told about."""
    found: dict[int, tuple[str, Said]] = {}
    for module in _modules():
        if hasattr(module, "KEPT"):
            found |= module.KEPT(entries, language, edition)
    return found


def offers(voice: Voice) -> list[Offer]:
    """What somebody can do with the code of this contribution."""
    every: Iterable[Offer] = (offer for module in _modules() for offer in getattr(module, "OFFERS", []))
    return [offer for offer in every if voice.group or not offer.for_groups]


@dataclass(frozen=True)
class Knot:
    """One step of the thread of a contribution, as its giver sees it."""

    at: Any
    event: str
    step: str
    state: str
    said: Said | None
    address: str = ""


def knots(entry: Entry, language: str, edition: str) -> list[Knot]:
    """What came of one contribution, oldest first; as many queries however much came of it.

    What happened again to the same thing (a conversation counted twice) stands once, as it was last.
    """
    known = meanings()
    last = {(e.event, e.subject if known[e.event].say else e.public_id): e
            for e in queries.came_of(entry) if e.event in known}  # fmt: skip
    found = sorted(last.values(), key=lambda e: e.pk)
    said = kept(found, language, edition)
    rows = []
    for one in found:
        address, words = said.get(one.pk, ("", None))
        meaning = known[one.event]
        rows.append(Knot(one.at, one.event, str(meaning.step), meaning.state_of(one), words, address))
    return rows


def standing(rows: Iterable[Knot]) -> State:
    """Where a contribution stands after these steps: what a reply said last, else the furthest step."""
    at = State.HEARD
    order = list(State)
    for knot in rows:
        if knot.event == REPLY_GIVEN or order.index(State(knot.state)) > order.index(at):
            at = State(knot.state)
    return at
