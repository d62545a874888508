"""Rates and limits by date, opportunities, offers, claims and the access budget."""

from careloom.involvement.models.access import AccessBooking, AccessBudget
from careloom.involvement.models.claims import Attendance, Claim, ClaimLine, PayFile
from careloom.involvement.models.minutes import FormTime
from careloom.involvement.models.offers import Offer
from careloom.involvement.models.opportunities import Booking, EventPlace, Opportunity
from careloom.involvement.models.rates import Limit, PaymentRate, PaymentRule, Rate

__all__ = [
    "AccessBooking", "AccessBudget", "Attendance", "Booking", "Claim", "ClaimLine", "EventPlace", "FormTime",
    "Limit", "Offer", "Opportunity", "PayFile", "PaymentRate", "PaymentRule", "Rate",
]  # fmt: skip
