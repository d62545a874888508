"""Who sits at which table in each round: role groups mixed at every table, and as many new neighbours as can be."""

from collections.abc import Sequence
from dataclasses import dataclass

from careloom_methods.errors import MethodError
from careloom_methods.lottery.dice import Dice

TRIES = 60_000


@dataclass(frozen=True)
class Seating:
    """rounds[r][t] are the people at table t; `met` pairs of people who sat together at least once; its bound."""

    rounds: list[list[list[str]]]
    met: int
    bound: int


def sizes(people: int, tables: int) -> list[int]:
    """Tables as equal as can be."""
    return [people // tables + (1 if t < people % tables else 0) for t in range(tables)]


def most_pairs(people: int, tables: int, rounds: int) -> int:
    """No seating can let more pairs meet than this.

    In two rounds, a table of s people drawn from t tables holds at least the pairs that sat together before which an
    even spread cannot avoid; and nobody can meet more people than there are.
    """
    each = sizes(people, tables)
    seats = sum(s * (s - 1) // 2 for s in each)
    again = 0
    for s in each:
        share, rest = divmod(s, tables)
        again += rest * (share + 1) * share // 2 + (tables - rest) * share * (share - 1) // 2
    fresh = seats + max(0, rounds - 1) * (seats - again)
    return min(fresh, people * (people - 1) // 2)


def seat(people: Sequence[tuple[str, str]], *, tables: int, rounds: int, seed: str) -> Seating:
    """Seat (id, role group) at tables. Roles are dealt evenly to tables in every round; swaps within a role group
    then raise the number of pairs who meet (hill climbing with small steps back, from the seed)."""
    if not people or not 1 <= tables <= len(people) or rounds < 1:
        raise MethodError(
            "seating",
            f"{len(people)} people cannot sit at {tables} tables in {rounds} rounds.",
            people=len(people),
            tables=tables,
            rounds=rounds,
            suggestion="Choose fewer tables.",
        )
    plan = _Plan(people, tables, rounds, Dice(f"{seed}/seating"))
    plan.improve(most_pairs(len(people), tables, rounds))
    named = [[[people[n][0] for n in sorted(plan.at(r, t))] for t in range(tables)] for r in range(rounds)]
    return Seating(named, plan.met, most_pairs(len(people), tables, rounds))


class _Plan:
    def __init__(self, people: Sequence[tuple[str, str]], tables: int, rounds: int, dice: Dice) -> None:
        self.n, self.tables, self.rounds, self.dice = len(people), tables, rounds, dice
        self.roles = [role for _, role in people]
        order = [n for role in sorted(set(self.roles)) for n in dice.shuffled(self._holding(role))]
        self.table = [self._dealt(order, r) for r in range(rounds)]
        self.together = [[0] * self.n for _ in range(self.n)]
        self.met = 0
        for row in self.table:
            for a in range(self.n):
                for b in range(a):
                    if row[a] == row[b]:
                        self._count(a, b, 1)

    def _holding(self, role: str) -> list[int]:
        return [n for n in range(self.n) if self.roles[n] == role]

    def _dealt(self, order: list[int], r: int) -> list[int]:
        """Role after role is dealt round the tables; in round r the j-th time round begins r x j tables further on.

        For a prime number of tables these are the lines of an affine plane: nobody meets twice as long as can be.
        """
        found = [0] * self.n
        for position, person in enumerate(order):
            turn, seat_ = divmod(position, self.tables)
            found[person] = (seat_ + r * turn) % self.tables
        return self._evened(found)

    def _evened(self, row: list[int]) -> list[int]:
        """The last, shorter time round may leave tables uneven in later rounds: move people until they are not."""
        most = -(-self.n // self.tables)
        for t in range(self.tables):
            while row.count(t) > most:
                least = min(range(self.tables), key=row.count)
                row[max(n for n in range(self.n) if row[n] == t)] = least
        return row

    def at(self, r: int, t: int) -> list[int]:
        return [n for n in range(self.n) if self.table[r][n] == t]

    def _count(self, a: int, b: int, step: int) -> int:
        before = self.together[a][b] > 0
        self.together[a][b] += step
        self.together[b][a] += step
        after = self.together[a][b] > 0
        change = int(after) - int(before)
        self.met += change
        return change

    def _move(self, r: int, person: int, other: int) -> int:
        """Swap two people of one role group in one round; gives the change of pairs that meet."""
        row, change = self.table[r], 0
        for who, there in ((person, row[other]), (other, row[person])):
            for n in range(self.n):
                if n not in (person, other):
                    if row[n] == row[who]:
                        change += self._count(who, n, -1)
                    if row[n] == there:
                        change += self._count(who, n, 1)
        row[person], row[other] = row[other], row[person]
        return change

    def improve(self, bound: int) -> None:
        for left in range(TRIES, 0, -1):
            if self.met >= bound:
                return
            r, person, other = self.dice.below(self.rounds), self.dice.below(self.n), self.dice.below(self.n)
            row = self.table[r]
            if row[person] == row[other] or self.roles[person] != self.roles[other]:
                continue
            change = self._move(r, person, other)
            # A step back now and then leads out of a dead end; ever more rarely as the end comes near.
            if change < 0 and self.dice.below(TRIES) >= left // (8 * -change):
                self._move(r, person, other)
