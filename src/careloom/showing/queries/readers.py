"""How each reader wants to be told, and who must not be: asked anew each time, right before a message."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from careloom.people import sealed
from careloom.people.models import Consent, Person
from careloom.people.queries import has_pages, languages_to_send, pages_in
from careloom.showing.models import Contribution, Message, Wish
from careloom.thread import meanings
from careloom.thread.meanings import Voice

Way, Format = Message.Way, Person.Format
PURPOSE = "told"  # the consent that somebody can take back


@dataclass(frozen=True)
class Plan:
    """How to tell one reader; `stop`: not at all."""

    way: str
    edition: str = "standard"
    languages: tuple[str, ...] = ("en-gb",)
    email: str = ""
    large: bool = False
    stop: bool = False


STOP = Plan(Way.PAGE, stop=True)


def plans(readers: Sequence[str]) -> dict[str, Plan]:
    """A plan for every reader; six queries, however many they are."""
    wishes = {wish.reader: wish for wish in Wish.objects.filter(reader__in=readers)}
    people = {p.public_id: p for p in Person.objects.filter(public_id__in=readers)}
    refused = _refused(people.values())
    voices = meanings.voices([reader for reader in readers if reader not in people])
    found = {}
    for reader in readers:
        wish, person = wishes.get(reader), people.get(reader)
        if (wish and wish.stopped_at) or reader in refused or (person is None and reader.startswith("person_")):
            found[reader] = STOP
        elif person:
            found[reader] = _for_person(person, wish)
        else:
            found[reader] = _for_guest(voices.get(reader, Voice()), wish)
    return found


def _refused(people: Iterable[Person]) -> set[str]:
    """Those whose latest word about being told is no."""
    latest: dict[str, bool] = {}
    rows = Consent.objects.filter(person__in=list(people), purpose=PURPOSE).order_by("at", "pk")
    for public_id, given in rows.values_list("person__public_id", "given"):
        latest[public_id] = given
    return {public_id for public_id, given in latest.items() if not given}


def _for_person(person: Person, wish: Wish | None) -> Plan:
    reached = bool(person.email) and not (wish and wish.bounced_at)
    wanted, asked = person.preferred_format, person.preferred_language
    languages = (written_in(asked),) if asked else tuple(languages_to_send(person))
    edition = "easy" if wanted == Format.EASY else "standard"
    if wanted == Format.PHONE:
        return Plan(Way.PHONE, edition, languages)
    if wanted in (Format.LETTER, Format.LARGE):
        return Plan(Way.LETTER, edition, languages, large=wanted == Format.LARGE)
    if wanted == Format.EASY and not reached:
        return Plan(Way.LETTER, edition, languages)
    if wanted == Format.WEB or not reached:
        return Plan(Way.PAGE, edition, languages)
    return Plan(Way.EMAIL, edition, languages, person.email)


def _for_guest(voice: Voice, wish: Wish | None) -> Plan:
    edition = (wish.edition if wish else "") or voice.edition
    languages = (written_in((wish.language if wish else "") or voice.language),)
    email = address_of(wish)
    if email and wish and not wish.bounced_at:
        return Plan(Way.EMAIL, edition, languages, email)
    return Plan(Way.RECEIPT, edition, languages)


def address_of(wish: Wish | None) -> str:
    """The address that a guest left, or nothing."""
    return str(sealed.unseal(bytes(wish.sealed)).get("email", "")) if wish and wish.sealed else ""


def written_in(code: str) -> str:
    """The language of a message: that of our pages which fits, else the one that was asked for."""
    return pages_in(code) if has_pages(code) else code


def standing(entries: Iterable[int]) -> set[int]:
    """Those entries of contributions that were not taken back, asked of the room itself."""
    rows = list(Contribution.objects.filter(entry__in=list(entries)).values_list("entry_id", "subject", "stands"))
    known = meanings.voices(list({subject for _, subject, _ in rows}))
    return {entry for entry, subject, stands in rows if stands and known.get(subject, Voice()).stands}
