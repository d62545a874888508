"""Suggestions: at most three, each with why, better with codings, the same with or without the extra package."""

import os
import subprocess
import sys

import pytest

from careloom_methods.errors import MethodError
from careloom_methods.themes.suggesting import Coded, Suggester, Theme
from careloom_methods.themes.vectors import Words
from tests.rules import tree

THEMES = [
    Theme("time", "Enough time", "Visits are long enough and not rushed"),
    Theme("home", "My own home", "Living in one's own place, with one's own front door"),
    Theme("travel", "Getting about", "Buses, taxis and lifts to places", ("the bus never comes",)),
    Theme("money", "What care costs", "Charges, pay and benefits"),
]


@pytest.mark.parametrize("vectors", [True, False])
def test_a_text_gets_at_most_three_themes_the_best_first(vectors: bool) -> None:
    found = Suggester(THEMES, vectors=vectors).suggest(
        ["The carer is always rushed, there is not enough time for a visit"]
    )
    assert len(found) == 1 and len(found[0]) == 3
    assert found[0][0].theme == "time"
    scores = [s.score for s in found[0]]
    assert scores == sorted(scores, reverse=True)


def test_before_anybody_coded_the_reason_is_the_words_that_met_the_codebook() -> None:
    first = Suggester(THEMES).suggest(["the bus does not come to our village"])[0][0]
    assert first.theme == "travel"
    assert first.because[0].kind == "words" and "bus" in first.because[0].words


@pytest.mark.skipif(not Words().size, reason="the extra package with word vectors is not installed")
def test_a_like_meaning_counts_without_a_shared_word() -> None:
    first = Suggester(THEMES).suggest(["I cannot afford the fees, they are too expensive"])[0][0]
    assert first.theme == "money"


CODED = [Coded(f"t{n}", text, frozenset({theme})) for n, (text, theme) in enumerate([
    ("Nobody told us about the sensory room", "home"), ("The sensory room is too loud", "home"),
    ("A sensory corner would help him", "home"), ("The van broke down again", "travel"),
    ("The van driver knows us", "travel"), ("Ten minutes is a joke", "time"), ("They run in and out in ten minutes", "time"),
])]  # fmt: skip


@pytest.mark.parametrize("vectors", [True, False])
def test_it_learns_from_this_projects_own_codings_and_names_the_nearest(vectors: bool) -> None:
    first = Suggester(THEMES, CODED, vectors=vectors).suggest(["We need a quiet sensory room"])[0][0]
    assert first.theme == "home" and first.likely
    assert first.because[0].kind == "text" and first.because[0].id in {"t0", "t1", "t2"}
    assert 0 < first.because[0].likeness <= 1


def test_texts_without_a_word_get_no_suggestion() -> None:
    assert Suggester(THEMES).suggest(["", "   ", "😀😀", "the of and"]) == [[], [], [], []]
    assert len(Suggester(THEMES).suggest(["time"])[0]) == 3


def test_the_same_texts_get_the_same_suggestions_alone_or_among_others() -> None:
    texts = ["more time for visits", "a front door", "the bus is late"]
    suggester = Suggester(THEMES, CODED, background=texts)
    assert suggester.suggest(texts) == [suggester.suggest([text])[0] for text in texts]


def test_an_empty_codebook_or_no_coding_is_no_error() -> None:
    assert Suggester([]).suggest(["some words"]) == [[]]
    assert len(Suggester(THEMES, [Coded("x", "😀", frozenset({"time"}))]).suggest(["time"])[0]) == 3


def test_two_themes_with_one_id_are_refused() -> None:
    with pytest.raises(MethodError) as refused:
        Suggester([THEMES[0], THEMES[0]])
    assert refused.value.code == "themes_twice"


def test_nothing_asks_the_network() -> None:
    code = (
        "import socket\n"
        "def refuse(*a, **k): raise OSError('the network is off')\n"
        "socket.socket.connect = refuse; socket.getaddrinfo = refuse\n"
        "from careloom_methods.themes.suggesting import Suggester, Theme\n"
        "from careloom_methods.themes.language import language_of\n"
        "print(Suggester([Theme('a', 'Time')]).suggest(['more time'])[0][0].theme, language_of('mwy o amser i mi').code)\n"
    )
    env = {**os.environ, "PYTHONPATH": str(tree.METHODS.parent), "HOME": "/nonexistent"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env)
    assert done.stdout.split() == ["a", "cy"], done.stderr
