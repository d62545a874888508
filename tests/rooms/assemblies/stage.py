"""An Assembly of Wales with an open call, applications, members and a meeting; each step by its service."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from careloom.assemblies import services, tasks
from careloom.assemblies.models import Application, Assembly, Draw, Invitation, Meeting, Membership, Recruitment
from careloom.centre.services import load_defaults
from careloom.people.models import Person
from careloom.questionnaires import queries as forms
from careloom.questionnaires import services as engine
from careloom.thread.ids import new_id
from tests import make
from tests.rooms.involvement import stage as paying

ROLES = ["draws-on-care", "carer", "practitioner", "provider", "commissioner", "researcher"]
CHECKERS = {"en": "Aisha", "cy": "Megan"}
CHECKED = ("Nobody", "Travel: we pay it")
EXPENSES = ["travel", "carer"]


def wales(seats: int = 6) -> Assembly:
    load_defaults(by="system")
    paying.set_up()
    return services.make_assembly(slug="wales", name="Wales", nation_code="wales", seats=seats, by="system")


def call(assembly: Assembly) -> Recruitment:
    return services.open_call(assembly=assembly, slug="join-wales-1", checkers=CHECKERS, sign_off="A group",
                              inclusion=CHECKED, by="megan")  # fmt: skip


def apply(recruitment: Recruitment, number: int, **given: Any) -> None:
    """`number` returns by the form, roles in turn."""
    version = forms.published(recruitment.form_slug)
    assert version is not None
    returns = []
    for n in range(number):
        values: dict[str, Any] = {
            "name": f"Applicant {n}", "email": f"a{n}@example.org", "role": ROLES[n % 6], "area": "town",
            "first-time": "yes" if n % 2 else "no", "format": "easy" if n % 5 == 0 else "email",
            "language": "cy" if n % 4 == 0 else "en-gb", "needs": "Step-free room",
        }  # fmt: skip
        returns.append((f"return-{n:05d}-of-the-test", values | given, engine.Given()))
    engine.receive_many(version=version, returns=returns, by="system")
    services.take_applications(recruitment=recruitment, by="system")


def apply_to(recruitment: Recruitment, number: int) -> None:
    """The same for a call of another Assembly: nobody applies to two."""
    version = forms.published(recruitment.form_slug)
    assert version is not None
    returns = [(f"return-{recruitment.pk}-{n:05d}-of-the-test", {
        "name": f"Applicant {n}", "email": f"a{recruitment.pk}-{n}@example.org", "role": ROLES[n % 6], "area": "town",
        "first-time": "yes", "format": "email", "language": "en-gb"}, engine.Given()) for n in range(number)]  # fmt: skip
    engine.receive_many(version=version, returns=returns, by="system")
    services.take_applications(recruitment=recruitment, by="system")


def propose(recruitment: Recruitment) -> Draw:
    """What the lottery proposes."""
    draw = services.ask_draw(recruitment=recruitment, by="megan", seed=1)
    tasks.work_out(draw, say=lambda step, sentence: None, by="system")
    draw.refresh_from_db()
    return draw


def confirmed(recruitment: Recruitment, applicants: int = 24) -> Draw:
    apply(recruitment, applicants)
    draw = propose(recruitment)
    services.check_inclusion(about=recruitment.public_id, missing="Nobody", barriers="Travel", by="megan")
    services.confirm_draw(draw=draw, reasons="It was fair", by="megan")
    draw.refresh_from_db()
    return draw


def members(assembly: Assembly, each: int = 1) -> list[Membership]:
    """Members without a draw, for tests that begin later: `each` of every role group."""
    for n in range(each):
        for slug in ROLES:
            person = make.person(f"{slug}-{n}", nation="wales", role_group=slug)
            Membership.objects.create(public_id=new_id("membership"), assembly=assembly, person=person, role_group=slug,
                                      state="member", since=date(2026, 1, 1))  # fmt: skip
    return list(assembly.memberships.select_related("person").order_by("pk"))


def planned(*assemblies: Assembly, day: date = date(2026, 11, 20)) -> Meeting:
    return services.plan_meeting(
        assemblies=list(assemblies), title="Autumn meeting", begins_at=paying.at(day), minutes=120, where="Cardiff",
        promised=["en", "en-easy", "cy"], task="time", expenses=EXPENSES, how_often="Twice a year", by="megan",
    )  # fmt: skip


def answer_all(meeting: Meeting, *, needs: bool = True, welsh: str = "no") -> None:
    for invitation in Invitation.objects.filter(meeting=meeting).select_related("meeting__opportunity", "person"):
        services.answer_invitation(invitation=invitation, answer="yes", welsh=welsh, needs_are_right=needs, by="member")


def ready(meeting: Meeting) -> None:
    """Everything of 'before'."""
    services.agree_question(meeting=meeting, words="What makes a good day?", easy="What is a good day?", welsh="?",
                            by="megan")  # fmt: skip
    services.add_agenda(meeting=meeting, kind="relationships", words="Tea together", minutes=30, by="megan")
    for twin in meeting.promised:
        services.keep_paper(meeting=meeting, title="Plan", twin=twin, text=f"The plan in {twin}", by="megan")
    services.invite_members(meeting=meeting, by="megan")
    answer_all(meeting)
    services.check_inclusion(about=meeting.public_id, missing="Nobody", barriers="Travel", by="megan")


def opened(meeting: Meeting) -> Meeting:
    ready(meeting)
    services.open_meeting(meeting=meeting, by="megan")
    meeting.refresh_from_db()
    return meeting


def present(meeting: Meeting, people: list[Person]) -> None:
    from careloom.involvement import services as involvement

    involvement.save_attendance(
        opportunity=meeting.opportunity, day=timezone.localtime(meeting.begins_at).date(), by="megan",
        minutes={person.pk: 120 for person in people},
    )  # fmt: skip


def applied(recruitment: Recruitment) -> list[Application]:
    return list(recruitment.applications.order_by("pk"))


def soon() -> date:
    return timezone.localdate() + timedelta(days=14)
