"""The demo cast: made-up people, one for each main role."""

from careloom.people import services
from careloom.people.models import Account, RoleGrant

Role = RoleGrant.Role
CAST = [
    ("Rosa Demo", "rosa@demo.example", Role.ENGAGEMENT_LEAD, "", ""),
    ("Megan Demo", "megan@demo.example", Role.NATIONAL_LEAD, "wales", ""),
    ("Amir Demo", "amir@demo.example", Role.ANALYST, "", ""),
    ("Ada Demo", "ada@demo.example", Role.ADMINISTRATOR, "", ""),
    ("Grace Demo", "grace@demo.example", "", "", "draws-on-care"),
    ("Tom Demo", "tom@demo.example", "", "", "carer"),
]


def load(*, by: str) -> list[Account]:
    """Make the cast once; a second call changes nothing."""
    made = []
    for name, email, role, nation, role_group in CAST:
        if Account.objects.filter(email=email).exists():
            continue
        person = services.get_to_know(name=name, email=email, nation_code=nation, role_group=role_group, by=by)
        made.append(services.open_account(person=person, by=by))
        if role:
            services.grant_role(person=person, role=role, nation_code=nation, by=by)
    return made
