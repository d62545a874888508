"""The same model written out: dictionaries for TF-IDF, a general optimiser for the machine, every way counted for claims."""

import math
import re
from collections import Counter
from itertools import combinations, pairwise, product
from typing import Any

import numpy as np
from scipy.optimize import minimize


def weights(texts: list[str]) -> list[dict[str, float]]:
    """TF-IDF of words and pairs, each record at length 1; terms in more than 95% of records left out."""
    counted = []
    for text in texts:
        words = re.findall(r"\w\w+", text.lower())
        counted.append(Counter(words + [" ".join(pair) for pair in pairwise(words)]))
    seen = Counter(term for count in counted for term in count)
    found = []
    for count in counted:
        row = {term: (1 + math.log(times)) * (math.log((1 + len(texts)) / (1 + seen[term])) + 1)
               for term, times in count.items() if len(texts) == 1 or seen[term] <= 0.95 * len(texts)}  # fmt: skip
        length = math.sqrt(sum(value**2 for value in row.values())) or 1
        found.append({term: value / length for term, value in row.items()})
    return found


def likenesses(texts: list[str]) -> Any:
    """Every record with every other, plus 1; only terms that at least two records have (so not a record's own length)."""
    rows = weights(texts)
    seen = Counter(term for row in rows for term in row)
    return np.array([[1 + sum(v * b.get(t, 0) for t, v in a.items() if seen[t] > 1) for b in rows] for a in rows])


def scores(texts: list[str], answers: dict[int, bool]) -> Any:
    """Minimise the loss over multipliers of the answered records with scipy, and score all."""
    table = likenesses(texts)
    places = list(answers)
    signs = np.array([1.0 if answers[p] else -1.0 for p in places])
    yes, no = (signs > 0).sum(), (signs < 0).sum()
    weight = np.where(signs > 0, 1.0, yes / (9.8 * no))
    weight *= len(signs) / weight.sum()
    inner = table[np.ix_(places, places)]

    def loss(a: Any) -> tuple[float, Any]:
        said = inner @ a
        slack = np.maximum(0, 1 - signs * said)
        value = 0.5 * a @ said + 0.11 * (weight * slack**2).sum()
        return value, said - 2 * 0.11 * inner @ (weight * slack * signs)

    best = minimize(loss, np.zeros(len(places)), jac=True, method="L-BFGS-B",
                    options={"maxiter": 20_000, "maxfun": 50_000, "ftol": 1e-15, "gtol": 1e-10})  # fmt: skip
    return table[:, places] @ best.x


def chance(pile: int, hidden: int, read: int, seen: int) -> float:
    """Count every way to read `read` of `pile` records."""
    ways = [sum(place < hidden for place in drawn) for drawn in combinations(range(pile), read)]
    return sum(found <= seen for found in ways) / len(ways)


def many_hidden(found: int, missing: int, left: float) -> float:
    """Every way in which each record is hidden (chance `left`) or not."""
    total = 0.0
    for hidden in product((True, False), repeat=found + missing):
        if sum(hidden) >= missing:
            total += math.prod(left if one else 1 - left for one in hidden)
    return total
