"""Five Assemblies: made-up people apply, a lottery draws, members meet; before, during and after are all done."""

import random
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from careloom.assemblies import services
from careloom.assemblies.models import Assembly, Draw, Invitation, Meeting, Membership, Recruitment
from careloom.assemblies.tasks import work_out
from careloom.involvement import services as involvement
from careloom.involvement.models import Offer
from careloom.people.models import Person
from careloom.questionnaires import queries as forms
from careloom.questionnaires import services as engine
from careloom.site.real.running import Real, do_jobs

APPLY = 90  # people a call
ROLES = ("draws-on-care", "carer", "practitioner", "provider", "commissioner", "researcher")
FORMATS = ("email", "easy", "letter", "large", "phone")
TASK = "taking-part"
CHECKERS = {"en": "Aisha Okafor (demo)", "cy": "Megan Rees (demo)"}
QUESTION = "What should we work on first? (made up)"
PAPER = {
    "en": "What the conversation came to stands on its page. What would make the biggest difference? (made up)",
    "en-easy": "We read what people said. What should we do first? (made up)",
    "cy": "Mae canlyniad y sgwrs ar ei thudalen. Beth fyddai'n gwneud y gwahaniaeth mwyaf? (wedi'i ddyfeisio)",
}


def run(real: Real) -> None:
    """Each Assembly from its call to its closed meeting; the meeting cites its conversation."""
    rosa, day = real.staff["rosa"], timezone.localdate()
    involvement.set_rate(task=TASK, name="Taking part (demo)", unit="hour", pence=1600, by=rosa,
                         valid_from=day - timedelta(days=200), source="Set for practice; not a real rate")  # fmt: skip
    involvement.load_limits(by=rosa)
    involvement.set_access_budget(year=day.year, pence=500_000, by=rosa)
    services.load_assemblies(by=rosa)
    chance = random.Random(2026)  # noqa: S311  # made-up people, not secrets
    for assembly in Assembly.objects.order_by("slug"):
        _recruit(assembly, chance, rosa)
        real.met[assembly.slug] = _meet(real, assembly, rosa)


def _recruit(assembly: Assembly, chance: random.Random, by: str) -> None:
    call = services.open_call(assembly=assembly, slug=f"join-{assembly.slug}", checkers=CHECKERS, by=by,
                              sign_off="Plain Talk group (demo)",
                              inclusion=("Night workers: asked by text (made up).", "Travel (made up)."))  # fmt: skip
    _apply(call, chance)
    draw = services.ask_draw(recruitment=call, by=by, seed=2026)
    work_out(draw, say=lambda step, sentence: None, by=by)
    services.check_inclusion(about=call.public_id, missing="Nobody who works at night applied (made up).", by=by,
                             barriers="Travel: we book and pay it (made up).", step="draw")  # fmt: skip
    services.confirm_draw(draw=Draw.objects.get(pk=draw.pk), reasons="Every role group has its seats (made up).", by=by)
    do_jobs()
    for seat in Membership.objects.filter(assembly=assembly, state="invited").select_related("assembly", "person"):
        services.accept_seat(membership=seat, by=seat.person.public_id)
    if form := forms.by_slug(call.form_slug):
        engine.close(questionnaire=form, by=by)


def _apply(call: Recruitment, chance: random.Random) -> None:
    slug, returns = call.assembly.slug, []
    for n in range(APPLY):
        role = ROLES[n % 6] if n < 60 else chance.choice(ROLES)
        values: dict[str, Any] = {
            "name": f"Applicant {n} of {call.assembly.name} (made up)", "email": f"a{n}.{slug}@demo.example",
            "role": role, "area": chance.choice(["city", "town", "country"]),
            "first-time": chance.choice(["yes", "no"]), "format": FORMATS[n % 5],
            "language": "cy" if call.assembly.nation_code == "wales" and n % 3 == 0 else "en-gb",
        }  # fmt: skip
        returns.append((f"real-application-{slug}-{n:03d}", values, engine.Given()))
    if version := forms.published(call.form_slug):
        engine.receive_many(version=version, returns=returns, by="system")


def _meet(real: Real, assembly: Assembly, by: str) -> Any:
    meeting = _before(assembly, by)
    services.open_meeting(meeting=meeting, by=by)
    meeting.refresh_from_db()
    coming = [row.person for row in meeting.invitations.filter(answer="yes").select_related("person").order_by("pk")]
    _during(meeting, coming, by)
    _after(meeting, coming, by)
    because = [real.weighed[assembly.slug], *real.themes.values()]
    return services.close_meeting(meeting=meeting, by=by, because=because)


def _before(assembly: Assembly, by: str) -> Meeting:
    begins = timezone.make_aware(datetime.combine(timezone.localdate(), time(10, 30)))
    meeting = services.plan_meeting(
        assemblies=[assembly], title=f"Meeting of {assembly.name} (made up)", begins_at=begins, minutes=180,
        where="Example Hall", promised=list(PAPER), task=TASK, expenses=["travel", "carer"], how_often="Twice a year",
        by=by,
    )  # fmt: skip
    for kind, words, minutes in (("relationships", "Tea, and who is who", 40), ("question", "Tables", 120)):
        services.add_agenda(meeting=meeting, kind=kind, words=words, minutes=minutes, by=by)
    for twin, text in PAPER.items():
        services.keep_paper(meeting=meeting, title="What people said", twin=twin, text=text, by=by)
    services.agree_question(meeting=meeting, words=QUESTION, easy="What first? (made up)", by=by,
                            welsh="Beth ddylem weithio arno gyntaf? (wedi'i ddyfeisio)")  # fmt: skip
    services.invite_members(meeting=meeting, by=by)
    rows = Invitation.objects.filter(meeting=meeting).select_related("meeting__opportunity", "person")
    # Four of five come, as many of each role group whomever the lottery drew; nobody is written to: they are made up.
    for n, row in enumerate(rows.order_by("person__role_group", "pk")):
        services.mark_invited(invitation=row, by=by)
        services.answer_invitation(invitation=row, answer="no" if n % 5 == 4 else "yes", welsh="no",
                                   needs_are_right=True, by=row.person.public_id)  # fmt: skip
    services.check_inclusion(about=meeting.public_id, missing="People who work at night (made up).",
                             barriers="The hall is far from the north (made up).", by=by)  # fmt: skip
    return meeting


def _during(meeting: Meeting, coming: Sequence[Person], by: str) -> None:
    involvement.save_attendance(
        opportunity=meeting.opportunity, day=timezone.localtime(meeting.begins_at).date(), by=by,
        minutes={person.pk: meeting.minutes for person in coming})  # fmt: skip
    services.keep_note(meeting=meeting, round_number=1, table=1, once=f"real-{meeting.public_id}",
                       words="We share more than we thought (made up).")  # fmt: skip
    for person in coming:
        services.agree_notes(meeting=meeting, person=person, by=person.public_id)
        services.give_pulse(meeting=meeting, person=person, heard=5, could_take_part=4, worth_it=5)


def _after(meeting: Meeting, coming: Sequence[Person], by: str) -> None:
    day = timezone.localtime(meeting.begins_at).date()
    for offer in Offer.objects.filter(opportunity=meeting.opportunity, person__in=coming).order_by("pk"):
        involvement.answer_offer(offer=offer, accept=True, employer="no", benefits_answer="no", advice="")
    services.keep_action(meeting=meeting, words="Send the notes to everybody (made up)", owner=coming[0], by=by,
                         due_on=day + timedelta(days=14))  # fmt: skip
    services.keep_outcome(meeting=meeting, words="Begin with what most people share (made up).", by=by,
                          told_whom="Everybody who voted", told_by=day + timedelta(days=30))  # fmt: skip
    involvement.raise_claims(opportunity=meeting.opportunity, by=by)
