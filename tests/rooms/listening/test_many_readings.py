"""Many readings at once end as the same readings one by one."""

from typing import Any

import pytest

from careloom.listening.models import Codebook, Coding, Reading, Talk, Text
from careloom.listening.queries.coding import counting
from careloom.listening.services import coding
from careloom.listening.services.coding.reading import Mark
from careloom.listening.services.coding.refusing import Refused
from careloom.thread.models import Entry
from tests.rooms.listening.coding_cast import ANN, BEN, answer, codebook, survey, theme

WORDS = ["Time to talk", "My own home", "What it costs", "More time at home", "Something else"]


def kept(book: Codebook) -> Any:
    texts = [(t.readers, t.done, Talk.objects.filter(text=t).exists()) for t in book.texts.order_by("answer_set")]
    codings = Coding.objects.filter(text__codebook=book).order_by("text__answer_set", "coder", "theme__order")
    return texts, list(codings.values_list("coder", "theme__name", "start", "end"))


def rows(book: Codebook, names: dict[str, list[str]]) -> list[tuple[Text, list[Mark]]]:
    texts = book.texts.select_related("codebook", "answer_set").order_by("answer_set")
    return [(text, [Mark(theme(book, name)) for name in names[said]]) for text, said in zip(texts, WORDS, strict=True)]


@pytest.mark.django_db
def test_many_at_once_are_the_same_as_one_by_one(equality_key: Any, django_assert_max_num_queries: Any) -> None:
    ann = dict(zip(WORDS, [["Time"], ["Home"], ["Money"], ["Time", "Home"], []], strict=True))
    ben = ann | {"More time at home": ["Time"]}
    books = []
    for slug in ("one", "two"):
        version = survey(slug)
        for words in WORDS:
            answer(version, words)
        books.append(codebook(version, double=100))
    for coder, given in ((ANN, ann), (BEN, ben)):
        for text, marks in rows(books[0], given):
            coding.save_reading(text=text, marks=marks, by=coder)
        with django_assert_max_num_queries(40):
            coding.save_readings(codebook=books[1], rows=rows(books[1], given), by=coder)
    assert kept(books[0]) == kept(books[1])
    assert [r.themes.keys() for r in counting.settled(books[0])] != [] and Talk.objects.count() == 2
    assert coding.save_readings(codebook=books[1], rows=rows(books[1], ann), by=BEN) == 5  # a second time takes the place
    assert not Talk.objects.filter(text__codebook=books[1]).exists()
    assert Reading.objects.filter(text__codebook=books[1]).count() == 10
    said = Entry.objects.filter(event="answer.read").order_by("pk").last()
    assert said and list(said.causes.values_list("cause__event", flat=True)) == ["voice.received"]


@pytest.mark.django_db
def test_what_a_person_must_look_at_first_is_not_read_and_nothing_is_kept(equality_key: Any) -> None:
    version = survey()
    for words in WORDS:
        answer(version, words)
    book = codebook(version, double=100)
    Text.objects.filter(codebook=book, place=2).update(screen="waiting")
    with pytest.raises(Refused) as wrong:
        coding.save_readings(codebook=book, rows=rows(book, {words: ["Time"] for words in WORDS}), by=ANN)
    assert wrong.value.code == "not_ready" and not Reading.objects.exists()
