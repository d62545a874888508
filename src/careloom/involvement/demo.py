"""Made-up rates, one open event and a few claims; every page of a demo centre says that it is made up."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from careloom.involvement import services
from careloom.involvement.models import Claim, Opportunity, Rate
from careloom.people.models import Account, Person

SOURCE = "Set by the demo centre for practice; not a real rate"


def is_loaded() -> bool:
    """Is the open event here?"""
    return Rate.objects.exists()


def _at(days: int) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=days), datetime.min.time())) \
        + timedelta(hours=10, minutes=30)  # fmt: skip


def _person(email: str) -> Person:
    return Account.objects.select_related("person").get(email=email).person


def load(*, by: str) -> None:
    """Rates from two dates, limits, an access budget, an open event, and one past event with claims."""
    year = date.today().year
    for pence, since in ((1500, date(year - 1, 4, 1)), (1600, date(year, 4, 1))):
        services.set_rate(task="taking-part", name="Taking part (demo)", unit="hour", pence=pence, valid_from=since,
                          source=SOURCE, by=by)  # fmt: skip
    services.load_limits(by=by)
    services.set_access_budget(year=year, pence=500_000, by=by)
    services.set_access_budget(year=year + 1, pence=500_000, by=by)
    terms = {"what": "Come to one afternoon in Cardiff and look at our plans with us.", "how_long": "3 hours",
             "minutes": 180, "how_often": "Once", "task": "taking-part",
             "expenses": ["travel", "carer", "food"]}  # fmt: skip
    services.open_opportunity(title="Look at our plans with us (demo)", places=12, begins_at=_at(21), by=by,
                              where="Example Hall, Cardiff", nation_code="wales", **terms)  # type: ignore[arg-type]
    past = services.open_opportunity(title="Reading our newsletter together (demo)", places=6, begins_at=_at(-9), by=by,
                                     where="On the phone", listed=False, **terms)  # type: ignore[arg-type]
    people = [_person("grace@demo.example"), _person("tom@demo.example")]
    for person in people:
        services.book(opportunity=past, person=person, by=person.public_id)
        offer = services.make_offer(opportunity=past, person=person, by=by)
        services.answer_offer(offer=offer, accept=True, employer="no", benefits_answer="no", advice="")
    day = timezone.localdate() - timedelta(days=9)
    services.save_attendance(opportunity=past, day=day, minutes={person.pk: 90 for person in people}, by=by)
    services.raise_claims(opportunity=past, by=by)
    services.send_claim(claim=Claim.objects.get(offer__person=people[0]))
    services.close_opportunity(opportunity=Opportunity.objects.get(pk=past.pk), by=by)
