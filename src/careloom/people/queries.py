"""What pages and other rooms read about people."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from careloom.people.models import Consent, Contact, Organisation, Person, RoleGrant, SharedWork, SignedCopy


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


def nations_of(user: Any, roles: Collection[str]) -> set[str] | None:
    """For which nations somebody holds one of `roles` today; None: for all of them."""
    found = {nation for role, nation in open_roles(user) if role in roles}
    return None if "" in found else found


def one_person(who: str) -> Person | None:
    """The only person with this e-mail address, or else with this number; None where it is not exactly one."""
    found = list(Person.objects.filter(email__iexact=who)[:2]) or list(Person.objects.filter(public_id=who))
    return found[0] if len(found) == 1 else None


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


def roles_now(person: Person) -> QuerySet[RoleGrant]:
    """What somebody holds today."""
    return RoleGrant.objects.filter(person=person, until=None).select_related("person")


def people(words: str = "", role: str = "") -> QuerySet[Person]:
    """Everybody we know, by name, each with an account if there is one and the roles of today; nobody forgotten.

    `words`: a part of the name, of the e-mail address, or a whole number of a person.
    """
    open_now = Prefetch("roles", RoleGrant.objects.filter(until=None).order_by("role"), to_attr="open_roles")
    found = Person.objects.exclude(name="").select_related("account").prefetch_related(open_now)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(email__icontains=words) | Q(public_id=words))
    if role:
        found = found.filter(roles__role=role, roles__until=None).distinct()
    return found.order_by("name", "pk")


def roles_ever(person: Person) -> list[RoleGrant]:
    """What somebody held and holds, the newest first."""
    return list(person.roles.order_by("-since", "-pk"))


def consents_of(person: Person) -> list[dict[str, Any]]:
    """For each purpose the last word and those before, the newest first."""
    purposes: dict[str, list[Consent]] = {}
    for consent in person.consents.order_by("-at", "-pk"):
        purposes.setdefault(consent.purpose, []).append(consent)
    return [{"purpose": purpose, "last": rows[0], "before": rows[1:]} for purpose, rows in sorted(purposes.items())]


def organisations(
    words: str = "", *, partners: bool = False, nations: Collection[str] | None = None
) -> QuerySet[Organisation]:
    """Bodies by name; `partners`: only those that play a part; `nations`: only those of these, and of no nation."""
    found = Organisation.objects.filter(name__icontains=words) if words else Organisation.objects.all()
    if nations is not None:
        found = found.filter(nation_code__in=["", *nations])
    return (found.exclude(part="") if partners else found).order_by("name", "pk")


def public_partners() -> QuerySet[Organisation]:
    """Partners that stand on the public page, with what we do together."""
    work = Prefetch("shared_work", SharedWork.objects.order_by("-on", "-pk"), to_attr="together")
    return organisations(partners=True).filter(is_public=True).prefetch_related(work)


def partner_record(organisation: Organisation) -> dict[str, Any]:
    """Whom to speak to, what was agreed (the one that ends first stands first), what we do together."""
    signed = SignedCopy.objects.filter(organisation=organisation).order_by("until_on", "from_on", "pk")
    return {
        "contacts": Contact.objects.filter(organisation=organisation).select_related("person").order_by("person__name"),
        "signed_copies": signed,
        "work": SharedWork.objects.filter(organisation=organisation).order_by("-on", "-pk"),
    }


def ending_soon(today: date, *, nations: Collection[str] | None = None) -> list[SignedCopy]:
    """Agreements with these organisations whose last day is today or within two months."""
    soon = SignedCopy.objects.filter(until_on__range=(today, today + timedelta(60))).select_related("organisation")
    if nations is not None:
        soon = soon.filter(organisation__in=organisations(nations=nations))
    return list(soon.order_by("until_on", "pk")[:20])


def only_one_has_a_role() -> bool:
    """The beginning: whoever opened the centre is alone."""
    return RoleGrant.objects.filter(until=None).values("person").distinct()[:2].count() < 2
