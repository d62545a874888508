"""Polis' formulas a second time: plain Python, one person and one vote at a time, slow, sharing no code with ours."""

import math

Votes = dict[tuple[str, str], int]  # (person, statement): vote
Z90 = 1.2816


def recount(votes: Votes, groups: dict[str, str], group: str | None, statement: str) -> tuple[int, int, int]:
    """(agree, disagree, votes) of a group (None: everybody) on a statement, counted one by one."""
    said = [v for (p, s), v in votes.items() if s == statement and (group is None or groups.get(p) == group)]
    return said.count(1), said.count(-1), len(said)


def prop_test(yes: int, of: int) -> float:
    return 2 * math.sqrt(of + 1) * ((yes + 1) / (of + 1) - 0.5)


def two_prop_test(yes_in: int, yes_out: int, of_in: int, of_out: int) -> float:
    a, b, n, m = yes_in + 1, yes_out + 1, of_in + 1, of_out + 1
    pooled = (a + b) / (n + m)
    if pooled == 1:
        return 0.0
    return (a / n - b / m) / math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))


class Slow:
    """Counts everything once, then answers."""

    def __init__(self, votes: Votes, groups: dict[str, str], statements: list[str], out: set[str]) -> None:
        self.groups = sorted(set(groups.values()), key=int)
        self.statements, self.out = statements, out
        self.cell = {(g, s): [0, 0, 0] for g in [*self.groups, None] for s in statements}
        for (person, statement), vote in votes.items():
            for g in (groups.get(person), None) if person in groups else (None,):
                cell = self.cell[g, statement]
                cell[0] += vote == 1
                cell[1] += vote == -1
                cell[2] += 1

    def consensus(self, statement: str) -> float:
        return math.prod((self.cell[g, statement][0] + 1) / (self.cell[g, statement][2] + 2) for g in self.groups)

    def stat(self, group: str, statement: str) -> dict[str, float]:
        na, nd, ns = self.cell[group, statement]
        rest = [sum(self.cell[g, statement][i] for g in self.groups if g != group) for i in range(3)]
        pa, pd = (na + 1) / (ns + 2), (nd + 1) / (ns + 2)
        return {"na": na, "nd": nd, "pa": pa, "pd": pd, "pat": prop_test(na, ns), "pdt": prop_test(nd, ns),
                "ra": pa / ((rest[0] + 1) / (rest[2] + 2)), "rd": pd / ((rest[1] + 1) / (rest[2] + 2)),
                "rat": two_prop_test(na, rest[0], ns, rest[2]), "rdt": two_prop_test(nd, rest[1], ns, rest[2])}  # fmt: skip

    def representative(self, group: str) -> list[str]:
        """The walk of select-rep-comments, statement by statement."""
        enough: list[tuple[str, str, float]] = []
        best: tuple[str, float] | None = None
        agreed: tuple[str, dict[str, float]] | None = None
        final = {}
        for s in self.statements:
            if s in self.out:
                continue
            t = self.stat(group, s)
            side = ("agree", t["ra"] * t["rat"] * t["pa"] * t["pat"]) if t["rat"] > t["rdt"] else (
                "disagree", t["rd"] * t["rdt"] * t["pd"] * t["pdt"])  # fmt: skip
            final[s] = side
            if (t["rat"] > Z90 and t["pat"] > Z90) or (t["rdt"] > Z90 and t["pdt"] > Z90):
                enough.append((s, *side))
            if not enough and (best is None or max(t["rat"], t["rdt"]) > best[1]):
                best = (s, max(t["rat"], t["rdt"]))
            if t["na"] == 0 and t["nd"] == 0:
                continue
            if agreed is None:
                take = t["pat"] > Z90 or (t["ra"] > 1 and t["pa"] > 0.5)
            elif agreed[1]["ra"] > 1:
                b = agreed[1]
                take = t["ra"] * t["rat"] * t["pa"] * t["pat"] > b["ra"] * b["rat"] * b["pa"] * b["pat"]
            else:
                take = t["pa"] * t["pat"] > agreed[1]["pa"] * agreed[1]["pat"]
            if take:
                agreed = (s, t)
        if not enough:
            return [agreed[0]] if agreed else [best[0]] if best else []
        chosen = [] if agreed is None else [agreed[0]]
        chosen += [s for s, _, _ in sorted(enough, key=lambda row: -row[2]) if agreed is None or s != agreed[0]]
        chosen = chosen[:5]
        return [s for s in chosen if final[s][0] == "agree"] + [s for s in chosen if final[s][0] == "disagree"]

    def consensus_list(self, side: int) -> list[str]:
        rows = []
        for s in self.statements:
            yes, of = self.cell[None, s][side], self.cell[None, s][2]
            share, test = (yes + 1) / (of + 2), prop_test(yes, of)
            if s not in self.out and share > 0.5 and test > Z90:
                rows.append((s, share * test))
        return [s for s, _ in sorted(rows, key=lambda row: -row[1])[:5]]

    def priority(self, statement: str, reach: float) -> float:
        a, d, s = (sum(self.cell[g, statement][i] for g in self.groups) for i in range(3))
        importance = (1 - (s - a - d + 1) / (s + 2)) * (reach + 1) * (a + 1) / (s + 2)
        return float((importance * (1 + 8 * 2 ** (-s / 5))) ** 2)
