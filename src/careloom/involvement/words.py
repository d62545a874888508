"""Sentences of this room that are made from codes and amounts."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from careloom.involvement.benefits import Warning
from careloom.involvement.models import ClaimLine, Limit, Offer, Rate
from careloom.involvement.money import for_minutes
from careloom.involvement.services.refusing import Refused
from careloom.ui.money import money


def expense_names(kinds: Iterable[str]) -> str:
    """Names of expenses, in words."""
    names = dict(ClaimLine.Kind.choices)
    return ", ".join(str(names.get(kind, kind)) for kind in kinds) or str(_("none"))


def how_much(offer: Offer) -> str:
    """The offer's money in words."""
    if not offer.pence:
        return str(_("this is not paid"))
    rate = f"{money(offer.pence)} {dict(Rate.Unit.choices).get(offer.unit, '')}"
    if offer.unit != Rate.Unit.HOUR or not offer.opportunity.minutes:
        return rate
    return _("%(rate)s, so %(sum)s each time") % {
        "rate": rate, "sum": money(for_minutes(offer.pence, offer.opportunity.minutes))}  # fmt: skip


def refusal(wrong: Refused) -> str:
    """What a page says when a service refused."""
    v: dict[str, Any] = wrong.values
    said = {
        "closed": lambda: _("This is closed now. Nothing was lost; write to us if you still want to come."),
        "no_rate": lambda: _("There is no rate for '%(task)s' on %(day)s. Set one with its first day.") % v,
        "offer_incomplete": lambda: _("The offer must say what, how long and how often before anybody is asked."),
        "survey_is_not_paid": lambda: _("Answers to a simple survey are usually not paid. Say why this one is."),
        "more_than_the_rate": lambda: _("The offer is %s. You can take that or less.") % money(v["pence"]),
        "advice_first": lambda: _(
            "Money can change benefits. Please look at the free advice first, and tell us below."),
        "sources_conflict": lambda: _(
            "Our sources do not agree whether vouchers count as earnings. We do not guess: somebody here will decide "
            "and write to you. You can choose another way now."),
        "minutes_of_a_day": lambda: _("A day has 1,440 minutes. You wrote %(minutes)s.") % v,
        "claim_was_sent": lambda: _(
            "This claim was sent. If something is missing, tell us and we give it back to you."),
        "expense_not_offered": lambda: _("The offer does not name this expense. Ask us before you spend money."),
        "expense_amount": lambda: _("We need an amount above 0 and up to %s.") % money(v["most"]),
        "expense_day": lambda: _("We need a day that has come. You wrote %s.") % date_format(v["day"]),
        "second_person": lambda: _("You asked for this money or wrote the claim. Somebody else must agree."),
        "paid_day": lambda: _("The day of payment lies between the day of the list and today."),
        "access_budget_spent": lambda: _("The access budget has %s left. Somebody must decide.") % money(v["left"]),
    }  # fmt: skip
    return str(said[wrong.code]())


def warning(found: Warning) -> str:
    """What one warning says to the person. It never says that a payment is safe."""
    if found.limit is None:
        return str(_("We know no limit for this benefit on that day. Ask an adviser before you start."))
    limit = found.limit
    values = {"name": limit.name, "limit": money(limit.pence), "per": dict(Limit.Per.choices).get(limit.per, ""),
              "sum": money(found.pence), "year": limit.valid_from.year}  # fmt: skip
    if found.code == "over":
        return str(_("%(name)s: with this you would have %(sum)s %(per)s from us. The limit we know (from %(year)s) "
                     "is %(limit)s. Going over it can stop a benefit. Get advice before you say yes."
                     ) % values)  # fmt: skip
    if found.code == "stale":
        return str(_("%(name)s: the newest limit we know is %(limit)s %(per)s, from %(year)s. It changes each April, "
                     "so it may be different now. Ask an adviser.") % values)  # fmt: skip
    return str(_("%(name)s: with this you would have %(sum)s %(per)s from us; the limit is %(limit)s. Money from "
                 "others counts too.") % values)  # fmt: skip

