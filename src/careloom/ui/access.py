"""Who may open a page. A view names a rule; people.rules knows what it means. A view without a rule is refused."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def allow(rule: str) -> Callable[[View], View]:
    """Mark a view with the name of the rule that opens it, for example 'anyone' or 'centre_staff'."""

    def mark(view: View) -> View:
        view.access_rule = rule  # type: ignore[attr-defined]  # an attribute on a function
        return view

    return mark
