"""Up to three themes for a text, each with why. People code; this only suggests, and it learns from their codings.

Two judgements are added up. From the codebook: do the words of the text meet words of the theme's name, definition and
examples, by the same stem or by a like meaning? From the codings so far: kernel ridge regression, one theme against
the rest, on the likeness of texts. Weights were chosen on part 1 of themefinder's synthetic set and on nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from careloom_methods.errors import MethodError
from careloom_methods.themes.texts import state, stem, words_of
from careloom_methods.themes.vectors import Matrix, Rarity, Words, counted, unit

BATCH, MOST, LEARNED, FEWEST = 500, 3, 1_000, 5
MEETS = 0.35  # from this likeness on, two words count as meeting
RIDGE = 0.5


@dataclass(frozen=True)
class Theme:
    """One theme of a codebook."""

    id: str
    name: str
    definition: str = ""
    examples: tuple[str, ...] = ()

    @property
    def words(self) -> list[str]:
        """Each telling word of its name, definition and examples, once."""
        return list(dict.fromkeys(words_of(" ".join([self.name, self.definition, *self.examples]))))


@dataclass(frozen=True)
class Coded:
    """A text that people have coded. Newest last, where order matters."""

    id: str
    text: str
    themes: frozenset[str]


@dataclass(frozen=True)
class Because:
    """Why a theme is suggested: a coded text that is like this one, or words that meet the codebook."""

    kind: str  # 'text' or 'words'
    id: str = ""
    words: tuple[str, ...] = ()
    likeness: float = 0.0


@dataclass(frozen=True)
class Suggestion:
    """A theme to look at. `likely`: scores of texts that people coded so were as high."""

    theme: str
    score: float
    likely: bool
    because: list[Because] = field(default_factory=list)


class Suggester:
    """Reads the codebook and the codings once, then suggests for any number of texts."""

    def __init__(
        self, themes: Sequence[Theme], coded: Sequence[Coded] = (), *, background: Sequence[str] = (),
        vectors: bool = True,
    ) -> None:  # fmt: skip
        """`background`: texts of the same question, so that its everyday words weigh less."""
        if len({theme.id for theme in themes}) != len(themes):
            raise MethodError("themes_twice", "Two themes of the codebook have the same id.")
        self.themes = [theme for theme in themes if theme.words]
        self._ids = [theme.id for theme in self.themes]
        self._coded = [row for row in coded if words_of(row.text)][-LEARNED:]
        known = [*background, *(row.text for row in self._coded)]
        self._rarity, self._words = Rarity(known or [" ".join(t.words) for t in self.themes]), Words(vectors=vectors)
        self._theme_words = [word for theme in self.themes for word in theme.words]
        self._read_codebook()
        sample = known[:: max(1, len(known) // 2_000)]
        means = self._words.mean(sample, self._rarity)
        self._centre = means.mean(axis=0) if len(sample) else np.zeros(self._words.size, dtype=np.float32)
        self._floor = np.float32(0)
        self._learn(sample)

    def _read_codebook(self) -> None:
        weights = np.array([self._rarity.of(stem(word)) for word in self._theme_words], dtype=np.float32)
        owner = np.repeat(np.arange(len(self.themes)), [len(theme.words) for theme in self.themes])
        self._share = np.zeros((len(self._theme_words), len(self.themes)), dtype=np.float32)
        self._share[np.arange(len(owner)), owner] = weights
        self._share /= np.maximum(self._share.sum(axis=0, keepdims=True), 1e-9)
        texts = [" ".join(theme.words) for theme in self.themes]
        means = self._words.mean(texts, self._rarity)
        self._theme_means = unit(means - means.mean(axis=0)) if len(texts) else means
        self._theme_counts = counted(texts, self._rarity)

    def _learn(self, sample: Sequence[str]) -> None:
        """Weights from the codings, and the score above which a theme is likely."""
        texts = [row.text for row in self._coded]
        self._had = np.array([[i in row.themes for i in self._ids] for row in self._coded], dtype=np.float32)
        self._had = self._had.reshape(len(texts), len(self._ids))
        self._coded_means, self._coded_counts = self._rows(texts)
        met = self._met(texts or list(sample), *self._rows(texts or list(sample)))
        self._floor = np.float32(met.mean()) if met.size else np.float32(0)
        self._weights, self._base = np.zeros_like(self._had), np.zeros(len(self._ids), dtype=np.float32)
        self.threshold = float(np.quantile(met - self._floor, 0.9)) if met.size else 1.0
        if len(texts) < FEWEST or not self._had.any():
            return
        like = self._like(self._coded_means, self._coded_counts)
        self._base = self._had.mean(axis=0)
        inverse = np.linalg.inv(like + RIDGE * np.eye(len(texts), dtype=np.float32))
        rest = self._had - self._base
        self._weights = (inverse @ rest).astype(np.float32)
        # What each coded text would have scored had it not been coded: closed form of leaving one out.
        left_out = self._had - self._weights / np.diag(inverse)[:, None]
        self.threshold = _best_threshold(left_out + met - self._floor, self._had > 0)

    def _rows(self, texts: Sequence[str]) -> tuple[Matrix, Matrix]:
        means = self._words.mean(texts, self._rarity)
        return unit(means - self._centre) if len(texts) else means, counted(texts, self._rarity)

    def _like(self, means: Matrix, counts: Matrix) -> Matrix:
        """Likeness of texts to the coded texts (n x coded)."""
        if not self._words.size:
            return counts @ self._coded_counts.T
        return np.asarray((means @ self._coded_means.T + counts @ self._coded_counts.T) / 2, dtype=np.float32)

    def _met(self, texts: Sequence[str], means: Matrix, counts: Matrix) -> Matrix:
        """How far each text meets each theme of the codebook (n x themes)."""
        vocabulary = list(dict.fromkeys(word for text in texts for word in words_of(text)))
        place = {word: number for number, word in enumerate(vocabulary)}
        like = self._words.likeness(vocabulary, self._theme_words)
        like[like <= MEETS] = 0
        found = np.zeros((len(texts), len(self._theme_words)), dtype=np.float32)
        for row, text in zip(found, texts, strict=True):
            if words := {place[word] for word in words_of(text)}:
                row[:] = like[list(words)].max(axis=0)
        total = found @ self._share + (means @ self._theme_means.T + counts @ self._theme_counts.T) / 2
        return np.asarray(total, dtype=np.float32)

    def scores(self, texts: Sequence[str]) -> Matrix:
        """The score of every theme for every text (n x themes); higher is more likely."""
        return self._scores(texts, *self._rows(texts))[0]

    def _scores(self, texts: Sequence[str], means: Matrix, counts: Matrix) -> tuple[Matrix, Matrix]:
        near = self._like(means, counts)
        total = self._base + near @ self._weights + self._met(texts, means, counts) - self._floor
        return np.asarray(total, dtype=np.float32), near

    def suggest(self, texts: Sequence[str]) -> list[list[Suggestion]]:
        """At most three suggestions for each text, the best first; none for a text without a word."""
        found: list[list[Suggestion]] = []
        for start in range(0, len(texts), BATCH):
            batch = list(texts[start : start + BATCH])
            scores, near = self._scores(batch, *self._rows(batch))
            found += [self._best(*row) for row in zip(batch, scores, near, strict=True)]
        return found

    def _best(self, text: str, scores: Matrix, near: Matrix) -> list[Suggestion]:
        if state(text) in {"empty", "signs"} or not words_of(text):
            return []
        order = np.argsort(-scores, kind="stable")[:MOST]
        return [Suggestion(self._ids[n], round(float(scores[n]), 3), bool(scores[n] > self.threshold),
                           self._why(text, near, n)) for n in order]  # fmt: skip

    def _why(self, text: str, near: Matrix, theme: int) -> list[Because]:
        """The nearest coded texts with this theme; where there is none, the words that met the codebook."""
        having = np.flatnonzero(self._had[:, theme]) if len(near) else np.zeros(0, dtype=int)
        best = having[np.argsort(-near[having], kind="stable")[:2]]
        reasons = [Because("text", id=self._coded[n].id, likeness=round(float(near[n]), 3))
                   for n in best if near[n] > 0]  # fmt: skip
        return reasons or [Because("words", words=self._meeting(text, theme))]

    def _meeting(self, text: str, theme: int) -> tuple[str, ...]:
        words = list(dict.fromkeys(words_of(text)))
        like = self._words.likeness(words, self.themes[theme].words).max(axis=1)
        order = [n for n in np.argsort(-like, kind="stable")[:3] if like[n] > MEETS]
        return tuple(words[n] for n in order)


def _best_threshold(scores: NDArray[Any], truth: NDArray[np.bool_]) -> float:
    """The score at which precision and recall together (F1) are best on what people coded."""
    order = np.sort(scores.ravel())
    steps = order[np.linspace(len(order) // 2, len(order) - 1, 100).astype(int)]

    def quality(step: float) -> float:
        chosen = scores > step
        return 2.0 * float((chosen & truth).sum()) / max(1.0, float(chosen.sum() + truth.sum()))

    return float(max(steps, key=quality))
