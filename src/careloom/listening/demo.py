"""The demo's survey, and about 2,000 made-up returns with totals that are known before they are sent.

Nobody said these words: they were written for the demo, and every page of a demo centre says so.
"""

import csv
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from careloom.jobs.services import enqueue
from careloom.listening import demo_coding, demo_paper
from careloom.listening import services as listening
from careloom.people.models import Account
from careloom.questionnaires import queries, services
from careloom.questionnaires.models import Questionnaire, Version
from careloom.questionnaires.words import Twin

DATA = Path(__file__).parent / "data"
SLUG = "what-matters"
TWINS: list[Twin] = [("standard", "en"), ("easy", "en"), ("standard", "cy"), ("standard", "ur")]
CHECKERS = {"en": "Aisha Okafor (demo)", "cy": "Megan Rees (demo)", "ur": "Farida Khan (demo)"}
# Returns by role group and nation; people who run care in Northern Ireland are missing on purpose.
ROLES = ("draws-on-care", "carer", "practitioner", "provider", "commissioner", "researcher")
CELLS = {nation: dict(zip(ROLES, counts, strict=True)) for nation, counts in {
    "england": (310, 270, 240, 90, 60, 40), "northern-ireland": (40, 45, 30, 0, 9, 5),
    "scotland": (120, 130, 95, 35, 22, 18), "wales": (85, 110, 80, 30, 16, 12),
}.items()}  # fmt: skip
SOURCE = "Set by the demo centre for practice; not a real target"
SAFE = {
    "ground_rules": "One person speaks at a time (demo).\nWhat is said here stays here, without names (demo).\n"
    "Anybody can stop at any time and need not say why (demo).",
    "distress": "We stop, ask what would help, and sit with the person. We call them the next day (demo).",
    "safeguarding": "If somebody may be at risk we tell them that we must pass it on, and call the lead (demo).",
    "lead": "Rosa Demo, rosa@demo.example",
}  # fmt: skip
LANGUAGES = ["en", "cy", "ur", "pl", "ro", "pa", "bn", "ar"]
HALVES: dict[str, tuple[list[str], list[str]]] = {
    "what-matters": (
        ["Being asked what I want", "The same person coming every week", "Having enough time to talk",
         "Staying in my own home", "A break now and then", "Staff who are paid fairly",
         "Somebody who answers the phone",
         "Being treated like an adult", "Help that comes on time", "Knowing what it will cost"],
        ["so that I can plan my day.", "because I am tired of telling my story again.", "and not being rushed.",
         "even when money is short.", "for me and for my family.", "before things get worse."]),
    "works-well": (
        ["Our community nurse", "The day centre", "The lunch club", "My personal assistant", "The carers' group",
         "The new rota", "The video calls"],
        ["listens and comes back with an answer.", "makes the week shorter.", "knows my name.", "was our own idea."]),
    "hopes": (
        ["I would let people choose who supports them", "I would pay for travel between visits",
         "I would ask carers before a plan is made", "I would put one person in charge of each plan",
         "I would train new staff together with people who draw on care",
         "I would make visits long enough to talk", "I would keep the same worker for each person",
         "I would let my brother stay in his own flat", "I would give carers a proper break",
         "I would have a bus that comes when it says it will", "I would say clearly what it costs"],
        ["from the first day.", "in every town.", "and check after a year.", "without a long form.",
         "because people know what they need.", "so that nobody has to beg.", "even in the countryside.",
         "and write it down in plain words."]),
}  # fmt: skip


# Answers that need a translator, a second look, or nothing at all; all of them made up.
OWN_WORDS = [
    "Hoffwn i bobl gael dewis pwy sy'n eu cefnogi, yn Gymraeg.",
    "میں چاہتی ہوں کہ میری دیکھ بھال کرنے والی وقت پر آئے۔",
    "Mrs Example at the centre should answer her phone. Mine is 01632 960123.", "😀👍",
    "Chcę, żeby moja mama mogła mieszkać w domu.", "Time",
]


def words() -> dict[Twin, dict[str, str]]:
    """The survey's words by twin, as written in data/what-matters.csv."""
    with (DATA / f"{SLUG}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = {("standard", "en"): "en", ("easy", "en"): "en-easy", ("standard", "cy"): "cy", ("standard", "ur"): "ur"}
    return {twin: {r["key"]: r[column] for r in rows if r[column]} for twin, column in columns.items()}


def survey(*, by: str) -> Version:
    """Publish the demo survey in every twin."""
    raw = json.loads((DATA / f"{SLUG}.json").read_text(encoding="utf-8"))
    version = services.make_questionnaire(
        slug=SLUG, name="What matters to you about care?", raw=raw, promised=TWINS, by=by)  # fmt: skip
    for twin, texts in words().items():
        wanted = set(services.required_words(version, twin[0])) | {k for k in texts if k.endswith(".hint")}
        services.set_words(version=version, twin=twin, texts={k: t for k, t in texts.items() if k in wanted}, by=by)
        services.check_words(version=version, twin=twin, checker=CHECKERS[twin[1]], by=by)
    services.sign_easy_read(version=version, language="en", group="Plain Talk group (demo)", by=by)
    today = date.today()
    services.publish(version=version, by=by, opens_on=today - timedelta(days=30), closes_on=today + timedelta(days=60))
    return version


def _answers(chance: random.Random, role: str, nation: str, channel: str) -> dict[str, Any]:
    topics = chance.sample(["home", "breaks", "growing-up", "work-force", "technology", "money"], chance.randint(1, 3))
    order = ["listen", "try-out", "train", "share"]
    chance.shuffle(order)
    said = {key: f"{chance.choice(starts)} {chance.choice(ends)}" for key, (starts, ends) in HALVES.items()}
    found: dict[str, Any] = {
        "role": role, "nation": nation, "first-time": chance.choice(["yes", "no"]), **said,
        "how-good": chance.randint(1, 5), "topics": sorted(topics), "order": order,
        "help": [chance.choice(["advice", "people", "money"])], "quote": chance.choice(["yes", "yes", "no"]),
        "eq-age": chance.choice(["25-34", "45-54", "55-64", "65-74", "not-say"]),
    }  # fmt: skip
    if role == "carer":
        found["care-hours"] = str(chance.choice([5, 12, 25, 40, 60]))
    if channel == "web" and chance.random() < 0.3:
        del found["works-well"]
    return found


def returns(seed: int = 7) -> Iterator[tuple[str, dict[str, Any], services.Given]]:
    """Every made-up return: (once key, values, given). Some come twice with the same key, as a double click does."""
    chance = random.Random(seed)  # noqa: S311  # made-up answers, not secrets
    number = 0
    for nation, roles in CELLS.items():
        for role, count in roles.items():
            for _ in range(count):
                number += 1
                channel = chance.choice(["web", "web", "web", "paper", "phone", "in-person"])
                edition = "easy" if role == "draws-on-care" and chance.random() < 0.25 else "standard"
                language = (
                    chance.choice(LANGUAGES)
                    if number % 9 == 0
                    else "cy"
                    if nation == "wales" and number % 4 == 0
                    else "en"
                )
                group = {"name": f"Group {number}", "size": str(2 + number % 29), "how": ["meeting"],
                         "consent": "all-know"} if number % 17 == 0 else None  # fmt: skip
                given = services.Given(channel=channel, edition=edition, language=language, group=group)
                answers = _answers(chance, role, nation, channel)
                if number % 97 == 0:
                    answers["hopes"] = OWN_WORDS[number // 97 % len(OWN_WORDS)]
                yield f"demo-return-{number:05d}", answers, given


def load(*, by: str) -> None:
    """The survey, its targets, a first step of outreach, and every made-up return."""
    version = survey(by=by)
    questionnaire = version.questionnaire
    for nation in CELLS:
        for role in ROLES:
            number = {"england": 200, "scotland": 100}.get(nation, 60) if role in {"draws-on-care", "carer"} else 30
            listening.set_target(
                questionnaire=questionnaire, role_group=role, nation=nation, number=number, source=SOURCE, by=by
            )
    batch = list(returns())
    services.receive_many(version=version, returns=batch, by=by)
    services.receive_many(version=version, returns=batch[:60], by=by)  # sent twice: counted once
    for number in range(25):
        state = {"raw": {"q.role": ["carer"]}, "at": 0, "twin": "en", "group": False, "number": number}
        services.save_draft(questionnaire=questionnaire, raw=state, by="guest")
    _around(questionnaire, by=by)
    demo_coding.load(questionnaire, by=by)
    demo_paper.load(questionnaire, by=by)


def _around(questionnaire: Questionnaire, *, by: str) -> None:
    """What stands around the answers: safety, outreach, help, somebody who is not reached, people who wait."""
    rosa = Account.objects.filter(email="rosa@demo.example").select_related("person").first()
    owner, today = rosa.person.public_id if rosa else by, date.today()
    listening.make_safe(questionnaire=questionnaire, by=by, **SAFE)
    for language in ("pl", "ur"):
        listening.set_target(questionnaire=questionnaire, field="language", category=language, number=40,
                             source=SOURCE, by=by)  # fmt: skip
    task = listening.plan_outreach(
        questionnaire=questionnaire, role_group="provider", nation="northern-ireland", owner_id=owner, by=by,
        next_action="Call the association of care homes (demo)", due_on=today + timedelta(days=3),
        offered_back="A page with what their members said (demo)",
    )  # fmt: skip
    listening.step_outreach(
        task=task, state="contacted", done="Wrote to the association; they asked for paper forms (demo)", by=owner,
        next_action="Bring 40 paper forms (demo)", due_on=today + timedelta(days=5),
    )  # fmt: skip
    listening.offer_help(questionnaire=questionnaire, kind="advice", by=by, contact="advice@demo.example",
                         words="An hour with somebody who has tried it (demo)")  # fmt: skip
    listening.note_access_gap(questionnaire=questionnaire, community="Polish-speaking carers (demo)", nation="scotland",
                              support="Carer's assessment", barrier="Letters come in English only", by=by,
                              heard_from="A lunch club (demo)")  # fmt: skip
    enqueue(name="listening.release", by=by, once="demo-release", arguments={"questionnaire": questionnaire.public_id})


def known_totals() -> dict[str, int]:
    """What the dashboard must show, counted from the list above alone."""
    batch = list(returns())
    groups = [int(given.group["size"]) for _, _, given in batch if given.group]
    return {"returns": len(batch), "people": len(batch) - len(groups) + sum(groups), "groups": len(groups)}


def is_loaded() -> bool:
    """Is the survey here?"""
    return Questionnaire.objects.filter(slug=SLUG).exists() and queries.published(SLUG) is not None
