"""What to do with money that equal shares leave over. Which way is meant must be said before the count.

none · greedy: buy what still fits, most of what voters get for the money first · add1: give everybody one more unit of
money and start again, until the next start would overspend · add1-exhaustive: the same, but stop as soon as nothing
more fits · add1u: add1, then greedy · phragmen: go on by Phragmén's rule from what everybody has left.
Whatever kind is still due its least (a quota) is filled first.
"""

from fractions import Fraction

from careloom_methods.ballots.classes import Classes
from careloom_methods.ballots.limits import Limits
from careloom_methods.ballots.proportional import phragmen
from careloom_methods.ballots.shares import Run, Shares
from careloom_methods.ballots.ties import Ties

COMPLETIONS = ("none", "greedy", "add1", "add1-exhaustive", "add1u", "phragmen")


def equal_shares(classes: Classes, limits: Limits, ties: Ties, *, utility: str, completion: str) -> dict[str, str]:
    """{winner: how} in the order in which they were bought. `limits.money` is the budget. How: "bought" by those who
    want it, "least" because a kind was due its least, "filled" from what was left over."""
    election = Shares(classes, utility)
    budget = limits.money or 0
    share = Fraction(budget, classes.total)
    if completion.startswith("add1"):
        run = _with_more(election, share, limits, ties, stop_when_full=completion == "add1-exhaustive")
    else:
        run = election.run(share, limits.fresh(), ties)
    limits.taken, limits.spent, limits.passed = run.limits.taken, run.limits.spent, run.limits.passed
    won = dict.fromkeys((classes.ids[item] for item in run.bought), "bought")
    if limits.quotas:
        won |= dict.fromkeys(greedy(election, limits, ties, only_due=True), "least")
    if completion in ("greedy", "add1u"):
        won |= dict.fromkeys(greedy(election, limits, ties), "filled")
    if completion == "phragmen":
        rest = phragmen(classes, limits, ties, loads=[-left for left in run.left()], skip=limits.seats is None)
        won |= dict.fromkeys(rest, "filled")
    return won


def _with_more(election: Shares, share: Fraction, limits: Limits, ties: Ties, *, stop_when_full: bool) -> Run:
    """The last run that does not overspend. One unit of money a voter at a time; a thousandth of the first share where
    that is more, so that no count runs for hours."""
    classes = election.classes
    more = max(Fraction(classes.money_scale, classes.scale), share / 1000)
    kept, seen = None, list(ties.seen)
    while True:
        ties.seen = list(seen)
        run = election.run(share, limits.fresh(), ties)
        over = run.limits.spent > (limits.money or 0) or run.limits.short
        if over and kept is not None:
            ties.seen = kept[1]
            return kept[0]
        kept = (run, ties.seen)
        everything = share * min((w for w in classes.weight if w), default=1) >= sum(classes.cost)
        full = stop_when_full and not any(
            run.limits.fits(i) for i, of in enumerate(classes.items) if len(of) and i not in run.limits.taken
        )
        if over or everything or full:
            return run
        share += more


def greedy(election: Shares, limits: Limits, ties: Ties, *, only_due: bool = False) -> list[str]:
    """Buy what fits, most for the money first; `only_due` stops when every kind has its least."""
    classes = election.classes
    value = {i: Fraction(election.gain(i), classes.cost[i]) for i in range(len(classes.ids)) if i not in limits.taken}
    won: list[str] = []
    while True:
        able = [i for i in value if limits.fits(i) and (limits.lacks(i) if only_due else value[i] > 0)]
        if not able:
            return won
        best = max(value[i] for i in able)
        name = ties.one((classes.ids[i] for i in able if value[i] == best), step=len(limits.taken) + 1)
        item = classes.ids.index(name)
        del value[item]
        limits.take(item)
        won.append(name)
