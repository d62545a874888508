"""Made up: the five Assemblies; Wales with a drawn panel, a planned meeting and a piece of its work plan."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from careloom.assemblies import services
from careloom.assemblies.models import Assembly, Draw, Invitation, Meeting, Membership
from careloom.assemblies.tasks import work_out
from careloom.involvement import services as involvement
from careloom.involvement.models import AccessBooking
from careloom.people.models import Account
from careloom.questionnaires import queries as forms
from careloom.questionnaires import services as engine

ROLES = ("draws-on-care", "carer", "practitioner", "provider", "commissioner", "researcher")
NAMES = ("Alys", "Bryn", "Cerys", "Dewi", "Efa", "Ffion", "Gwil", "Heledd", "Idris", "Jac", "Lowri", "Mabli", "Nia",
         "Owain", "Pryce", "Rhian", "Sion", "Tegan")  # fmt: skip
PAPER = {
    "en": "We would like to work on breaks for carers, or on help at home. What would make the bigger difference?",
    "en-easy": "We can work on breaks for carers. Or we can work on help at home. Which is better?",
    "cy": "Hoffem weithio ar seibiant i ofalwyr, neu ar help gartref. Pa un fyddai'n gwneud y gwahaniaeth mwyaf?",
}
SEATS = 6


def is_loaded() -> bool:
    """Are the Assemblies here?"""
    return Assembly.objects.exists()


def _apply(slug: str) -> None:
    returns = []
    for n, name in enumerate(NAMES):
        values: dict[str, Any] = {
            "name": f"{name} (demo)", "email": f"{name.lower()}@demo.example", "role": ROLES[1 + n % 5], "area": "town",
            "first-time": "yes" if n % 2 else "no", "format": "easy" if n % 6 == 0 else "email",
            "language": "cy" if n % 3 == 0 else "en-gb",
            "needs": "Step-free room" if n % 6 < 2 else "",
        }  # fmt: skip
        returns.append((f"demo-application-{n:03d}", values, engine.Given(language="cy" if n % 3 == 0 else "en")))
    grace = {"name": "Grace Demo", "email": "grace@demo.example", "role": "draws-on-care", "area": "town",
             "first-time": "yes", "format": "easy", "language": "en-gb",
             "needs": "Large print\nA quiet room"}  # fmt: skip
    grace_id = Account.objects.select_related("person").get(email="grace@demo.example").person.public_id
    returns.append(("demo-application-grace", grace, engine.Given(edition="easy", person_id=grace_id)))
    if version := forms.published(slug):
        engine.receive_many(version=version, returns=returns, by="system")


def _draw(assembly: Assembly, *, by: str, megan: str) -> None:
    call = services.open_call(assembly=assembly, slug="join-wales-1", by=by, sign_off="Plain Talk group (demo)",
                              inclusion=("People who do not read: we read the form out by phone (demo).",
                                         "Not knowing us: two groups that people trust ask them (demo)."),
                              checkers={"en": "Aisha Okafor (demo)", "cy": "Megan Rees (demo)"})  # fmt: skip
    _apply(call.form_slug)
    draw = services.ask_draw(recruitment=call, by=megan, seed=20261125)
    work_out(draw, say=lambda step, sentence: None, by=megan)
    services.check_inclusion(about=call.public_id, missing="Nobody who runs a small service applied (demo).",
                             barriers="Travel from the north: we book and pay it (demo).", by=megan)  # fmt: skip
    services.confirm_draw(draw=Draw.objects.get(pk=draw.pk), reasons="Every role group has its seat (demo).", by=megan)
    for seat in Membership.objects.filter(assembly=assembly, state="invited").select_related("assembly"):
        services.accept_seat(membership=seat, by=seat.person.public_id)
    if form := forms.by_slug(call.form_slug):
        engine.close(questionnaire=form, by=by)


def _meeting(assembly: Assembly, *, by: str) -> Meeting:
    day = timezone.localdate() + timedelta(days=28)
    meeting = services.plan_meeting(
        assemblies=[assembly], title="Winter meeting (demo)", where="Example Hall, Swansea", minutes=180, by=by,
        begins_at=timezone.make_aware(datetime.combine(day, time(10, 30))), promised=["en", "en-easy", "cy"],
        task="taking-part", expenses=["travel", "carer", "food"], how_often="Twice a year",
    )  # fmt: skip
    for kind, words, minutes in (("relationships", "Tea, and who is who", 40), ("question", "Tables, two rounds", 90),
                                 ("close", "What happens next", 20)):  # fmt: skip
        services.add_agenda(meeting=meeting, kind=kind, words=words, minutes=minutes, by=by)
    for twin, text in PAPER.items():
        services.keep_paper(meeting=meeting, title="Two ways to go (demo)", twin=twin, text=text, by=by)
    services.add_idea(meeting=meeting, words="Breaks that fit a working week", by=by)
    services.agree_question(meeting=meeting, words="Where should we begin: breaks, or help at home?", by=by,
                            easy="What should we work on first?",
                            welsh="Ble dylem ddechrau: seibiant, neu help gartref?")  # fmt: skip
    services.invite_members(meeting=meeting, by=by)
    for row in meeting.invitations.all():  # nobody is written to from a demo
        services.mark_invited(invitation=row, by=by)
    return meeting


def load(*, by: str) -> None:
    """Five Assemblies; Wales is small here, so that its page is easy to read."""
    megan = Account.objects.select_related("person").get(email="megan@demo.example").person.public_id
    wales = services.make_assembly(slug="wales", name="Wales", nation_code="wales", seats=SEATS, by=by)
    services.load_assemblies(by=by)
    _draw(wales, by=by, megan=megan)
    meeting = _meeting(wales, by=megan)
    others = Invitation.objects.filter(meeting=meeting).exclude(person__email="grace@demo.example")
    first = others.select_related("meeting__opportunity", "person").order_by("pk").first()
    if first is not None:
        services.answer_invitation(invitation=first, answer="yes", welsh="no", needs_are_right=True,
                                   by=first.person.public_id)  # fmt: skip
        services.ask_for_help(invitation=first, kind=AccessBooking.Kind.TRAVEL, once="demo-travel-please",
                              by=first.person.public_id)  # fmt: skip
    item = services.ask_plan_item(assembly=wales, words="How we write our newsletter (demo)", by=megan)
    services.answer_plan_item(item=item, said="It is too long, and the letters are small.", changed=True, by=megan,
                              answer="From January it has two pages, in large print and Easy Read too.")  # fmt: skip
    involvement.set_access_budget(year=date.today().year, pence=500_000, by=by)
