"""The demo's form for small services: "Tell us what works", with a few made-up answers."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from careloom.questionnaires import queries, services
from careloom.questionnaires.models import Version
from careloom.questionnaires.words import Twin

SLUG = "what-works"
TWINS: list[Twin] = [("standard", "en"), ("easy", "en"), ("standard", "cy")]
ANSWERS: list[dict[str, Any]] = [
    {"role": "provider", "nation": "wales", "town": "Gwynedd", "service": "Example lunch club (made up)",
     "people": "10-49", "money": ["members", "donations"], "know": ["people-say", "we-count"], "share": "yes",
     "what": "We cook together on Tuesdays. Whoever cooks decides the meal.", "help": ["people"],
     "changed": "Three people who ate alone now ring each other during the week."},
    {"role": "draws-on-care", "nation": "scotland", "service": "Example repair table (made up)", "people": "under-10",
     "money": ["none"], "know": ["not-yet"], "share": "no", "help": ["money", "advice"],
     "what": "We mend wheelchairs and walking frames on a market stall, and people stay to talk."},
]  # fmt: skip


def form(*, by: str) -> Version:
    """Publish the form in English, Easy Read and Welsh."""
    version = services.make_from_files(
        folder=Path(__file__).parent / "data", name=SLUG, title="Tell us what works", twins=TWINS, by=by,
        checkers={"en": "Aisha Okafor (demo)", "cy": "Megan Rees (demo)"}, sign_off="Plain Talk group (demo)",
    )  # fmt: skip
    services.publish(version=version, by=by, opens_on=date.today() - timedelta(days=10))
    return version


def load(*, by: str) -> None:
    """The form and its made-up answers."""
    version = form(by=by)
    returns = [(f"demo-what-works-{n}", values, services.Given()) for n, values in enumerate(ANSWERS)]
    services.receive_many(version=version, returns=returns, by=by)


def is_loaded() -> bool:
    """Is the form here?"""
    return queries.published(SLUG) is not None
