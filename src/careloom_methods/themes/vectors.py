"""Texts as numbers, in two ways: counted words (NumPy alone), and word vectors that come inside a package."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from careloom_methods.themes.texts import stem, terms_of, words_of

Matrix = NDArray[np.float32]
HASHED = 4_096  # columns of the counted space; fixed, so that a text's place never depends on which texts came before
KEPT_WORDS = 50_000  # word vectors remembered at most: 51 MB


@lru_cache(maxsize=200_000)
def _column(term: str) -> int:
    # Python's own hash changes from run to run; this one does not (FNV-1a, 32 bits).
    value = 2_166_136_261
    for byte in term.encode():
        value = ((value ^ byte) * 16_777_619) & 0xFFFFFFFF
    return value % HASHED


def unit(rows: Matrix) -> Matrix:
    """Each row at length 1; a row of zeros stays as it is."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)


class Rarity:
    """How telling a word is among some texts: smoothed inverse document frequency; 1 for a word that all have."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Count in how many of `texts` each word and pair stands."""
        seen: Counter[str] = Counter()
        for text in texts:
            seen.update(set(terms_of(text)))
        self._total, self._seen = len(texts), seen

    def of(self, term: str) -> float:
        """The weight of one stem or pair of stems; the highest for one never seen."""
        return float(np.log((1 + self._total) / (1 + self._seen.get(term, 0))) + 1)


def counted(texts: Sequence[str], rarity: Rarity) -> Matrix:
    """TF-IDF rows (n x 4,096) of length 1: words and pairs, the logarithm of their count times their rarity."""
    rows = np.zeros((len(texts), HASHED), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        for term, count in Counter(terms_of(text)).items():
            row[_column(term)] += (1 + np.log(count)) * rarity.of(term)
    return unit(rows)


@lru_cache(maxsize=1)
def _package() -> tuple[Any, Matrix] | None:
    try:
        import wordllama
    except ImportError:
        return None
    # It looks in a folder that its package does not have and would then ask the internet. Its own folder, given as
    # the cache, has everything; downloads are off.
    folder = Path(wordllama.__file__).parent
    loaded = wordllama.WordLlama.load(cache_dir=folder, disable_download=True)
    return loaded.tokenizer, np.asarray(loaded.embedding, dtype=np.float32)


def has_word_vectors() -> bool:
    """Is the extra package there?"""
    return _package() is not None


class Words:
    """Likeness of words: by their vectors where the extra package is there, by their stems where it is not."""

    def __init__(self, *, vectors: bool = True) -> None:
        """`vectors` False does without the package even where it is there."""
        self._source = _package() if vectors else None
        self._known: dict[str, Matrix] = {}

    @property
    def size(self) -> int:
        """Numbers in a word's vector; 0 without the package."""
        return self._source[1].shape[1] if self._source else 0

    def vectors(self, words: Sequence[str]) -> Matrix:
        """Unit vectors (n x size) of words; each is the mean of its pieces."""
        if self._source is None:
            return np.zeros((len(words), 0), dtype=np.float32)
        if len(self._known) > KEPT_WORDS:
            self._known.clear()
        fresh = [word for word in dict.fromkeys(words) if word not in self._known]
        if fresh:
            tokenizer, table = self._source
            pieces = tokenizer.encode_batch(fresh, add_special_tokens=False)
            for word, piece in zip(fresh, pieces, strict=True):
                ids = [i for i, real in zip(piece.ids, piece.attention_mask, strict=True) if real]
                self._known[word] = unit(table[ids].mean(axis=0, keepdims=True))[0]
        return np.array([self._known[word] for word in words], dtype=np.float32).reshape(len(words), self.size)

    def likeness(self, ours: Sequence[str], theirs: Sequence[str]) -> Matrix:
        """How like each of `ours` is to each of `theirs` (0 to 1); 1 for the same stem."""
        stems = {stem(word) for word in ours} & {stem(word) for word in theirs}
        left = np.array([stem(word) if stem(word) in stems else "" for word in ours])
        right = np.array([stem(word) if stem(word) in stems else "-" for word in theirs])
        same = (left[:, None] == right[None, :]).astype(np.float32)
        return np.asarray(np.maximum(same, self.vectors(ours) @ self.vectors(theirs).T), dtype=np.float32)

    def mean(self, texts: Sequence[str], rarity: Rarity) -> Matrix:
        """Unit rows (n x size): the mean of each text's words, the rarer the heavier."""
        listed = [words_of(text) for text in texts]
        vocabulary = list(dict.fromkeys(word for words in listed for word in words))
        place = {word: number for number, word in enumerate(vocabulary)}
        weighted = self.vectors(vocabulary)
        weighted = weighted * np.array([rarity.of(stem(word)) for word in vocabulary], dtype=np.float32)[:, None]
        rows = np.zeros((len(texts), self.size), dtype=np.float32)
        for row, words in zip(rows, listed, strict=True):
            if words:
                row[:] = weighted[[place[word] for word in words]].sum(axis=0)
        return unit(rows)
