"""The same people in every test. Defaults are valid; arguments are what a test is about."""

from careloom.people import services
from careloom.people.models import Account, Person, RoleGrant

Role = RoleGrant.Role


def person(name: str = "Grace", *, nation: str = "", role_group: str = "draws-on-care") -> Person:
    """Somebody who draws on care."""
    return services.get_to_know(
        name=name, email=f"{name.lower()}@example.org", nation_code=nation, role_group=role_group, by="system"
    )


def account(name: str = "Tom", *, role: str = "", nation: str = "") -> Account:
    """Somebody who can sign in, with at most one role."""
    who = person(name, role_group="carer")
    if role:
        services.grant_role(person=who, role=role, nation_code=nation, by="system")
    return services.open_account(person=who, by="system")


def rosa() -> Account:
    """The engagement lead."""
    return account("Rosa", role=Role.ENGAGEMENT_LEAD)


def megan() -> Account:
    """The national lead of Wales."""
    return account("Megan", role=Role.NATIONAL_LEAD, nation="wales")


def stranger() -> Account:
    """Signed in, with no role; must be refused wherever a role is asked."""
    return account("Stranger")
