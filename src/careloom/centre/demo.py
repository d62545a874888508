"""Made-up seats, money and one decision of a body for the demo centre. The bodies themselves are sourced facts."""

from datetime import timedelta

from django.utils import timezone

from careloom.centre import queries, services
from careloom.centre.kinds import KINDS
from careloom.centre.models import Body, BudgetLine, DeliveryModel, Place, Seat

MADE_UP = {"source": "Made up for the demo", "confidence": "made up"}
# (body, name, role, term began so many days ago and ends in so many, may be shown)
SEATS = [
    ("leadership-team", "Amina Demo", "Director", 400, None, True),
    ("leadership-team", "Megan Demo", "National lead, Wales", 400, 330, True),
    ("leadership-team", "Fergus Demo", "National lead, Scotland", 400, 40, False),
    ("co-production-advisory-group", "Grace Demo", "Member who draws on care", 200, 165, True),
    ("co-production-advisory-group", "Tom Demo", "Member who is a carer", 200, 165, False),
    ("co-production-advisory-group", "Ines Demo", "Member who draws on care", 900, -170, True),
]
# (delivery model, nation, year, pounds)
MONEY = [("facilitator", "wales", 2026, 62_000), ("facilitator", "scotland", 2026, 62_000),
         ("network", "england", 2026, 48_500), ("network", "northern-ireland", 2026, 31_500),
         ("demonstrator", "england", 2027, 240_000), ("facilitator", "wales", 2027, 64_000)]  # fmt: skip


def is_loaded() -> bool:
    """Is there a seat or a budget line already?"""
    return Seat.objects.exists() or BudgetLine.objects.exists()


def load(*, by: str) -> None:
    """Put them in, where the centre has the bodies, models and nations of the first data files."""
    today = timezone.localdate()
    bodies = {body.slug: body for body in Body.objects.all()}
    for body, name, role, began, ends, shown in SEATS:
        if body in bodies:
            until = today + timedelta(days=ends) if ends is not None else None
            services.add_word(kind=KINDS["seats"], by=by, values={
                "body": bodies[body], "name": name, "role": role, "starts_on": today - timedelta(days=began),
                "ends_on": until, "may_be_shown": shown, "person_id": "", "note": "", **MADE_UP,
            })  # fmt: skip
    models = {model.slug: model for model in DeliveryModel.objects.all()}
    nations = {place.slug: place for place in Place.objects.filter(kind="nation")}
    for model, nation, year, pounds in MONEY:
        if model in models and nation in nations:
            values = {"model": models[model], "nation": nations[nation], "year": year, "pence": pounds * 100}
            services.add_word(kind=KINDS["budget-lines"], by=by, values={**values, "note": "", **MADE_UP})
    decision = queries.decisions_to_show().first()
    if decision and "leadership-team" in bodies:
        values = {"body": bodies["leadership-team"], "decision": decision}
        services.add_word(kind=KINDS["body-decisions"], by=by, values=values)
