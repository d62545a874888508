"""Money. One setting says in which currency a centre counts; every sum on a page, in a letter or a file is said here.

Sums are kept whole: in hundredths of the currency, which the code calls pence, or in whole units where it says so.
"""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

POUNDS = "GBP"
# How a currency is written before a sum, and its name in a sentence. Every other one stands by its code.
KNOWN = {
    POUNDS: ("£", _("pounds")), "EUR": ("€", _("euros")), "USD": ("US$", _("US dollars")),
    "CAD": ("CA$", _("Canadian dollars")), "AUD": ("A$", _("Australian dollars")),
    "NZD": ("NZ$", _("New Zealand dollars")),
}  # fmt: skip


def currency() -> str:
    """The three letters (ISO 4217) of the money that this centre counts in."""
    return str(settings.CURRENCY)


def _sign() -> str:
    return str(KNOWN[currency()][0]) if currency() in KNOWN else f"{currency()}\N{NO-BREAK SPACE}"


def _name() -> str:
    return str(KNOWN[currency()][1]) if currency() in KNOWN else currency()


def money(pence: int) -> str:
    """£12.50 or CA$12.50 for 1250 hundredths; whole sums without hundredths."""
    whole, rest = divmod(pence, 100)
    return f"{_sign()}{whole:,}.{rest:02d}" if rest else f"{_sign()}{whole:,}"


def whole_money(units: int) -> str:
    """£1,200 for 1200 whole units."""
    return money(units * 100)


def in_money(words: Any, **values: str) -> Any:
    """Words with the name of the currency in the place of {money}, at the time they are read."""
    return format_lazy(words, money=lazy(_name, str)(), **values)


class Amount(forms.DecimalField):
    """An amount such as 12.50, with or without the sign of the currency; gives hundredths."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"max_digits": 9, "decimal_places": 2, "min_value": Decimal(0), **given})

    def clean(self, value: Any) -> Any:
        """Whole hundredths, exactly."""
        found = super().clean(str(value).replace(_sign().strip(), "").replace(",", "").strip() if value else value)
        return None if found is None else int(found * 100)
