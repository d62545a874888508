"""An order of reading that learns from answers."""

from collections.abc import Sequence

import numpy as np

from careloom_methods.errors import MethodError
from careloom_methods.screening.likeness import TABLE_UP_TO, likeness
from careloom_methods.screening.solving import solve
from careloom_methods.screening.terms import Floats, Places, weigh

EACH_UP_TO, PART = 60, 40  # learn after each answer up to 60; then after 1 more for every 40 given


def due(answers: int, learned: int) -> bool:
    """Is it time to learn again, with so many answers now and so many when it last learned?"""
    return answers > learned and (answers <= EACH_UP_TO or answers - learned > answers // PART)


class Ranking:
    """Records, the answers to some of them, and what the model made of them. Same answers in, same order out."""

    def __init__(self, texts: Sequence[str], *, table_up_to: int = TABLE_UP_TO) -> None:
        """`texts`: title and abstract of each record. Raises MethodError `no_records`."""
        if not texts:
            raise MethodError("no_records", "There are no records.")
        terms = weigh(texts)
        self.number = terms.number
        self.empty = np.diff(terms.starts) == 0
        self.kind = likeness(terms, table_up_to=table_up_to)
        self.answers: dict[int, bool] = {}
        self.learned = 0
        self.scores: Floats = np.zeros(self.number, dtype=np.float32)
        self._multipliers: Floats = np.zeros(self.number, dtype=np.float32)

    def answer(self, place: int, relevant: bool) -> None:
        """One record is answered; a later answer replaces an earlier one. The model learns when it is due."""
        if self.answers.get(place, relevant) is not relevant:
            self.learned = 0  # a changed answer is learned at once
        self.answers[place] = relevant
        if due(len(self.answers), self.learned):
            self.learn()

    def learn(self) -> None:
        """Fit the model to all answers. With answers of one sort only there is nothing to learn from yet."""
        self.learned = len(self.answers)
        places = np.fromiter(self.answers, dtype=np.int64, count=self.learned)
        relevant = np.fromiter(self.answers.values(), dtype=np.float32, count=self.learned)
        if not 0 < relevant.sum() < len(relevant):
            self.scores = np.zeros(self.number, dtype=np.float32)
            return
        found = solve(self.kind, places, relevant, self._multipliers[places])
        self._multipliers[places] = found
        used = found != 0
        self.scores = self.kind.of_all(places[used], found[used])

    def unread(self) -> Places:
        """Records without an answer, the likeliest first; equal ones in the order they came in."""
        open_ = np.ones(self.number, dtype=bool)
        open_[list(self.answers)] = False
        places = np.flatnonzero(open_)
        return places[np.argsort(-self.scores[places], kind="stable")]

    def next(self) -> int | None:
        """The likeliest record without an answer."""
        if len(self.answers) == self.number:
            return None
        scores = self.scores.copy()
        scores[list(self.answers)] = -np.inf
        return int(np.argmax(scores))

    def unseen(self) -> int | None:
        """The record that stands best for what nobody has read: most like the unread, least like the read."""
        read = np.zeros(self.number, dtype=bool)
        read[list(self.answers)] = True
        open_ = ~read & ~self.empty
        if not open_.any():
            return self.next()
        weights = np.where(read, -1 / max(read.sum(), 1), 1 / (~read).sum()).astype(np.float32)
        closeness = self.kind.of_all(np.arange(self.number), weights)
        return int(np.argmax(np.where(open_, closeness, -np.inf)))
