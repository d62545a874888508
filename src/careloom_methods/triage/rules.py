"""The thresholds as data: versioned, set and signed by a centre's board; these are the defaults."""

from collections.abc import Mapping
from typing import Any

from careloom_methods.errors import MethodError

KINDS = ("research", "lived", "practice")
STATES = ("not looked yet", "gap", "thin", "enough to start", "strong")
# Seven standards for every kind of knowledge (SCIE Knowledge Review 3, 2003); each is answered yes, partly or no.
TAPUPAS = ("transparency", "accuracy", "purposivity", "utility", "propriety", "accessibility", "specificity")

DEFAULT: dict[str, Any] = {
    "version": "default-1",
    "sound": {"most_no": 0, "least_yes": 4},
    "old_after_years": {"research": 5, "lived": 5, "practice": 5},
    "research": {"reviews": 1, "review_years": 5, "studies": 3, "studies_here": 1, "strong_reviews": 2},
    "lived": {"collections": 2, "people": 12, "led": 1, "strong_collections": 4, "strong_nations": 2},
    "practice": {
        "organisations": 3,
        "sorts": 2,
        "roles": 2,
        "strong_organisations": 6,
        "strong_nations": 2,
        "strong_failures": 1,
    },
    "home": ["scotland", "wales", "northern-ireland", "england", "uk"],
    "everywhere": "uk",
}


def checked(given: Mapping[str, Any] | None) -> dict[str, Any]:
    """The default rules with a centre's own numbers. Raises MethodError for an unknown rule or no number."""
    rules: dict[str, Any] = {key: dict(value) if isinstance(value, dict) else value for key, value in DEFAULT.items()}
    for name, value in (given or {}).items():
        if name not in rules:
            raise MethodError(
                "rule_unknown",
                f"There is no rule '{name}'.",
                rule=name,
                known=sorted(rules),
                suggestion="Look at the page about triage for the names.",
            )
        if not isinstance(value, type(rules[name])):
            raise MethodError(
                "rule_shape",
                f"The rule '{name}' is of another shape.",
                rule=name,
                like=rules[name],
                suggestion="Write it as the default is written.",
            )
        if not isinstance(rules[name], dict):
            rules[name] = value
            continue
        for key, number in dict(value).items():
            if key not in rules[name] or not isinstance(number, int) or number < 0:
                raise MethodError(
                    "rule_number",
                    f"The rule '{name}: {key}' must be a known name with a whole number.",
                    rule=name,
                    key=key,
                    wrote=number,
                    suggestion="Write 0, 1, 2 …",
                )
            rules[name][key] = number
    return rules
