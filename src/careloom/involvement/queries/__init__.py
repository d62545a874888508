"""What pages and other rooms read about taking part and being paid."""

from careloom.involvement.queries.access import access_left, access_of, bookings_about
from careloom.involvement.queries.opportunities import (
    board,
    booking_of,
    coming,
    fair_chance,
    has_place,
    needs_of_those_who_come,
    places,
    waiting,
)
from careloom.involvement.queries.paying import (
    PROMISE,
    attendance_of,
    claims_of,
    claims_to_check,
    clock,
    conflicts,
    days_waited,
    earned_around,
    limits,
    offers_of,
    pay_rows,
    rate_on,
    rates_known,
    total,
    warnings_for,
)

__all__ = ["PROMISE", "access_left", "access_of", "attendance_of", "board", "booking_of", "bookings_about", "claims_of",
           "claims_to_check", "clock", "coming", "conflicts", "days_waited", "earned_around", "fair_chance",
           "has_place", "limits", "needs_of_those_who_come", "offers_of", "pay_rows", "places",
           "rate_on", "rates_known", "total", "waiting",
           "warnings_for"]  # fmt: skip
