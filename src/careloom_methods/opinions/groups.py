"""Finding groups on the map: k-means from many starts, the number of groups by silhouette, no group under ten."""

from dataclasses import dataclass

import numpy as np

from careloom_methods.opinions.votes import Array

STARTS = 8
MOST_GROUPS = 5
SMALLEST = 10  # a smaller group would show single people
ONE_BY_ONE = 150  # up to so many points each stands for itself; above, near ones are put together
GRID = 12
ROUNDS = 60


@dataclass(frozen=True)
class Split:
    """People put into groups: `label` for each point, `centres` (groups x 2), and how well the groups stand apart."""

    label: Array
    centres: Array
    silhouette: float


def split(points: Array, seed: int, *, most: int = MOST_GROUPS, smallest: int = SMALLEST) -> Split | None:
    """The best split of points (n x 2) into 2 to `most` groups of at least `smallest`; None where there is none."""
    spots, weight = together(points)
    far = np.hypot(spots[:, None, 0] - spots[None, :, 0], spots[:, None, 1] - spots[None, :, 1])
    best: Split | None = None
    for k in range(2, min(most, len(points) // smallest) + 1):
        centres = k_means(spots, weight, k, seed)
        label = nearest(spots, centres)
        size = np.bincount(label, weights=weight, minlength=k)
        if size.min() < smallest:
            continue
        apart = silhouette(far, weight, label, size)
        if best is None or apart > best.silhouette + 1e-9:
            best = Split(label, centres, apart)
    if best is None:
        return None
    label = nearest(points, best.centres)
    if np.bincount(label, minlength=len(best.centres)).min() < smallest:
        return None
    return by_size(Split(label, best.centres, best.silhouette))


def by_size(found: Split) -> Split:
    """The largest group first; equal ones from left to right."""
    size = np.bincount(found.label, minlength=len(found.centres))
    order = np.lexsort((found.centres[:, 1], found.centres[:, 0], -size))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return Split(place[found.label], found.centres[order], found.silhouette)


def together(points: Array) -> tuple[Array, Array]:
    """(spots, how many people stand there). With many points those in one cell of a quantile grid become one spot."""
    if len(points) <= ONE_BY_ONE:
        return points, np.ones(len(points))
    shares = np.linspace(0, 1, GRID + 1)[1:-1]
    cells = [np.searchsorted(np.quantile(points[:, i], shares), points[:, i]) for i in range(2)]
    cell = cells[0] * GRID + cells[1]
    weight = np.bincount(cell, minlength=GRID * GRID)
    total = np.stack([np.bincount(cell, weights=points[:, i], minlength=GRID * GRID) for i in range(2)], axis=1)
    used = weight > 0
    return total[used] / weight[used, None], weight[used].astype(float)


def nearest(points: Array, centres: Array) -> Array:
    """The nearest centre of each point; the first one where two are equally near."""
    return np.asarray(_nearest(points, centres[None])[0][0])


def _nearest(points: Array, centres: Array) -> tuple[Array, Array]:
    """For each start: (label of each point, squared distance less the point's own square). `centres`: starts x k x 2.

    One centre after the other over all points: much faster here than argmin along a short axis.
    """
    size = (centres**2).sum(axis=2)
    least = size[:, 0, None] - 2 * (centres[:, 0] @ points.T)
    label = np.zeros(least.shape, dtype=np.int64)
    for number in range(1, centres.shape[1]):
        far = size[:, number, None] - 2 * (centres[:, number] @ points.T)
        nearer = far < least
        label[nearer] = number
        np.minimum(least, far, out=least)
    return label, least


def k_means(points: Array, weight: Array, k: int, seed: int, starts: int = STARTS) -> Array:
    """Centres (k x 2) with the least spread over all starts; all starts run at once."""
    centres = _first_centres(points, weight, k, np.random.default_rng([seed, k]), starts)
    tall = len(points)
    offset = (np.arange(starts) * k)[:, None]
    weights = np.tile(weight, starts)
    moved = [np.tile(weight * points[:, i], starts) for i in range(2)]
    label = np.full((starts, tall), -1)
    for _ in range(ROUNDS):
        now, _ = _nearest(points, centres)
        if (now == label).all():
            break
        label = now
        spot = (label + offset).ravel()
        size = np.bincount(spot, weights=weights, minlength=starts * k)
        for i in range(2):
            total = np.bincount(spot, weights=moved[i], minlength=starts * k)
            fresh = np.divide(total, size, out=centres[:, :, i].ravel().copy(), where=size > 0)
            centres[:, :, i] = fresh.reshape(starts, k)
    spread = (_nearest(points, centres)[1] * weight).sum(axis=1)
    return np.asarray(centres[int(np.argmin(spread.round(9)))])


def _first_centres(points: Array, weight: Array, k: int, chance: np.random.Generator, starts: int) -> Array:
    """k-means++ for every start: each next centre is drawn by its squared distance from those before."""
    centres = np.empty((starts, k, 2))
    near = np.tile(weight, (starts, 1))
    for number in range(k):
        running = np.cumsum(near, axis=1)
        wanted = chance.random(starts) * running[:, -1]
        at = np.minimum((running <= wanted[:, None]).sum(axis=1), len(points) - 1)
        centres[:, number] = points[at]
        away = ((points[None] - points[at][:, None]) ** 2).sum(axis=2) * weight
        near = away if number == 0 else np.minimum(near, away)
    return centres


def silhouette(far: Array, weight: Array, label: Array, size: Array) -> float:
    """Average silhouette, weighted: 1 says that groups stand far apart, 0 that they touch."""
    one = np.zeros((len(label), len(size)))
    one[np.arange(len(label)), label] = weight
    total = far @ one
    row = np.arange(len(label))
    own = total[row, label] / np.maximum(size[label] - 1, 1)
    mean = total / size
    mean[row, label] = np.inf
    other = mean.min(axis=1)
    top = np.maximum(own, other)
    apart = np.divide(other - own, top, out=np.zeros(len(label)), where=top > 0)
    return float((apart * weight).sum() / weight.sum())


def agreement(one: Array, two: Array) -> float:
    """Adjusted Rand index of two labellings: 1 the same, 0 as by chance (Hubert and Arabie 1985)."""
    table = np.zeros((int(one.max()) + 1, int(two.max()) + 1))
    np.add.at(table, (one, two), 1)

    def pairs(numbers: Array) -> float:
        return float((numbers * (numbers - 1) / 2).sum())

    both, rows, columns, every = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0)), pairs(table.sum())
    expected = rows * columns / every if every else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)
