"""Pools of people and of sites with UK-like categories, and quotas, from fixed seeds.

What makes a pool hard is not how many people there are. It is few seats with many small categories, so that a panel
must fit many rules at once and hardly two applicants are alike: pools of sites are of that kind. Quotas stand one below
and two above what one random panel holds (`tight`: one above, none below), so that at least that panel meets them all.
"""

import random

Rows = list[dict[str, str]]
Shares = dict[str, dict[str, float]]

PEOPLE: Shares = {
    "gender": {"woman": 0.58, "man": 0.4, "another": 0.02},
    "age": {"18-24": 0.05, "25-34": 0.14, "35-49": 0.25, "50-64": 0.34, "65-79": 0.19, "80+": 0.03},
    "role": {"draws": 0.2, "carer": 0.22, "worker": 0.15, "provider": 0.18, "commissioner": 0.13, "researcher": 0.12},
    "nation": {"England": 0.6, "Scotland": 0.17, "Wales": 0.13, "Northern Ireland": 0.1},
    "ethnicity": {"White": 0.86, "Asian": 0.07, "Black": 0.04, "Mixed": 0.02, "Other": 0.01},
    "area": {"urban": 0.7, "rural": 0.22, "island": 0.08},
}
EIGHT: Shares = PEOPLE | {
    "disability": {"yes": 0.3, "no": 0.7}, "language": {"English": 0.94, "Welsh": 0.04, "other": 0.02},
}  # fmt: skip
SITES: Shares = {
    "nation": {"England": 0.6, "Scotland": 0.17, "Wales": 0.13, "Northern Ireland": 0.1},
    "kind": {"council": 0.3, "home care": 0.25, "care home": 0.25, "charity": 0.12, "user-led": 0.08},
    "size": {"under 10": 0.2, "10 to 49": 0.4, "50 to 249": 0.28, "250 and more": 0.12},
    "place": {"city": 0.38, "town": 0.37, "village": 0.18, "island": 0.07},
    "for": {"older people": 0.45, "learning disability": 0.25, "mental health": 0.18, "physical disability": 0.12},
    "tried": {"nothing": 0.6, "once": 0.3, "often": 0.1},
    "quality": {"outstanding": 0.06, "good": 0.7, "needs improvement": 0.2, "new": 0.04},
}


def made(number: int, seats: int, seed: int = 1, shares: Shares = PEOPLE, *, tight: bool = False) -> tuple[Rows, Rows]:
    """(a pool, quotas around the make-up of one random panel)."""
    dice = random.Random(seed)
    rows = [
        {"id": f"p{n}", **{f: dice.choices(list(v), list(v.values()))[0] for f, v in shares.items()}}
        for n in range(number)
    ]
    panel = dice.sample(rows, seats)
    below, above = (0, 1) if tight else (1, 2)
    quotas = []
    for feature, values in shares.items():
        for value in values:
            have = sum(row[feature] == value for row in panel)
            there = sum(row[feature] == value for row in rows)
            low, high = max(0, have - below), min(there, have + above)
            quotas.append({"feature": feature, "value": value, "min": str(low), "max": str(high)})
    return rows, quotas


def with_homes(rows: Rows, *, share: float = 0.1, seed: int = 1) -> Rows:
    """The same people; about this share of them live with one other applicant, the rest leave the address blank."""
    dice = random.Random(seed)
    order = dice.sample(range(len(rows)), len(rows))
    home = {n: f"{position // 2} Mill Lane" for position, n in enumerate(order[: int(share * len(rows))])}
    return [{**row, "home": home.get(n, "")} for n, row in enumerate(rows)]
