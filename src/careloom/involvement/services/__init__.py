"""Every change about taking part and being paid."""

from careloom.involvement.services.access import book_access, need_access, no_longer_needed, set_access_budget
from careloom.involvement.services.claims import (
    add_expense,
    approve_claim,
    ask_claimant,
    make_pay_file,
    mark_paid,
    raise_claims,
    save_attendance,
    send_claim,
)
from careloom.involvement.services.minutes import note_form_time, note_minutes, opened_now
from careloom.involvement.services.offers import answer_offer, decide_conflict, make_offer, make_offers
from careloom.involvement.services.opportunities import book, close_opportunity, leave, open_opportunity
from careloom.involvement.services.rates import import_rates, import_rules, load_limits, set_limit, set_rate
from careloom.involvement.services.refusing import Refused

__all__ = [
    "Refused",
    "add_expense",
    "answer_offer",
    "approve_claim",
    "ask_claimant",
    "book",
    "book_access",
    "close_opportunity",
    "decide_conflict",
    "import_rates",
    "import_rules",
    "leave",
    "load_limits",
    "make_offer",
    "make_offers",
    "make_pay_file",
    "mark_paid",
    "need_access",
    "no_longer_needed",
    "note_form_time",
    "note_minutes",
    "open_opportunity",
    "opened_now",
    "raise_claims",
    "save_attendance",
    "send_claim",
    "set_access_budget",
    "set_limit",
    "set_rate",
]  # fmt: skip
