"""The formulas of Polis, exactly: what they give for known groups is what Polis publishes.

Source: the Clojure sources of Polis (math/repness.clj, math/stats.clj, math/conversation.clj). Every function takes a
tally: groups x statements x (disagree, pass, agree).
"""

from dataclasses import dataclass

import numpy as np

from careloom_methods.opinions.votes import Array

SURE = 1.2816  # the one-sided 90% point of the normal distribution, as Polis writes it
MOST = 5


@dataclass(frozen=True)
class Figures:
    """Groups x statements. a: agree, d: disagree, n: number, p: share, r: how much more than the rest, t: z test."""

    na: Array
    nd: Array
    ns: Array
    pa: Array
    pd: Array
    pat: Array
    pdt: Array
    ra: Array
    rd: Array
    rat: Array
    rdt: Array


def share_test(yes: Array, of: Array) -> Array:
    """Is the share above one half? (z, with one vote added)."""
    return np.asarray(2 * np.sqrt(of + 1) * ((yes + 1) / (of + 1) - 0.5))


def difference_test(yes_in: Array, yes_out: Array, of_in: Array, of_out: Array) -> Array:
    """Is the share in the group above the share outside? (z, with one vote added to each side)."""
    yes_in, yes_out, of_in, of_out = yes_in + 1, yes_out + 1, of_in + 1, of_out + 1
    both = (yes_in + yes_out) / (of_in + of_out)
    spread = np.sqrt(both * (1 - both) * (1 / of_in + 1 / of_out))
    gap = yes_in / of_in - yes_out / of_out
    return np.asarray(np.divide(gap, spread, out=np.zeros_like(gap), where=both != 1))


def figures(tally: Array) -> Figures:
    """Every figure that the choices below need."""
    na, nd, ns = tally[:, :, 2], tally[:, :, 0], tally.sum(axis=2)
    pa, pd = (na + 1) / (ns + 2), (nd + 1) / (ns + 2)
    rest_a, rest_d, rest = na.sum(axis=0) - na, nd.sum(axis=0) - nd, ns.sum(axis=0) - ns
    return Figures(
        na, nd, ns, pa, pd, share_test(na, ns), share_test(nd, ns),
        pa / ((rest_a + 1) / (rest + 2)), pd / ((rest_d + 1) / (rest + 2)),
        difference_test(na, rest_a, ns, rest), difference_test(nd, rest_d, ns, rest),
    )  # fmt: skip


def consensus_of_groups(tally: Array) -> Array:
    """Group-informed consensus: the product over groups of (agree + 1) / (votes + 2)."""
    return np.asarray(((tally[:, :, 2] + 1) / (tally.sum(axis=2) + 2)).prod(axis=0))


def representative(f: Figures, allowed: Array) -> list[list[int]]:
    """For each group up to five statements that set it apart, in order; `allowed` (bool) says which may stand."""
    return [_representative_of(f, group, np.flatnonzero(allowed)) for group in range(len(f.na))]


def _representative_of(f: Figures, g: int, allowed: Array) -> list[int]:
    pat, pdt, rat, rdt = f.pat[g], f.pdt[g], f.rat[g], f.rdt[g]
    passes = ((rat > SURE) & (pat > SURE)) | ((rdt > SURE) & (pdt > SURE))
    enough = [int(s) for s in allowed if passes[s]]
    first = _best_agreed(f, g, allowed)
    if not enough:
        best = allowed[np.argmax(np.maximum(rat, rdt)[allowed])] if len(allowed) else None
        return [first] if first is not None else [int(best)] if best is not None else []
    agrees = rat > rdt
    strength = np.where(agrees, f.ra[g] * rat * f.pa[g] * pat, f.rd[g] * rdt * f.pd[g] * pdt)
    order = sorted((s for s in enough if s != first), key=lambda s: -strength[s])
    chosen = (order if first is None else [first, *order])[:MOST]
    return [s for s in chosen if agrees[s]] + [s for s in chosen if not agrees[s]]


def _best_agreed(f: Figures, g: int, allowed: Array) -> int | None:
    """The statement the group agrees on most: Polis walks through them once and keeps the better one."""
    by_share = (f.pa[g] * f.pat[g]).tolist()
    by_both = (f.ra[g] * f.rat[g] * f.pa[g] * f.pat[g]).tolist()
    voted = (f.na[g] + f.nd[g] > 0).tolist()
    more, may_start = (f.ra[g] > 1).tolist(), ((f.pat[g] > SURE) | ((f.ra[g] > 1) & (f.pa[g] > 0.5))).tolist()
    best: int | None = None
    for s in allowed.tolist():
        if not voted[s]:
            continue
        if best is None:
            better = may_start[s]
        else:
            better = by_both[s] > by_both[best] if more[best] else by_share[s] > by_share[best]
        if better:
            best = s
    return best


def consensus_lists(tally: Array, allowed: Array) -> tuple[list[int], list[int]]:
    """(most agreed, most disagreed) over everybody: up to five each, surely above one half."""
    everybody = figures(tally.sum(axis=0, keepdims=True))

    def best(share: Array, test: Array) -> list[int]:
        fits = np.flatnonzero((share[0] > 0.5) & (test[0] > SURE) & allowed)
        return sorted(fits.tolist(), key=lambda s: -(share[0][s] * test[0][s]))[:MOST]

    return best(everybody.pa, everybody.pat), best(everybody.pd, everybody.pdt)


def routing(tally: Array, reach: Array) -> Array:
    """How much a statement deserves to be shown next: agreed, not passed over, telling, and not much voted on yet."""
    disagree, passed, agree = (tally[:, :, i].sum(axis=0) for i in range(3))
    seen = disagree + passed + agree
    importance = (1 - (passed + 1) / (seen + 2)) * (reach + 1) * (agree + 1) / (seen + 2)
    return np.asarray((importance * (1 + 8 * 2.0 ** (-seen / 5))) ** 2)
