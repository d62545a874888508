"""The demo's round: made-up topics, votes and decisions, plainly marked. Nobody voted or decided this."""

import random
from datetime import date, timedelta

from careloom.people.models import Person
from careloom.priorities import services
from careloom.priorities.counting import result_of
from careloom.priorities.models import Candidate, Round
from careloom.priorities.services.ballots import Voice
from careloom.thread.models import Entry

SLUG, NEXT, GRANTS = "demo-year", "demo-next-year", "demo-grants"
ROLES = ["draws-on-care", "carer", "practitioner"]
NATIONS = ["england", "scotland", "wales", "northern-ireland"]
# title, Easy Read, Welsh, what we could do, Easy Read, Welsh, today, who raised it, role, model, pounds, pull by role
TOPICS = [
    ("Breaks that carers can book", "Breaks for carers", "Seibiannau y gall gofalwyr eu trefnu",
     "Carers book a break by phone or app, and the same few workers come.", "Carers can book a break.",
     "Mae gofalwyr yn trefnu seibiant dros y ffôn neu ar ap, ac mae'r un ychydig o weithwyr yn dod.",
     "A carer asks the council and waits, often for months.", "theme", "carer", "demonstrator", 240000, (5, 9, 4)),
    ("Better care at night", "Care at night", "Gwell gofal yn y nos",
     "Small night teams visit people who would otherwise go to hospital.", "People get help at night.",
     "Mae timau nos bach yn ymweld â phobl a fyddai fel arall yn mynd i'r ysbyty.",
     "There is a phone number, and an ambulance.", "assembly", "draws-on-care", "facilitator", 160000, (9, 4, 4)),
    ("Time to get to know people", "Time for people", "Amser i ddod i adnabod pobl",
     "Care workers have paid time to learn what matters to a person.", "Care workers have time to listen.",
     "Mae gan weithwyr gofal amser â thâl i ddysgu beth sy'n bwysig i berson.",
     "Visits are counted in minutes.", "statement", "practitioner", "network", 90000, (6, 3, 9)),
    ("One form for all money", "One form for money", "Un ffurflen ar gyfer pob arian",
     "One form and one person for direct payments, benefits and grants.", "One form. One person to talk to.",
     "Un ffurflen ac un person ar gyfer taliadau uniongyrchol, budd-daliadau a grantiau.",
     "Four forms, four offices.", "advisory", "", "ask-impact", 40000, (5, 6, 2)),
    ("Robots that lift people", "Robots that lift people", "Robotiaid sy'n codi pobl",
     "Try lifting robots in four homes.", "Robots help to lift people.",
     "Rhoi cynnig ar robotiaid codi mewn pedwar cartref.",
     "Two care workers lift together with a hoist.", "staff", "", "demonstrator", 500000, (2, 1, 2)),
]  # fmt: skip


def is_loaded() -> bool:
    """Is the round here?"""
    return Round.objects.filter(slug=SLUG).exists()


def load(*, by: str) -> None:
    """One round to its approved programme, one that is open, and one on money that is still gathered."""
    of = _round(SLUG, 2026, by, name="Priorities 2026 (made up for this demo)",
                name_cy="Blaenoriaethau 2026 (wedi'u dyfeisio ar gyfer y demo hwn)")  # fmt: skip
    candidates = _topics(of, by)
    services.open_now(round=of, by=by)
    _scores(of, candidates)
    _ballots(of, candidates)
    services.close(round=of, by=by)
    of.refresh_from_db()
    services.keep_count(round=of, data=result_of(of), by=by)
    _decisions(candidates, _person("rosa"), _person("megan"))
    _programme(of, _person("rosa"), _person("ada"))
    later = _round(NEXT, 2027, by, name="Priorities 2027 (made up for this demo)", seed=4,
                   name_cy="Blaenoriaethau 2027 (wedi'u dyfeisio ar gyfer y demo hwn)")  # fmt: skip
    _topics(later, by)
    services.open_now(round=later, by=by)
    grants = _round(GRANTS, 2025, by, name="Small grants (made up for this demo)", seed=5, marks=Round.Marks.BUDGET,
                    name_cy="Grantiau bach (wedi'u dyfeisio ar gyfer y demo hwn)")  # fmt: skip
    _topics(grants, by)
    services.set_money(
        round=grants, budget=500000, completion=Round.Completion.GREEDY, limits={"wales": (1, None)}, by=by
    )


def _person(name: str) -> str:
    return str(Person.objects.get(email=f"{name}@demo.example").public_id)


def _round(
    slug: str, year: int, by: str, *, name: str, name_cy: str, seed: int = 11, marks: str = Round.Marks.TEN
) -> Round:  # fmt: skip
    return services.start(
        slug=slug, year=year, name=name, name_cy=name_cy, marks=marks, seats=3, budget=500000, seed=seed, by=by,
        why="We cannot work on everything at once. Your choice says what should come first.",
        why_easy="We cannot do everything. Tell us what should come first.",
        why_cy="Ni allwn weithio ar bopeth ar unwaith. Mae eich dewis yn dweud beth ddylai ddod gyntaf.",
        closes_on=date.today() + timedelta(days=30) if slug == NEXT else None,
    )  # fmt: skip


def _topics(of: Round, by: str) -> list[Candidate]:
    sources = {e: Entry.objects.filter(event=e).order_by("pk").first()
               for e in ("theme.agreed", "meeting.closed", "conversation.weighed")}  # fmt: skip
    rests_on = {"theme": "theme.agreed", "assembly": "meeting.closed", "statement": "conversation.weighed"}
    made = []
    for title, easy, welsh, says, says_easy, says_cy, today, raised, role, model, cost, _pull in TOPICS:
        source = sources.get(rests_on.get(raised, ""))
        made.append(services.propose(
            round=of, title=title, title_easy=easy, title_cy=welsh, says=says, says_easy=says_easy, says_cy=says_cy,
            current_way=today, raised_by=raised, raised_role=role, delivery_model=model, cost=cost,
            cost_note="made up", nations=["wales"] if raised == "advisory" else [],
            sources=[source.public_id] if source else [], by=by,
        ))  # fmt: skip
    return made


def _scores(of: Round, candidates: list[Candidate]) -> None:
    dice = random.Random(5)  # noqa: S311  # made-up scores, not secrets
    criteria = list(of.criteria.filter(is_gate=False).order_by("order"))
    for member in range(12):
        for candidate, topic in zip(candidates, TOPICS, strict=True):
            for criterion in criteria:
                lean = topic[-1][member % 3]
                services.score(
                    candidate=candidate, criterion=criterion, new=min(10, max(0, lean + dice.choice([-1, 0, 1]))),
                    current=dice.choice([2, 3, 4]), reason="A made-up reason for this demo.",
                    by=f"person_demo{member:02d}",
                    role_group=ROLES[member % 3], nation=NATIONS[member % 4],
                    who_gains="Carers who work shifts (made up)." if criterion.slug == "inequalities" else "",
                )  # fmt: skip
        if member < 6:
            points = dict(zip(criteria, dice.sample([100, 80, 60], 3), strict=True))
            services.give_weights(round=of, points=points, by=f"person_demo{member:02d}", role_group=ROLES[member % 3])


def _ballots(of: Round, candidates: list[Candidate]) -> None:
    dice = random.Random(6)  # noqa: S311  # made-up votes, not secrets
    for voter in range(36):
        role = ROLES[voter % 3]
        pull = {c.public_id: topic[-1][voter % 3] + dice.random() * 5
                for c, topic in zip(candidates, TOPICS, strict=True)}  # fmt: skip
        marks = sorted(pull, key=lambda i: -pull[i])[: dice.randint(2, 4)]
        voice = Voice(role_group=role, nation=NATIONS[voter % 4])
        if voter % 6 == 0:
            services.read_paper(round=of, serial=f"DEMO-{voter}", marks=marks, by="system", voice=voice)
        else:
            services.cast(round=of, marks=marks, once=f"demo-voter-{voter:04d}", by="guest", voice=voice)


def _decisions(candidates: list[Candidate], rosa: str, megan: str) -> None:
    breaks, night, time, form, robots = candidates
    for candidate in (breaks, night, time):
        choice = services.decide(
            candidate=candidate, kind="adopted", by=rosa, outcome="We work on this from next spring (made up).",
            reasons_for="Two role groups put it first, and there is enough to start with (made up).",
            reasons_against="It needs people who are hard to find (made up).",
            reason_easy="We do this. Many people asked for it. (made up)",
            reason_cy="Rydym yn gwneud hyn. Gofynnodd llawer o bobl amdano. (wedi'i ddyfeisio)",
        )  # fmt: skip
        services.sign(choice=choice, by=megan)
    parked = services.decide(
        candidate=form, kind="parked", by=rosa, outcome="We wait until the law on benefits is clear (made up).",
        reasons_for="A new law is being made (made up).",
        reasons_against="People fill in four forms meanwhile (made up).",
        reason_easy="We wait. There may be a new law. (made up)", review_on=date.today() + timedelta(days=200),
        reason_cy="Rydym yn aros. Efallai y bydd cyfraith newydd. (wedi'i ddyfeisio)",
    )  # fmt: skip
    services.report_minority(
        choice=parked, title="People cannot wait for a law", by=megan, role_group="draws-on-care", people=4,
        words="Four members of the Assembly would start with one council now and learn from it (made up).",
        words_easy="Four people say: start now, in one place. (made up)",
    )  # fmt: skip
    services.decide(
        candidate=robots, kind="declined", by=rosa, outcome="We do not do this (made up).",
        reasons_for="It is dear, and those who would be lifted did not ask for it (made up).",
        reasons_against="Lifting hurts the backs of care workers (made up).",
        reason_easy="We do not do this. It costs too much. (made up)",
        reason_cy="Nid ydym yn gwneud hyn. Mae'n costio gormod. (wedi'i ddyfeisio)",
    )  # fmt: skip


def _programme(of: Round, rosa: str, ada: str) -> None:
    words = {"intro": "Three topics that people put first (made up).", "intro_easy": "We do three things. (made up)",
             "intro_cy": "Tri phwnc y rhoddodd pobl gyntaf (wedi'u dyfeisio)."}  # fmt: skip
    made = services.start_programme(round=of, by=rosa, **words)
    first = made.versions.get()
    said = services.comment(version=first, assembly="Wales (demo)", words="Night care must reach the valleys.", by=rosa)
    services.answer(comment=said, answer="changed", why="Wales is named now (made up).", by=rosa)
    rows = {t.candidate_id: {"delivery_model": t.delivery_model, "nations": ["wales", "england"], "budget": t.budget}
            for t in first.topics.all()}  # fmt: skip
    services.revise(programme=made, topics=rows, what_changed="Night care names Wales (made up).", by=rosa, **words)
    services.approve(programme=made, reasons_for="It is what people asked for (made up).", by=ada)
