"""What pages and other rooms read about people."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from careloom.people.models import Consent, Person, RoleGrant


def open_roles(user: Any) -> list[tuple[str, str]]:
    """(role, nation code) of every role this account's person holds today; one query a request."""
    known: list[tuple[str, str]] | None = getattr(user, "_open_roles", None)
    if known is None:
        now = timezone.now()
        rows = RoleGrant.objects.filter(Q(until__isnull=True) | Q(until__gt=now), person_id=user.person_id)
        known = list(rows.values_list("role", "nation_code"))
        user._open_roles = known
    return known


def holds_role(user: Any, roles: set[str], nation: str = "") -> bool:
    """Does the person hold one of `roles`, for `nation` if one is named? An empty nation on a role means all."""
    return any(role in roles and (not nation or code in ("", nation)) for role, code in open_roles(user))


def consents_to(person: Person, purpose: str) -> bool:
    """The latest word counts; no word is no."""
    last = Consent.objects.filter(person=person, purpose=purpose).order_by("-at", "-pk").first()
    return bool(last and last.given)


def has_pages(code: str) -> bool:
    """Are our pages in this language? ("en" is "en-gb" here)"""
    return any(known.split("-")[0] == code.split("-")[0] for known, _name in settings.LANGUAGES)


def pages_in(code: str) -> str:
    """The language of our pages that fits; the first one if none does."""
    known = (known for known, _name in settings.LANGUAGES if known.split("-")[0] == code.split("-")[0])
    return str(next(known, settings.LANGUAGE_CODE))


def languages_to_send(person: Person, welsh_nation: str = "wales") -> list[str]:
    """In which languages to write to a person, the preferred first.

    Welsh Language Standards (No. 9) 2023: a recorded preference is always followed (standard 2); while it is not
    known, Welsh goes too (standard 4), placed to be read first.
    """
    if person.preferred_language:
        return [pages_in(person.preferred_language)]
    return ["cy", "en-gb"] if person.nation_code == welsh_nation else ["en-gb"]
