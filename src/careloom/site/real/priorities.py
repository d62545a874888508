"""A round: topics with their sources, scores, ballots, signed decisions with dissent, and the work programme."""

import random
from datetime import date, timedelta

from django.utils import timezone

from careloom.assemblies.models import Membership
from careloom.conversations.models import Conversation, Result
from careloom.evidence.models import Judgement
from careloom.priorities import services
from careloom.priorities.counting import result_of
from careloom.priorities.models import Candidate, Round
from careloom.priorities.services.ballots import Voice
from careloom.site.real import folder
from careloom.site.real.running import Real
from careloom.thread.models import Entry

SLUG, SEATS, GUESTS, SCORERS = "real-round", 4, 300, 24
MADE_UP = "(made up for this test)"
# theme of the survey → (topic of the register, what we could do, delivery model, pounds)
WISHES = {
    "Breaks for carers": ("carers-health-and-well-being", "Carers book a break by phone.", "demonstrator", 240_000),
    "Time and the same person": ("assets-based-and-person-centred-care", "Small teams that stay.", "network", 90_000),
    "Choice and respect": ("assets-based-and-person-centred-care", "People choose who comes.", "facilitator", 120_000),
    "One's own home": ("prevention-and-well-being", "Help early, at home.", "demonstrator", 200_000),
    "Fair work": ("support-for-people-who-work-in-social-care", "Pay for the way between visits.", "network", 80_000),
    "Clear and reachable": ("", "One number that somebody answers.", "ask-impact", 40_000),
}
ROLES = ("draws-on-care", "carer", "practitioner", "provider")
NATIONS = ("england", "scotland", "wales", "northern-ireland")


def run(real: Real) -> None:
    """From the themes, the conversations and the meetings to an approved programme."""
    rosa = real.staff["rosa"]
    of = services.start(
        slug=SLUG, year=timezone.localdate().year, name=f"Priorities {MADE_UP}", seats=SEATS, seed=2026, by=rosa,
        name_cy="Blaenoriaethau (wedi'u dyfeisio ar gyfer y prawf hwn)", why="We cannot work on everything at once.",
        why_easy="We cannot do everything. Tell us what should come first.", why_cy="Ni allwn weithio ar bopeth.",
    )  # fmt: skip
    candidates = [*_wished(real, of, rosa), *_discussed(real, of, rosa)]
    services.open_now(round=of, by=rosa)
    _scores(of, candidates)
    _ballots(of, candidates)
    services.close(round=of, by=rosa)
    of.refresh_from_db()
    count = services.keep_count(round=of, data=result_of(of), by=rosa)
    _decide(real, candidates, set(count.data["top"]))
    _programme(of, real)


def _wished(real: Real, of: Round, by: str) -> list[Candidate]:
    gaps = {gap.question.topic: gap.entry_id for gap in real.gaps}
    made = []
    for theme, (topic, says, model, cost) in WISHES.items():
        judged = Judgement.objects.filter(question__topic=topic, nation="wales").exclude(entry_id="")
        sources = [real.wishes[theme].public_id, *judged.values_list("entry_id", flat=True)]
        made.append(services.propose(
            round=of, title=f"{theme} {MADE_UP}", says=says, current_way="Nothing in particular.", raised_by="theme",
            raised_role="carer" if "carer" in theme else "draws-on-care", topic=topic, cost=cost, delivery_model=model,
            cost_note="made up", sources=[*sources, *([gaps[topic]] if topic in gaps else [])], by=by,
        ))  # fmt: skip
    return made


def _discussed(real: Real, of: Round, by: str) -> list[Candidate]:
    """One for each conversation: the statement that most people share, as its Assembly met about it."""
    made = []
    for public in folder.CONVERSATIONS:
        conversation = Conversation.objects.get(slug=f"public-{public.assembly}")
        data = Result.objects.get(conversation=conversation, final=True).data
        shown = [row for row in data["statements"] if not row.get("hidden") and not row["out"]]
        best = max(shown, key=lambda row: row["agree"])  # the first of equal ones, in the order of the statements
        weighed = Entry.objects.get(event="statement.weighed", subject=best["id"])
        sources = [real.weighed[public.assembly].public_id, weighed.public_id, real.met[public.assembly].public_id]
        made.append(services.propose(
            round=of, title=f"{public.name} (public test data)", says="What people there share most.", by=by,
            current_way="It is decided elsewhere.", raised_by="assembly", sources=sources,
        ))  # fmt: skip
    return made


def _members() -> list[Membership]:
    rows = Membership.objects.filter(state="member").select_related("person", "assembly")
    return list(rows.order_by("assembly__slug", "role_group", "pk"))


def _scores(of: Round, candidates: list[Candidate]) -> None:
    chance = random.Random(1)  # noqa: S311  # made-up scores, not secrets
    criteria = list(of.criteria.filter(is_gate=False).order_by("order"))
    for row in _members()[:: max(1, len(_members()) // SCORERS)][:SCORERS]:
        for candidate in candidates:
            for criterion in criteria:
                services.score(candidate=candidate, criterion=criterion, new=chance.randint(4, 10),
                               current=chance.randint(1, 6), reason=f"A reason {MADE_UP}", by=row.person.public_id,
                               role_group=row.role_group, nation=row.assembly.nation_code)  # fmt: skip


def _ballots(of: Round, candidates: list[Candidate]) -> None:
    """Members by account, others by code, some on paper; what people like is drawn once, by the number of a topic."""
    chance = random.Random(2)  # noqa: S311  # made-up votes, not secrets

    def marks() -> list[str]:
        pull = {c.public_id: chance.random() * 2 + len(candidates) / (c.number + 1) for c in candidates}
        return sorted(pull, key=lambda one: -pull[one])[: chance.randint(2, 5)]

    for row in _members():
        about = Voice(row.role_group, row.assembly.nation_code, person_id=row.person.public_id)
        services.cast(round=of, marks=marks(), once=f"real-member-{row.pk}", by=row.person.public_id, voice=about)
    for n in range(GUESTS):
        about = Voice(ROLES[n % 4], NATIONS[n % 3])
        if n % 10 == 0:
            services.read_paper(round=of, serial=f"REAL-{n:04d}", marks=marks(), by="system", voice=about)
        else:
            services.cast(round=of, marks=marks(), once=f"real-guest-{n:04d}", by="guest", voice=about)


def _decide(real: Real, candidates: list[Candidate], top: set[str]) -> None:
    """The top of the count is adopted; of the others the first waits, and some see that otherwise."""
    rosa, megan = real.staff["rosa"], real.staff["megan"]
    left = [candidate for candidate in candidates if candidate.public_id not in top]
    for candidate in candidates:
        kind = "adopted" if candidate.public_id in top else "parked" if candidate == left[0] else "declined"
        choice = services.decide(
            candidate=candidate, kind=kind, by=rosa, outcome=f"{OUTCOMES[kind][0]} {MADE_UP}",
            reasons_for=f"{OUTCOMES[kind][1]} {MADE_UP}", reasons_against=f"Some asked for the opposite {MADE_UP}",
            reason_easy=OUTCOMES[kind][2], reason_cy=OUTCOMES[kind][3], because=sources_of(candidate),
            review_on=_review_day() if kind == "parked" else None,
        )  # fmt: skip
        services.sign(choice=choice, by=megan)
        if kind == "parked":
            services.report_minority(choice=choice, title=f"People cannot wait {MADE_UP}", by=megan, people=4,
                                     words=f"Four members would begin now {MADE_UP}", words_easy="Four say: start now.",
                                     role_group="carer")  # fmt: skip


def sources_of(candidate: Candidate) -> list[Entry]:
    """What the candidate rests on, for the decision to cite by name."""
    return list(Entry.objects.filter(public_id__in=candidate.sources.values("entry_id")).order_by("pk"))


OUTCOMES = {
    "adopted": ("We work on this.", "Ballots of all groups put it first.", "We do this. Many people asked for it.",
                "Rydym yn gwneud hyn. Gofynnodd llawer o bobl amdano."),
    "parked": ("We wait.", "A law is being made.", "We wait. There may be a new law.", "Rydym yn aros."),
    "declined": ("We do not do this.", "Other topics came first.", "We do not do this. Other things came first.",
                 "Nid ydym yn gwneud hyn. Daeth pethau eraill yn gyntaf."),
}  # fmt: skip


def _review_day() -> date:
    return timezone.localdate() + timedelta(days=200)


def _programme(of: Round, real: Real) -> None:
    rosa, ada = real.staff["rosa"], real.staff["ada"]
    words = {"intro": f"What people put first {MADE_UP}", "intro_easy": "We do these things.",
             "intro_cy": "Yr hyn a roddodd pobl gyntaf."}  # fmt: skip
    made = services.start_programme(round=of, by=rosa, **words)
    first = made.versions.get()
    for row in folder.CONVERSATIONS:
        said = services.comment(version=first, assembly=row.assembly, words=f"Name our nation {MADE_UP}", by=rosa)
        services.answer(comment=said, answer="changed", why=f"It is named now {MADE_UP}", by=rosa)
    rows = {t.candidate_id: {"delivery_model": t.delivery_model, "nations": list(NATIONS), "budget": t.budget}
            for t in first.topics.all()}  # fmt: skip
    services.revise(programme=made, topics=rows, what_changed=f"Nations are named {MADE_UP}", by=rosa, **words)
    services.approve(programme=made, reasons_for=f"It is what people asked for {MADE_UP}", by=ada)
