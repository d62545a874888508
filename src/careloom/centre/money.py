"""Money as whole pence, said and typed in pounds."""

from decimal import Decimal
from typing import Any

from django import forms


def pounds(pence: int) -> str:
    """£12.50 for 1250; whole pounds without pence."""
    whole, rest = divmod(pence, 100)
    return f"£{whole:,}.{rest:02d}" if rest else f"£{whole:,}"


class Pounds(forms.DecimalField):
    """An amount such as 12.50; gives pence."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"max_digits": 9, "decimal_places": 2, "min_value": Decimal(0), **given})

    def clean(self, value: Any) -> Any:
        """Whole pence, exactly."""
        found = super().clean(str(value).replace("£", "").replace(",", "").strip() if value else value)
        return None if found is None else int(found * 100)
