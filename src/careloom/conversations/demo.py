"""The demo's conversation: 40 made-up members, two ways of seeing breaks for carers. Nobody said or voted this."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

from careloom.conversations import services
from careloom.conversations.models import Conversation, Voter
from careloom.conversations.services.votes import About
from careloom.thread.models import Entry

SLUG = "breaks-for-carers"
FILE = Path(__file__).parent / "data" / "statements.csv"
ROLES = ["draws-on-care", "carer", "practitioner"]
NATIONS = ["england", "scotland", "wales", "northern-ireland"]
MEMBERS = 40


def is_loaded() -> bool:
    """Is the conversation here?"""
    return Conversation.objects.filter(slug=SLUG).exists()


def load(*, by: str) -> None:
    """The statements, the members, their votes, a first count."""
    chance = random.Random(7)  # noqa: S311  # made-up votes, not secrets
    conversation = services.start(
        slug=SLUG, name="What should a break for carers be like? (made up for this demo)",
        name_cy="Sut ddylai seibiant i ofalwyr fod? (wedi'i ddyfeisio ar gyfer y demo hwn)",
        why="Many carers told us that breaks matter most. Your votes show what we share and what divides us. The "
        "Assembly reads the result before it says which ideas come first.",
        why_easy="Carers need breaks. Tell us what you think. We use your votes to choose what to do first.",
        why_cy="Dywedodd llawer o ofalwyr wrthym mai seibiannau sydd bwysicaf. Mae eich pleidleisiau yn dangos beth "
        "sydd gennym yn gyffredin a beth sy'n ein rhannu. Mae'r Cynulliad yn darllen y canlyniad cyn dweud pa syniadau "
        "sy'n dod gyntaf.",
        by=by, closes_on=date.today() + timedelta(days=30),
    )  # fmt: skip
    services.open_now(conversation=conversation, by=by)
    conversation.refresh_from_db()
    voters = [_member(conversation, number) for number in range(MEMBERS)]
    theme = Entry.objects.filter(event="theme.agreed").order_by("pk").first()
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        if row["member"]:
            writer = next(v for v in voters if v.role_group == row["member"])
            statement = services.write(voter=writer, text=row["text"], once=f"demo{number:012d}")
            services.show(statement=statement, by=by, text_easy=row["text_easy"], text_cy=row["text_cy"])
        else:
            statement = services.seed(
                conversation=conversation, text=row["text"], text_easy=row["text_easy"], text_cy=row["text_cy"],
                source_id=theme.public_id if theme else "", by=by,
            )  # fmt: skip
        for place, voter in enumerate(voters):
            if chance.random() < 0.85:
                lean = int(row["north" if place % 5 < 3 else "south"])
                value = lean if chance.random() < 0.85 else chance.choice([-1, 0, 1])
                services.cast(voter=voter, statement=statement, value=value, important=chance.random() < 0.3)
    # One waits to be read, so that somebody finds it on the desk.
    services.write(voter=voters[0], text="Somebody should check that breaks really happen.", once="demo-waiting-0001")
    refused = services.write(voter=voters[1], text="My neighbour on Mill Lane should lose her break.",
                             once="demo-refused-0001")  # fmt: skip
    services.refuse(statement=refused, reason="It names a place where one person can be found.", keep_private=True,
                    by=by)  # fmt: skip
    services.propose(
        conversation=conversation, by=by,
        text="A Demonstrator: in four towns carers book breaks by phone or app, and the same few workers come.",
        text_easy="We want to try it in four towns. Carers book a break by phone or app.",
        text_cy="Arddangoswr: mewn pedair tref mae gofalwyr yn trefnu seibiant dros y ffôn neu ar ap, ac mae'r un "
        "ychydig o weithwyr yn dod.",
    )  # fmt: skip
    services.weigh(conversation=conversation, by=by)


def _member(conversation: Conversation, number: int) -> Voter:
    group = {"people": 12, "group_name": "Carers' lunch club (demo)", "how_decided": "We talked and raised hands."}
    about = About(role_group=ROLES[number % 3], nation=NATIONS[number % 4], **(group if number == 39 else {}))  # type: ignore[arg-type]
    return services.join(conversation=conversation, once=f"demo-member-{number:04d}", by="guest", about=about)[0]
