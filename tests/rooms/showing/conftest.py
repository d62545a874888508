"""Each test begins without the words of another one's messages: a fresh database gives the same numbers again."""

import pytest

from careloom.showing import letters


@pytest.fixture(autouse=True)
def no_words_kept() -> None:
    letters.begin()
