"""How like records are to one another: as one table up to 5,000 records, straight from the terms above that.

Both ways answer the same two questions, so the solver does not know which one it has. Each likeness is the product of
two rows plus 1, which stands for the constant that a linear model also learns.
"""

from typing import Protocol

import numpy as np

from careloom_methods.screening.terms import Floats, Places, Terms

TABLE_UP_TO = 5_000  # records; the table takes number² x 4 bytes, here 100 MB
OFTEN = 0.04  # terms that a larger share of records has go through one dense product


class Likeness(Protocol):
    """What the solver needs."""

    def among(self, places: Places) -> "Product":
        """The likeness of these records to one another, ready to be multiplied."""

    def of_all(self, places: Places, weights: Floats) -> Floats:
        """For every record, the weighted sum of its likeness to these."""


class Product(Protocol):
    """A square table that can be multiplied by a vector."""

    diagonal: Floats

    def times(self, vector: Floats) -> Floats:
        """Table times vector."""


def likeness(terms: Terms, *, table_up_to: int = TABLE_UP_TO) -> Likeness:
    """The way that fits the number of records."""
    return Table(terms) if terms.number <= table_up_to else Direct(terms)


class _Part:
    def __init__(self, table: Floats) -> None:
        self.table, self.diagonal = table, table.diagonal()

    def times(self, vector: Floats) -> Floats:
        return self.table @ vector


class Table:
    """All likenesses, made once."""

    def __init__(self, terms: Terms) -> None:
        """Rare terms are added pair by pair, frequent ones by one dense product."""
        self.table = _products(terms) + np.float32(1)

    def among(self, places: Places) -> Product:
        """A smaller table."""
        return _Part(self.table[np.ix_(places, places)])

    def of_all(self, places: Places, weights: Floats) -> Floats:
        """Rows of the table, weighted."""
        full = np.zeros(len(self.table), dtype=np.float32)
        full[places] = weights
        return np.asarray(self.table @ full, dtype=np.float32)


def _products(terms: Terms) -> Floats:
    number = terms.number
    table = np.zeros((number, number), dtype=np.float32)
    rows = np.repeat(np.arange(number, dtype=np.int64), np.diff(terms.starts))
    seen = np.bincount(terms.columns, minlength=terms.width)
    often = seen > max(OFTEN * number, 8)
    dense = np.cumsum(often) - 1
    frequent = often[terms.columns]
    if frequent.any():
        wide = np.zeros((number, int(often.sum())), dtype=np.float32)
        wide[rows[frequent], dense[terms.columns[frequent]]] = terms.values[frequent]
        np.matmul(wide, wide.T, out=table)
    order = np.argsort(terms.columns[~frequent], kind="stable")
    rows, values = rows[~frequent][order], terms.values[~frequent][order]
    columns = terms.columns[~frequent][order]
    flat = table.reshape(-1)
    begins = np.searchsorted(columns, np.flatnonzero(~often & (seen > 0)))
    sizes = seen[~often & (seen > 0)]
    for size in np.unique(sizes):
        _add_pairs(flat, number, rows, values, begins[sizes == size], int(size))
    return table


def _add_pairs(flat: Floats, number: int, rows: Places, values: Floats, begins: Places, size: int) -> None:
    """Add the products of terms that each stand in `size` records."""
    at_once = max(1, 2_000_000 // size**2)
    for start in range(0, len(begins), at_once):
        where = begins[start : start + at_once, None] + np.arange(size)
        who, worth = rows[where], values[where]
        places = (who[:, :, None] * number + who[:, None, :]).reshape(-1)
        np.add.at(flat, places, (worth[:, :, None] * worth[:, None, :]).reshape(-1))


class _Rows:
    """Some records' terms, with only the columns that they use."""

    def __init__(self, terms: Terms, places: Places) -> None:
        counts = np.diff(terms.starts)[places]
        ends = np.cumsum(counts)
        where = np.repeat(terms.starts[places] - (ends - counts), counts) + np.arange(int(counts.sum()))
        self.used, self.columns = np.unique(terms.columns[where], return_inverse=True)
        self.values, self.rows = terms.values[where], np.repeat(np.arange(len(places)), counts)
        self.diagonal = (np.bincount(self.rows, self.values**2, minlength=len(places)) + 1).astype(np.float32)

    def gathered(self, weights: Floats) -> Floats:
        """The weighted sum of the rows, by column."""
        sums = np.bincount(self.columns, self.values * weights[self.rows], minlength=len(self.used))
        return sums.astype(np.float32)

    def times(self, vector: Floats) -> Floats:
        said = np.bincount(self.rows, self.values * self.gathered(vector)[self.columns], minlength=len(vector))
        return np.asarray(said + vector.sum(), dtype=np.float32)


class Direct:
    """No table: two passes over the terms of the records in question."""

    def __init__(self, terms: Terms) -> None:
        """Keeps the terms."""
        self.terms = terms

    def among(self, places: Places) -> Product:
        """Their rows."""
        return _Rows(self.terms, places)

    def of_all(self, places: Places, weights: Floats) -> Floats:
        """One pass over all terms."""
        some = _Rows(self.terms, places)
        line = np.zeros(self.terms.width + 1, dtype=np.float32)
        line[some.used] = some.gathered(weights)
        products = np.append(self.terms.values * line[self.terms.columns], np.float32(0))
        sums = np.add.reduceat(products, self.terms.starts[:-1]) if self.terms.number else products[:0]
        return np.where(np.diff(self.terms.starts) > 0, sums, 0) + np.float32(weights.sum())
