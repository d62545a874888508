"""What this room puts on the desk."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from careloom.involvement import queries
from careloom.involvement.models import AccessBooking, Claim, Offer
from careloom.people.rules import RULES

PAGES = [
    ("involvement:mine", gettext_lazy("My part"), "signed_in"),
    ("involvement:opportunities", gettext_lazy("Ways to take part"), "engagement_lead"),
    ("involvement:access", gettext_lazy("Access budget"), "engagement_lead"),
    ("involvement:payments", gettext_lazy("Payments"), "payments_officer"),
    ("involvement:set_rates", gettext_lazy("Rates and limits"), "payments_officer"),
]


def tasks(user: Any) -> list[dict[str, str]]:
    """Offers to answer, claims to send; for those who pay, claims to check; for those who book, what was asked for."""
    found = [
        {"address": reverse("involvement:offer", args=[offer.public_id]),
         "words": _("An offer waits for your answer: %s") % offer.opportunity.title}
        for offer in queries.offers_of(user.person).filter(state=Offer.State.MADE)[:5]
    ] + [
        {"address": reverse("involvement:claim", args=[claim.public_id]),
         "words": _("Your claim is ready to send: %s") % claim.offer.opportunity.title}
        for claim in queries.claims_of(user.person).filter(state__in=[Claim.State.DRAFT, Claim.State.RETURNED])[:5]
    ]  # fmt: skip
    if RULES["payments_officer"](user, {}) and (n := Claim.objects.filter(state=Claim.State.SENT).count()):
        words = ngettext("%d claim waits for you", "%d claims wait for you", n) % n
        found.append({"address": reverse("involvement:payments"), "words": words})
    asked = AccessBooking.objects.filter(state=AccessBooking.State.ASKED)
    if RULES["engagement_lead"](user, {}) and (n := asked.count()):
        words = ngettext("%d thing to book for somebody", "%d things to book for people", n) % n
        found.append({"address": reverse("involvement:access"), "words": words})
    return found
