"""Are the groups real? A split counts only if it comes back when people are drawn again, and if votes without any
pattern between statements would not look just as divided. Otherwise the answer is "no clear groups".
"""

from dataclasses import dataclass

import numpy as np

from careloom_methods.opinions.axes import first_two
from careloom_methods.opinions.groups import Split, agreement, nearest, split
from careloom_methods.opinions.sure import FEWEST_VOTES, thin
from careloom_methods.opinions.votes import Array, Votes

GROUPS, NONE, ALIKE, FEW = "groups", "no clear groups", "everyone agrees", "too few votes"
RESAMPLES = 20
SHUFFLES = 39  # at most one of 39 may look as divided: p <= 2 / 40 = 0.05
STABLE = 0.8  # adjusted Rand index, median over the resamples
ONE_WAY = 0.9
TESTED = 1500  # people in the two tests; more would only make them slower
FEWEST_PEOPLE = 20  # two groups of ten
SENTENCES = {
    "clear": "People fall into groups that come back when we draw people again, and that chance does not make.",
    "unstable": "When we draw people again, the groups come out differently. So we show no groups.",
    "like_chance": "Votes shuffled at random look just as divided. So we show no groups.",
    "no_split": "There is no way to part people into groups of at least ten. So we show no groups.",
    "one_statement": "One statement alone cannot show groups.",
    "one_way": "Almost everybody votes the same way on every statement. Everyone agrees; there are no groups to show.",
    "few_people": "Fewer than 20 people voted on enough statements to look for groups.",
    "all_pass": "Nobody agreed or disagreed with anything yet.",
    "given": "The groups came with the votes; we did not look for them.",
}  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """`word` is one of four; `why` a code with a sentence in SENTENCES; the two tests where they were made."""

    word: str
    why: str
    found: Split | None = None
    stability: float | None = None  # median adjusted Rand index of the resamples
    chance: float | None = None  # share of shuffled conversations that look as divided (with this one counted)

    @property
    def sentence(self) -> str:
        """In plain words."""
        return SENTENCES[self.why]


def judge(votes: Votes, everybody: Array, points: Array, in_map: Array, seed: int) -> Verdict:
    """The verdict on a conversation.

    `everybody`: statements x 3 tally; `points`: people x 2 on the map; `in_map` (bool): who voted on enough statements.
    """
    live = votes.live
    said = everybody[live]
    if not said[:, [0, 2]].any():
        return Verdict(FEW, "all_pass")
    alike = _one_way(said, int(np.unique(votes.person).size))
    if int(in_map.sum()) < FEWEST_PEOPLE:
        return Verdict(ALIKE, "one_way") if alike else Verdict(FEW, "few_people")
    if len(live) < 2:
        return Verdict(ALIKE, "one_way") if alike else Verdict(NONE, "one_statement")
    found = split(points[in_map], seed)
    if found is None:
        return Verdict(ALIKE, "one_way") if alike else Verdict(NONE, "no_split")
    chance, stability = _tests(votes, found, in_map, seed)
    if chance > 2 / (SHUFFLES + 1):
        return Verdict(ALIKE, "one_way") if alike else Verdict(NONE, "like_chance", None, stability, chance)
    if stability is None or stability < STABLE:
        return Verdict(ALIKE, "one_way") if alike else Verdict(NONE, "unstable", None, stability, chance)
    return Verdict(GROUPS, "clear", found, stability, chance)


def _one_way(said: Array, people: int) -> bool:
    enough = said[~thin(said[None], people)]
    top = np.maximum(enough[:, 0], enough[:, 2])
    return bool(len(enough)) and people >= FEWEST_VOTES and bool((top >= ONE_WAY * enough.sum(axis=1)).all())


def _tests(votes: Votes, found: Split, in_map: Array, seed: int) -> tuple[float, float | None]:
    """(share of shuffles as divided, stability or None where the shuffles already say no)."""
    rng = np.random.default_rng([seed, 1])
    inside = np.flatnonzero(in_map)
    chosen = np.sort(rng.choice(len(inside), TESTED, replace=False)) if len(inside) > TESTED else np.arange(len(inside))
    table, seen = _dense(votes, inside[chosen])
    real = _split_of(table, seen, seed)[0] if len(inside) > TESTED else found
    apart = real.silhouette if real is not None else -1.0
    above, made = 0, 0
    for _ in range(SHUFFLES):
        shuffled, made = _shuffled(table, seen, rng), made + 1
        null = _split_of(shuffled, seen, seed)[0]
        above += null is not None and null.silhouette >= apart
        if above > 1:  # the answer cannot change any more
            return (1 + above) / (1 + made), None
    label = found.label[chosen]
    alike = [_again(table, seen, label, rng, seed) for _ in range(RESAMPLES)]
    return (1 + above) / (1 + made), float(np.median(alike))


def _dense(votes: Votes, people: Array) -> tuple[Array, Array]:
    """(votes, seen) of some people on the statements that are not rejected, as 32-bit tables."""
    live = votes.live
    row = np.full(votes.shape[0], -1)
    row[people] = np.arange(len(people))
    column = np.full(votes.shape[1], -1)
    column[live] = np.arange(len(live))
    keep = (row[votes.person] >= 0) & (column[votes.statement] >= 0)
    at = row[votes.person[keep]], column[votes.statement[keep]]
    table = np.zeros((len(people), len(live)), dtype=np.float32)
    seen = np.zeros_like(table)
    table[at], seen[at] = votes.vote[keep], 1
    return table, seen


def _split_of(table: Array, seen: Array, seed: int, everybody: tuple[Array, Array] | None = None
              ) -> tuple[Split | None, Array]:  # fmt: skip
    """(split, points of `everybody`, by default of those who made the map)."""
    count = seen.sum(axis=0)
    middle = np.divide(table.sum(axis=0), count, out=np.zeros_like(count), where=count > 0)
    away = (table - middle) * seen
    axes = first_two((away.T @ away).astype(float), tolerance=1e-6)[0]

    def stand(away: Array, seen: Array) -> Array:
        scale = np.sqrt(away.shape[1] / np.maximum(seen.sum(axis=1), 1))
        return np.asarray((away @ axes.T.astype(np.float32)).astype(float) * scale[:, None])

    points = stand(away, seen)
    found = split(points, seed)
    if everybody is None:
        return found, points
    return found, stand((everybody[0] - middle) * everybody[1], everybody[1])


def _shuffled(table: Array, seen: Array, rng: np.random.Generator) -> Array:
    """The votes on each statement dealt anew among those who voted on it: no pattern between statements is left."""
    column, row = np.nonzero(seen.T)
    order = np.lexsort((rng.random(len(column)), column))
    dealt = np.zeros_like(table)
    dealt[row, column] = table[row, column][order]
    return dealt


def _again(table: Array, seen: Array, label: Array, rng: np.random.Generator, seed: int) -> float:
    """How well one resample of people gives the same groups (adjusted Rand index), the number of groups chosen anew."""
    drawn = rng.integers(0, len(table), len(table))
    found, points = _split_of(table[drawn], seen[drawn], seed, (table, seen))
    return 0.0 if found is None else agreement(label, nearest(points, found.centres))
