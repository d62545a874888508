"""Whole numbers by chance that are the same on every machine: SHA-256 of the seed and a counter, nothing else."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from careloom_methods.programme import Floats

Item = TypeVar("Item")


class Dice:
    """A sequence of fair numbers that anyone can compute again from the seed (see docs/explanation/lottery.md)."""

    def __init__(self, seed: str) -> None:
        self.seed, self.counter = seed, 0

    def below(self, n: int) -> int:
        """A number from 0 to n - 1, each exactly as likely: numbers that would favour some are thrown away."""
        limit = (1 << 256) - (1 << 256) % n
        while True:
            text = f"{self.seed}/{self.counter}".encode()
            self.counter += 1
            number = int.from_bytes(hashlib.sha256(text).digest(), "big")
            if number < limit:
                return number % n

    def fractions(self, n: int) -> Floats:
        """n numbers from 0 to below 1, each a multiple of 2 to the power of -32: they steer a search, not a draw."""
        many = hashlib.shake_256(f"{self.seed}/{self.counter}".encode()).digest(4 * n)
        self.counter += 1
        return np.frombuffer(many, dtype="<u4").astype(np.float64) / 2.0**32

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """All items in a fair order (Fisher and Yates)."""
        found = list(items)
        for last in range(len(found) - 1, 0, -1):
            other = self.below(last + 1)
            found[last], found[other] = found[other], found[last]
        return found
