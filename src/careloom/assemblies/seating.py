"""Tables for several rounds: role groups mixed, and the same people together as rarely as possible."""

import random
from collections import Counter
from collections.abc import Mapping
from itertools import combinations

Round = list[list[str]]
SWAPS = 4_000  # tries a round; 35 people need fewer
SAME_ROLE, MET_BEFORE = 1, 3  # what two people of one role, and two who met before, cost at one table


def rounds(role_of: Mapping[str, str], *, tables: int, rounds: int, seed: int) -> list[Round]:
    """`rounds` times `tables` lists of ids. Sizes differ by at most one; the same seed gives the same tables."""
    chance, met, made = random.Random(seed), Counter[tuple[str, str]](), []  # noqa: S311  # seats, not secrets
    people = sorted(role_of, key=lambda person: (role_of[person], person))
    for number in range(rounds):
        seated: Round = [[] for _ in range(tables)]
        for place, person in enumerate(people):
            seated[(place + number * (place // tables)) % tables].append(person)
        _improve(seated, role_of, met, chance)
        met.update(pair for table in seated for pair in combinations(sorted(table), 2))
        made.append([sorted(table) for table in seated])
    return made


def _cost(person: str, others: list[str], role_of: Mapping[str, str], met: Counter[tuple[str, str]]) -> int:
    return sum(
        SAME_ROLE * (role_of[person] == role_of[other]) + MET_BEFORE * met[min(person, other), max(person, other)]
        for other in others
        if other != person
    )


def _improve(seated: Round, role_of: Mapping[str, str], met: Counter[tuple[str, str]], chance: random.Random) -> None:
    """Swap two people of two tables where both together sit better for it."""
    if len(seated) < 2 or any(not table for table in seated):
        return
    for _try in range(SWAPS):
        one, two = chance.sample(range(len(seated)), 2)
        a, b = chance.randrange(len(seated[one])), chance.randrange(len(seated[two]))
        p, q = seated[one][a], seated[two][b]
        there, here = [x for x in seated[two] if x != q], [x for x in seated[one] if x != p]
        before = _cost(p, here, role_of, met) + _cost(q, there, role_of, met)
        if _cost(p, there, role_of, met) + _cost(q, here, role_of, met) < before:
            seated[one][a], seated[two][b] = q, p
