"""The demo cast: made-up people, one for each main role; and a made-up partner."""

from django.utils import timezone

from careloom.people import services
from careloom.people.models import Account, Organisation, RoleGrant

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
        person = services.get_to_know(name=name, email=email, nation_code=nation, role_group=role_group,
                                       once=f"demo {email}", by=by)  # fmt: skip
        made.append(services.open_account(person=person, by=by))
        if role:
            services.grant_role(person=person, role=role, nation_code=nation, by=by)
    if not Organisation.objects.exists():
        _partner(by=by)
    return made


def _partner(*, by: str) -> None:
    today = timezone.localdate()
    partner = services.know_organisation(
        once="demo partner of the centre", by=by, name="Riverside Carers (made up)", kind="charity",
        size_band="under 10 staff", speaks_for="Carers in one valley", user_led=False, carer_led=True,
        nation_code="wales", is_public=True,
        part="It brings carers to our meetings, and tells us when we ask too much of them.",
    )  # fmt: skip
    tom = Account.objects.select_related("person").get(email="tom@demo.example").person
    services.name_contact(organisation=partner, person=tom, what_for="Meetings in Welsh and English", by=by)
    services.keep_signed_copy(organisation=partner, title="How we work together (made up)", by=by,
                              says="Each tells the other first. Nobody's words are used without a yes.",
                              kept_at="The demo has no signed copy", from_on=today, until_on=None)  # fmt: skip
    services.share_work(organisation=partner, title="What would help carers?", address="/surveys/what-matters/",
                        on=today, by=by)  # fmt: skip
