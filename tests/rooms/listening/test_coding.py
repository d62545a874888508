"""Coding: nothing is lost by merging or splitting, order does not matter, withdrawing is never having been there."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from careloom.listening.models import Coding, Memo, Quote, Reading, Redaction, Talk, Text, Theme
from careloom.listening.queries import coding as queries
from careloom.listening.queries.coding import agreement, exchange, quotes, voices
from careloom.listening.queries.coding.report import report_data
from careloom.listening.services import coding
from careloom.listening.services.coding.reading import Mark
from careloom.listening.services.coding.refusing import Refused
from careloom.people import sealed
from careloom.questionnaires import services as engine
from careloom.thread.models import Entry
from careloom.thread.queries import because_of, came_of
from tests.rooms.listening.coding_cast import ANN, BEN, answer, codebook, read, survey, text, theme


@pytest.fixture
def version(db: Any, equality_key: Any) -> Any:
    return survey()


def refusal(call: Any, **given: Any) -> str:
    with pytest.raises(Refused) as refused:
        call(**given)
    return refused.value.code


def test_answers_come_to_the_coders_once_with_language_order_and_treatment(version: Any) -> None:
    for words in ("More time please, for every visit", "Mae angen mwy o amser arna i", "😀😀", "Time", "x" * 5_001):
        answer(version, words)
    answer(version, "")
    book = codebook(version)
    found = {t.treatment: t for t in Text.objects.filter(codebook=book)}
    assert set(found) == {"text", "signs", "one-word", "long"} and Text.objects.count() == 5
    assert sorted(t.place for t in Text.objects.all()) == [0, 1, 2, 3, 4]
    assert {t.language for t in Text.objects.filter(treatment="text")} == {"en", "cy"}
    assert coding.gather_texts(codebook=book, by=ANN) == {"new": 0, "changed": 0, "gone": 0, "waiting": 0}
    answer(version, "One more")
    assert coding.gather_texts(codebook=book, by=ANN)["new"] == 1


def test_a_text_of_100_000_characters_is_read_whole_and_coded_at_its_end(version: Any) -> None:
    one = answer(version, "long " * 19_999 + "home😀")
    book = codebook(version)
    words = queries.words_of([text(book, one)], "views")[text(book, one).pk]
    end = len(words)
    coding.save_reading(text=text(book, one), marks=[Mark(theme(book, "Home"), end - 5, end)], by=ANN)
    kept = Coding.objects.get()
    assert words[kept.start : kept.end] == "home😀"


def test_only_open_questions_can_be_coded_and_each_once(version: Any) -> None:
    book = codebook(version)
    assert refusal(coding.make_codebook, questionnaire=version.questionnaire, question="role", name="x", by=ANN) == "not_open_text"
    assert refusal(coding.make_codebook, questionnaire=version.questionnaire, question="views", name="x", by=ANN) == "codebook_there"
    assert refusal(coding.add_theme, codebook=book, name="time", by=ANN) == "name_there"


def test_a_reading_takes_the_place_of_the_same_persons_earlier_one(version: Any) -> None:
    one = answer(version, "Time and money")
    book = codebook(version)
    read(text(book, one), "Time", "Money")
    read(text(book, one), "Home", memo="I was wrong before")
    assert [c.theme.name for c in Coding.objects.all()] == ["Home"] and Reading.objects.count() == 1
    assert Memo.objects.get().words == "I was wrong before"


@pytest.mark.parametrize("marks", [(0, 99), (-1, 2), (3, 2), (2, 2)])
def test_a_place_outside_the_words_is_refused(version: Any, marks: tuple[int, int]) -> None:
    one = answer(version, "Time")
    book = codebook(version)
    mark = Mark(theme(book, "Time"), *marks)
    assert refusal(coding.save_reading, text=text(book, one), marks=[mark], by=ANN) == "outside"
    assert not Reading.objects.exists()


def test_an_answer_that_changed_while_somebody_read_it_is_not_coded(version: Any) -> None:
    one = answer(version, "Time")
    book = codebook(version)
    engine.correct(answer_set=one, values={"role": "carer", "nation": "england", "views": "Money"}, by="guest")
    assert refusal(coding.save_reading, text=text(book, one), marks=[], by=ANN, digest=text(book, one).digest) == "changed"


def test_a_corrected_answer_is_put_back_to_be_read_again(version: Any) -> None:
    one = answer(version, "Time")
    book = codebook(version)
    read(text(book, one), "Time")
    engine.correct(answer_set=one, values={"role": "carer", "nation": "england", "views": "Money"}, by="guest")
    assert coding.gather_texts(codebook=book, by=ANN)["changed"] == 1
    assert not Coding.objects.exists() and not text(book, one).done


def test_next_comes_every_open_text_once_and_two_coders_begin_elsewhere(version: Any) -> None:
    for n in range(12):
        answer(version, f"Answer number {n} about time")
    book = codebook(version)
    seen, after = [], None
    while one := queries.next_text(book, ANN, after=after):
        seen.append(one.pk)
        read(one, "Time")
        after = one.place
    assert len(seen) == len(set(seen)) == 12 and queries.next_text(book, BEN) is None
    starts = {queries.reading.begins_at(book, f"person_{n}") for n in range(20)}  # type: ignore[attr-defined]
    assert len(starts) > 3


def test_two_people_read_the_share_that_the_lead_sets(version: Any) -> None:
    for n in range(60):
        answer(version, f"Answer {n}")
    book = codebook(version, double=50)
    share = Text.objects.filter(double=True).count()
    assert 15 <= share <= 45
    coding.set_double_share(codebook=book, share=100, by=ANN)
    assert Text.objects.filter(double=True).count() == 60
    one = Text.objects.select_related("codebook", "answer_set").first()
    assert one is not None
    read(one, "Time")
    assert not Text.objects.get(pk=one.pk).done
    coding.set_double_share(codebook=book, share=0, by=ANN)
    assert Text.objects.get(pk=one.pk).done


def test_not_sure_brings_a_second_person(version: Any) -> None:
    one = answer(version, "Hard to say")
    book = codebook(version)
    read(text(book, one), sure=False)
    assert not text(book, one).done and queries.next_text(book, ANN) is None
    assert queries.next_text(book, BEN) == text(book, one)
    read(text(book, one), "Time", by=BEN)
    assert text(book, one).done


def test_a_disagreement_becomes_a_talk_and_the_talk_a_memo(version: Any) -> None:
    one = answer(version, "Time or money")
    book = codebook(version, double=100)
    read(text(book, one), "Time", by=ANN)
    read(text(book, one), "Money", by=BEN)
    talk = Talk.objects.select_related("text__codebook", "text__answer_set").get()
    assert queries.table(book)["themes"] == {}  # nothing counts while they disagree
    agreed = [(theme(book, "Time"), ""), (theme(book, "Money"), "")]
    assert refusal(coding.close_talk, talk=talk, agreed=agreed, memo=" ", by=ANN) == "memo_needed"
    coding.close_talk(talk=talk, agreed=agreed, memo="Both are in it", by=ANN)
    assert set(queries.table(book)["themes"]) == {theme(book, "Time").pk, theme(book, "Money").pk}
    assert Memo.objects.get().words == "Both are in it"
    engine.withdraw(answer_set=one, by="guest")  # what they said about it goes with the answer
    assert coding.forget_withdrawn(codebook=book) == 1
    assert not Talk.objects.exists() and not Memo.objects.exists()


def test_agreement_is_shown_theme_by_theme_and_single_readings_are_said(version: Any) -> None:
    answers = [answer(version, f"Answer {n}") for n in range(6)]
    book = codebook(version, double=100)
    for n, one in enumerate(answers[:5]):
        read(text(book, one), *(["Time"] if n < 2 else []), by=ANN)
        read(text(book, one), *(["Time"] if n < 2 else []), *(["Home"] if n == 4 else []), by=BEN)
    read(text(book, answers[5]), "Home", by=ANN)
    found = agreement.agreement(book)
    assert found[theme(book, "Time").pk].alpha == 1 and found[0] == 1
    assert found[theme(book, "Home").pk].alpha <= 0 and found[theme(book, "Money").pk].why == "no_variation"
    assert agreement.kappas(book)[theme(book, "Time").pk] == 1


def test_a_theme_is_agreed_by_two_people_and_cites_every_voice(version: Any) -> None:
    answers = [answer(version, "Time", people=4), answer(version, "More time"), answer(version, "Money")]
    book = codebook(version, double=100)
    time = theme(book, "Time")
    assert refusal(coding.agree_theme, theme=time, by=BEN) == "not_proposed"
    assert refusal(coding.propose_theme, theme=time, by=ANN) == "nobody_twice"
    for one, name in zip(answers, ("Time", "Time", "Money"), strict=True):
        read(text(book, one), name, by=ANN)
        read(text(book, one), name, by=BEN)
    coding.propose_theme(theme=time, by=ANN)
    assert refusal(coding.agree_theme, theme=time, by=ANN) == "same_person"
    entry = coding.agree_theme(theme=time, by=BEN)
    assert (entry.event, entry.values["returns"], entry.values["people"]) == ("theme.agreed", 2, 5)
    assert {e.subject for e in because_of(entry)} == {answers[0].public_id, answers[1].public_id}
    heard = Entry.objects.get(public_id=answers[0].entry_id)
    assert "theme.agreed" in {e.event for e in came_of(heard)}
    told = voices.of_answer(answers[0])[0]
    assert told["readers"] == 2 and [t.name for t in told["agreed"]] == ["Time"] and not told["open"]


def test_the_trace_holds_no_words_of_people(version: Any) -> None:
    one = answer(version, "Xylophone lessons for my mother")
    book = codebook(version)
    read(text(book, one), "Time", memo="Quixotic memo")
    said = " ".join(str(v) for v in Entry.objects.values_list("values", flat=True))
    assert "Xylophone" not in said and "Quixotic" not in said


def test_a_parent_theme_counts_a_text_once(version: Any) -> None:
    one = answer(version, "Short visits and rushed visits")
    book = codebook(version)
    coding.change_theme(theme=theme(book, "Home"), parent=theme(book, "Time"), by=ANN)
    coding.change_theme(theme=theme(book, "Money"), parent=theme(book, "Time"), by=ANN)
    read(text(book, one), "Home", "Money")
    assert queries.table(book)["themes"][theme(book, "Time").pk]["all"] == {"returns": 1, "people": 1}


def test_themes_cannot_stand_in_a_ring(version: Any) -> None:
    book = codebook(version)
    coding.change_theme(theme=theme(book, "Home"), parent=theme(book, "Time"), by=ANN)
    assert refusal(coding.change_theme, theme=theme(book, "Time"), parent=theme(book, "Home"), by=ANN) == "ring"
    coding.merge_themes(theme=theme(book, "Money"), into=theme(book, "Home"), by=ANN)
    assert refusal(coding.merge_themes, theme=theme(book, "Home"), into=theme(book, "Money"), by=ANN) == "not_open_theme"


def test_every_change_of_a_theme_is_in_its_history(version: Any) -> None:
    book = codebook(version)
    time = theme(book, "Time")
    coding.change_theme(theme=time, name="Enough time", by=BEN)
    coding.merge_themes(theme=theme(book, "Money"), into=time, by=ANN)
    steps = list(time.changes.order_by("pk").values_list("what", "by"))
    assert steps == [("made", ANN), ("renamed", BEN), ("took in", ANN)]
    assert time.changes.get(what="renamed").before["name"] == "Time"
    assert refusal(coding.change_theme, theme=time, key=theme(book, "Home").key, by=ANN) == "key_there"


def test_for_and_against_are_kept_apart(version: Any) -> None:
    answers = [answer(version, f"View {n}", people=1 + n) for n in range(3)]
    book = codebook(version, views=True)
    for one, stance in zip(answers, ("for", "for", "against"), strict=True):
        read(text(book, one), f"Time:{stance}")
    cell = queries.table(book)["themes"][theme(book, "Time").pk]
    assert cell["for"] == {"returns": 2, "people": 3} and cell["against"] == {"returns": 1, "people": 3}
    assert cell["both"] == {"returns": 0, "people": 0}
    both = answer(version, "On the one hand, on the other")
    coding.gather_texts(codebook=book, by=ANN)
    marks = [Mark(theme(book, "Time"), 0, 15, "for"), Mark(theme(book, "Time"), 17, 29, "against")]
    coding.save_reading(text=text(book, both), marks=marks, by=ANN)
    cell = queries.table(book)["themes"][theme(book, "Time").pk]
    assert (cell["all"]["returns"], cell["for"]["returns"], cell["against"]["returns"], cell["both"]["returns"]) == (4, 3, 2, 1)
    assert cell["stances"]["for"]["role"]["carer"]["returns"] == 3
    other = codebook(survey("other"))
    one = answer(other.questionnaire.versions.get(), "x y")
    coding.gather_texts(codebook=other, by=ANN)
    with pytest.raises(Refused):
        read(text(other, one), "Time:for")


ROUGH = "The manager, Mrs Jones, is a bastard. Ring me on 07700 900123."


def test_a_text_that_offends_or_identifies_waits_for_a_person(version: Any) -> None:
    one = answer(version, ROUGH)
    book = codebook(version)
    waiting = text(book, one)
    assert waiting.screen == "waiting" and queries.next_text(book, ANN) is None
    assert refusal(coding.save_reading, text=waiting, marks=[], by=ANN) == "not_ready"
    assert {f["kind"] for f in waiting.found} == {"named", "rough", "phone"}
    assert "Jones" not in str(waiting.found)


def test_a_redaction_keeps_the_original_sealed_and_is_on_the_thread(version: Any) -> None:
    one = answer(version, ROUGH)
    book = codebook(version)
    waiting = text(book, one)
    spans = [(f["start"], f["end"]) for f in waiting.found]
    coding.redact_text(text=waiting, spans=spans, kinds=["named", "phone"], by=BEN)
    words = queries.words_of([waiting], "views")[waiting.pk]
    assert "Jones" not in words and "07700" not in words and len(words) == len(ROUGH)
    assert not one.answers.filter(text__contains="Jones").exists()
    kept = Redaction.objects.get()
    assert b"Jones" not in bytes(kept.sealed) and sealed.unseal(bytes(kept.sealed)) == {"words": ROUGH}
    entry = Entry.objects.get(event="answer.redacted")
    assert entry.actor == BEN and because_of(entry)[0].subject == one.public_id
    assert queries.next_text(book, ANN) == waiting
    assert coding.gather_texts(codebook=book, by=ANN)["changed"] == 0  # a redaction is no correction


def test_a_person_may_say_a_text_is_fine_or_set_it_aside(version: Any) -> None:
    fine, aside = answer(version, "Mrs Jones was kind"), answer(version, "you bastard")
    book = codebook(version)
    coding.clear_text(text=text(book, fine), by=ANN)
    coding.set_text_aside(text=text(book, aside), by=ANN)
    assert queries.next_text(book, ANN) == text(book, fine)
    read(text(book, fine), "Time")
    assert queries.next_text(book, ANN) is None and queries.progress(book)["aside"] == 1


def test_a_translation_stands_beside_the_original_and_the_theme_counts_the_original(version: Any) -> None:
    one = answer(version, "Mae angen mwy o amser arna i")
    book = codebook(version)
    coding.translate_text(text=text(book, one), language="en", words="I need more time", translator="Megan", by=BEN)
    read(text(book, one), "Time")
    assert queries.words_of([text(book, one)], "views")[text(book, one).pk] == "Mae angen mwy o amser arna i"
    coding.publish_quote(text=text(book, one), theme=theme(book, "Time"), start=0, end=28, by=ANN)
    shown = quotes.shown(book)[theme(book, "Time").pk][0]
    assert (shown["words"], shown["translation"], shown["translator"]) == ("Mae angen mwy o amser arna i", "I need more time", "Megan")


def test_a_quote_needs_consent_and_goes_everywhere_when_it_is_taken_back(version: Any) -> None:
    yes, no = answer(version, "Time matters to me"), answer(version, "Not for quoting", quote="no")
    book = codebook(version)
    time = theme(book, "Time")
    assert refusal(coding.publish_quote, text=text(book, no), theme=time, start=0, end=3, by=ANN) == "no_consent"
    coding.publish_quote(text=text(book, yes), theme=time, start=0, end=12, by=ANN)
    assert quotes.shown(book)[time.pk][0]["words"] == "Time matters"
    engine.correct(answer_set=yes, values={"role": "carer", "nation": "england", "views": "Time matters to me", "quote": "no"}, by="guest")
    assert quotes.shown(book) == {}  # at once, before any job ran
    assert coding.withdraw_quotes_without_consent() == 1 and coding.withdraw_quotes_without_consent() == 0
    entry = Entry.objects.get(event="quote.withdrawn")
    assert yes.public_id in {e.subject for e in because_of(entry)} and Quote.objects.get().withdrawn_at


@pytest.mark.parametrize("what", ["changed", "aside"])
def test_a_quote_from_an_answer_that_changed_or_was_set_aside_is_gone_and_the_thread_says_so(version: Any, what: str) -> None:
    one = answer(version, "Time matters to me")
    book = codebook(version)
    coding.publish_quote(text=text(book, one), theme=theme(book, "Time"), start=0, end=12, by=ANN)
    if what == "changed":
        engine.correct(answer_set=one, values={"role": "carer", "nation": "england", "views": "Tea time is fine", "quote": "yes"}, by="guest")
        assert quotes.shown(book) == {}  # at once: other words stand at this place now
        coding.gather_texts(codebook=book, by=ANN)
    else:
        coding.set_text_aside(text=text(book, one), by=ANN)
    assert quotes.shown(book) == {} and Entry.objects.filter(event="quote.withdrawn").count() == 1


def test_suggestions_are_ready_ahead_and_their_take_up_is_counted(version: Any) -> None:
    answers = [answer(version, w) for w in ("not enough time in a visit", "my own home", "what it costs us in money")]
    book = codebook(version)
    assert coding.suggest_ahead(codebook=book) == 3
    first = text(book, answers[0])
    assert first.suggestions[0]["theme"] == theme(book, "Time").public_id and first.suggestions[0]["because"]
    read(first, "Time")
    read(text(book, answers[1]))
    offered = [len(one.suggestions) for one in (first, text(book, answers[1]))]
    assert queries.take_up(book) == {"texts": sum(map(bool, offered)), "taken": 1, "refused": sum(offered) - 1, "changed": 0}


def test_for_and_against_are_kept_apart_in_every_group_of_the_report(version: Any) -> None:
    from careloom.listening.reports import documents

    book = codebook(version, views=True, gather=False)
    answers = [answer(version, f"View {n}", role=("carer", "provider")[n % 2]) for n in range(80)]
    coding.gather_texts(codebook=book, by=ANN)
    for n, one in enumerate(answers):
        read(text(book, one), "Time:for" if n % 4 < 2 else "Time:against")
    time = next(row for row in report_data(book)["themes"] if row["name"] == "Time")
    assert (time["for"], time["against"]) == (40, 40)
    assert time["role"]["carer"]["stances"] == {"for": 20, "against": 20, "both": None}
    report = coding.make_report(codebook=book, by=ANN)
    report.data["roles"] = [["carer", "Carer"], ["provider", "Provider"]]  # the words of a centre are not loaded here
    report.data["themes"] = [{**row, "agreed": True} for row in report.data["themes"]]
    assert any("for: 20, against: 20" in cell for part in documents.parts_of(report) for row in part.rows for cell in row)


def test_what_nobody_coded_and_what_only_a_small_group_said_are_told(version: Any) -> None:
    many = [answer(version, f"Carer {n}") for n in range(40)]
    few = [answer(version, f"Researcher {n}", role="researcher") for n in range(3)]
    book = codebook(version)
    for one in many:
        read(text(book, one), "Time")
    read(text(book, few[0]), "Home")
    read(text(book, few[1]))
    data = report_data(book)
    rows = {row["name"]: row for row in data["themes"]}
    assert rows["Home"]["only_small"] and not rows["Time"]["only_small"]
    assert rows["Home"]["returns"] is None  # one person; nobody is exposed
    assert rows["Time"]["role"]["researcher"]["returns"] is None
    assert data["unread"] == 0 and data["none"] is None  # one answer without a theme is one person too


def test_a_second_reader_gets_no_hint_from_the_first(version: Any) -> None:
    answers = [answer(version, f"Wobble {n} wobble") for n in range(8)]
    book = codebook(version, double=100)
    for one in answers[:6]:
        read(text(book, one), "Home", by=ANN)
    coding.suggest_ahead(codebook=book)
    assert not any(b.get("id") for s in text(book, answers[0]).suggestions for b in s["because"])  # nothing is learned from them yet
    for one in answers[:6]:
        read(text(book, one), "Home", by=BEN)
    coding.suggest_ahead(codebook=book)
    assert text(book, answers[7]).suggestions[0]["theme"] == theme(book, "Home").public_id


def agreed_time(version: Any, number: int = 1, **more: Any) -> Any:
    """A codebook in which two people agreed on the theme "Time"."""
    book = codebook(version, double=100, gather=False)
    answers = [answer(version, f"Time {n}", **more) for n in range(number)]
    coding.gather_texts(codebook=book, by=ANN)
    for one in answers:
        read(text(book, one), "Time", by=ANN)
        read(text(book, one), "Time", by=BEN)
    coding.propose_theme(theme=theme(book, "Time"), by=ANN)
    coding.agree_theme(theme=theme(book, "Time"), by=BEN)
    return book


@pytest.mark.parametrize("change", ["rename", "merge", "split", "key"])
def test_two_people_are_asked_again_when_the_meaning_of_a_theme_changes(version: Any, change: str) -> None:
    book = agreed_time(version)
    time = theme(book, "Time")
    entry = time.entry_id
    if change == "rename":
        coding.change_theme(theme=time, name="Time and trust", by=ANN)
    elif change == "merge":
        coding.merge_themes(theme=theme(book, "Money"), into=time, by=ANN)
    elif change == "split":
        coding.split_theme(theme=time, name="Other", texts=[], by=ANN)
    else:
        coding.change_theme(theme=time, key="z", by=ANN)
    time.refresh_from_db()
    assert bool(time.agreed_by) == (change == "key")
    assert Entry.objects.get(public_id=entry).event == "theme.agreed"  # what was agreed then stays on the ledger


def test_answers_that_came_after_an_agreement_are_said_and_then_cited(version: Any) -> None:
    book = agreed_time(version)
    late = answer(version, "More time")
    coding.gather_texts(codebook=book, by=ANN)
    read(text(book, late), "Time", by=ANN)
    read(text(book, late), "Time", by=BEN)
    assert voices.came_since(theme(book, "Time")) == 1
    coding.propose_theme(theme=theme(book, "Time"), by=BEN)
    entry = coding.agree_theme(theme=theme(book, "Time"), by=ANN)
    assert voices.came_since(theme(book, "Time")) == 0 and entry.values["returns"] == 2


def test_a_merge_that_is_undone_brings_back_key_and_themes_under_it(version: Any) -> None:
    book = codebook(version)
    coding.change_theme(theme=theme(book, "Home"), parent=theme(book, "Time"), by=ANN)
    key = theme(book, "Time").key
    coding.merge_themes(theme=theme(book, "Time"), into=theme(book, "Money"), by=ANN)
    assert theme(book, "Home").parent == theme(book, "Money")
    coding.part_themes(theme=theme(book, "Time"), by=ANN)
    assert theme(book, "Home").parent == theme(book, "Time") and theme(book, "Time").key == key


def test_a_split_takes_talks_and_quotes_along(version: Any) -> None:
    one = answer(version, "Time or money")
    book = codebook(version, double=100)
    read(text(book, one), "Time", by=ANN)
    read(text(book, one), "Money", by=BEN)
    talk = Talk.objects.select_related("text__codebook", "text__answer_set").get()
    coding.close_talk(talk=talk, agreed=[(theme(book, "Time"), "")], memo="Time is meant", by=ANN)
    coding.publish_quote(text=text(book, one), theme=theme(book, "Time"), start=0, end=4, by=ANN)
    made = coding.split_theme(theme=theme(book, "Time"), name="Hours", texts=[text(book, one).pk], by=ANN)
    assert set(queries.table(book)["themes"]) == {made.pk} == set(quotes.shown(book))


def test_a_quote_says_who_only_where_ten_share_it_and_a_report_says_whose_words_it_shows(version: Any) -> None:
    from careloom.listening.reports import shaped

    book = agreed_time(version, 12)
    rare = answer(version, "Time, says the only researcher", role="researcher", nation="wales")
    coding.gather_texts(codebook=book, by=ANN)
    read(text(book, rare), "Time", by=ANN)
    for one in (Text.objects.filter(codebook=book).order_by("pk")[0], text(book, rare)):
        coding.publish_quote(text=Text.objects.select_related("codebook", "answer_set").get(pk=one.pk),
                             theme=theme(book, "Time"), start=0, end=4, by=ANN)  # fmt: skip
    shown = quotes.shown(book)[theme(book, "Time").pk]
    assert [(q["role"], q["nation"]) for q in shown] == [("carer", "england"), ("", "")]
    report = coding.make_report(codebook=book, by=ANN)
    assert report.data["by_role"]["researcher"] is None
    assert sum(row["quotes"] for row in shaped.page(report)["quoted"]) == 2


def test_a_report_is_published_by_a_person_once_themes_are_agreed(version: Any) -> None:
    answers = [answer(version, f"Time {n}") for n in range(12)]
    book = codebook(version, double=100)
    report = coding.make_report(codebook=book, by=ANN)
    assert refusal(coding.publish_report, report=report, by=ANN) == "none_agreed"
    for one in answers:
        read(text(book, one), "Time", by=ANN)
        read(text(book, one), "Time", by=BEN)
    coding.propose_theme(theme=theme(book, "Time"), by=ANN)
    coding.agree_theme(theme=theme(book, "Time"), by=BEN)
    report = coding.make_report(codebook=book, by=ANN)
    entry = coding.publish_report(report=report, by=ANN)
    assert {e.event for e in because_of(entry)} >= {"theme.agreed", "voice.received"}


def test_two_reports_side_by_side_never_tell_what_a_few_people_said(version: Any) -> None:
    answers = [answer(version, f"Time {n}") for n in range(34)]
    book = codebook(version, gather=False)

    def read_up_to(number: int) -> None:
        coding.gather_texts(codebook=book, by=ANN)
        for one in answers[:number]:
            if not text(book, one).readers:
                for reader in (ANN, BEN):
                    read(text(book, one), "Time", by=reader)

    read_up_to(20)
    coding.propose_theme(theme=theme(book, "Time"), by=ANN)
    coding.agree_theme(theme=theme(book, "Time"), by=BEN)
    first = coding.make_report(codebook=book, by=ANN)
    coding.publish_report(report=first, by=ANN)
    read_up_to(22)
    assert refusal(coding.publish_report, report=coding.make_report(codebook=book, by=ANN), by=ANN) == "too_few_moved"
    coding.change_theme(theme=theme(book, "Home"), easy_name="A home", by=ANN)
    read_up_to(33)
    draft = coding.make_report(codebook=book, by=ANN)
    engine.withdraw(answer_set=answers[0], by="guest")
    assert refusal(coding.publish_report, report=draft, by=ANN) == "made_before"
    coding.forget_withdrawn(codebook=book)
    assert refusal(coding.publish_report, report=draft, by=ANN) == "made_before"
    second = coding.make_report(codebook=book, by=ANN)
    coding.publish_report(report=second, by=ANN)
    shown = second.data["themes"]
    for number, one in enumerate(answers[1:11], 1):
        engine.withdraw(answer_set=one, by="guest")
        coding.forget_withdrawn(codebook=book)
        assert coding.renew_reports(codebook=book) == (2 if number == 10 else 0)  # the first report is nowhere to be seen
        second.refresh_from_db()
        assert (second.data["themes"] == shown) is (number < 10)
    assert coding.renew_reports(codebook=book) == 0


def test_the_same_answers_read_anew_may_be_reported_at_once(version: Any) -> None:
    answers = [answer(version, f"Time {n}") for n in range(12)]
    book = codebook(version)
    for one in answers:
        for reader in (ANN, BEN):
            read(text(book, one), "Time", by=reader)
    coding.propose_theme(theme=theme(book, "Time"), by=ANN)
    coding.agree_theme(theme=theme(book, "Time"), by=BEN)
    coding.publish_report(report=coding.make_report(codebook=book, by=ANN), by=ANN)
    read(text(book, answers[0]), "Home", by=ANN)
    coding.publish_report(report=coding.make_report(codebook=book, by=ANN), by=ANN)


def test_out_as_refi_and_in_again_keeps_every_theme_coding_offset_and_memo(version: Any) -> None:
    one = answer(version, "Hi 😀 there, time\r\nand money")
    book = codebook(version)
    words = queries.words_of([text(book, one)], "views")[text(book, one).pk]
    at = words.index("time")
    coding.save_reading(text=text(book, one), marks=[Mark(theme(book, "Time"), at, at + 4), Mark(theme(book, "Money"))], by=ANN, memo="Both")
    coding.change_theme(theme=theme(book, "Home"), parent=theme(book, "Time"), by=ANN)
    data = exchange.project_of(book)
    other = codebook_of_twin = coding.make_codebook(questionnaire=twin(version, words), question="views", name="Twin", by=BEN)
    coding.gather_texts(codebook=other, by=BEN)
    found = coding.import_project(codebook=codebook_of_twin, data=data, by=BEN)
    assert (found.themes, found.codings, found.memos, found.warnings) == (3, 2, 1, [])
    mine = set(Coding.objects.filter(text__codebook=book).values_list("guid", "theme__name", "start", "end"))
    assert set(Coding.objects.filter(text__codebook=other).values_list("guid", "theme__name", "start", "end")) == mine
    assert Theme.objects.get(codebook=other, name="Home").parent == Theme.objects.get(codebook=other, name="Time")
    again = coding.import_project(codebook=other, data=exchange.project_of(other), by=BEN)
    assert (again.themes, again.codings, again.memos) == (0, 0, 0)


def test_for_and_against_and_memos_on_themes_go_out_and_come_back(version: Any) -> None:
    one = answer(version, "Time")
    book = codebook(version, views=True)
    read(text(book, one), "Time:against", "Home:for")
    coding.write_memo(codebook=book, theme=theme(book, "Time"), words="Not sure about this one", by=ANN)
    coding.write_memo(codebook=book, words="On no text and no theme", by=ANN)
    other = coding.make_codebook(questionnaire=twin(version, "Time"), question="views", name="Twin", views=True, by=BEN)
    coding.gather_texts(codebook=other, by=BEN)
    found = coding.import_project(codebook=other, data=exchange.project_of(book), by=BEN)
    assert (found.themes, found.codings, found.memos, found.warnings) == (3, 2, 2, [])
    assert set(Coding.objects.filter(text__codebook=other).values_list("theme__name", "stance")) == {("Time", "against"), ("Home", "for")}
    assert Memo.objects.get(codebook=other, theme__name="Time").words == "Not sure about this one"


def test_read_and_no_theme_found_goes_out_and_comes_back(version: Any) -> None:
    one = answer(version, "Time")
    book = codebook(version)
    read(text(book, one), by=ANN)
    other = coding.make_codebook(questionnaire=twin(version, "Time"), question="views", name="Twin", by=BEN)
    coding.gather_texts(codebook=other, by=BEN)
    found = coding.import_project(codebook=other, data=exchange.project_of(book), by=BEN)
    assert (found.themes, found.readings, found.codings, found.warnings) == (3, 1, 0, [])
    assert queries.progress(other)["read"] == 1 and not Theme.objects.filter(codebook=other, name__contains="Read").exists()
    for same in (book, other):  # back into the book it came from, nobody has read anything twice
        assert coding.import_project(codebook=same, data=exchange.project_of(book), by=BEN).readings == 0
        assert Reading.objects.filter(text__codebook=same).count() == 1


def test_how_far_we_are_leaves_out_an_answer_that_was_taken_back(version: Any) -> None:
    kept, gone = answer(version, "Time"), answer(version, "Money")
    book = codebook(version)
    read(text(book, kept), "Time", by=ANN)
    read(text(book, gone), "Money", by=ANN)
    engine.withdraw(answer_set=gone, by="guest")
    far = queries.progress(book)
    assert (far["texts"], far["read"], far["talks"]) == (1, 1, 0)


def twin(version: Any, words: str) -> Any:
    other = survey("twin")
    answer(other, words)
    return other.questionnaire


def test_a_corrupt_qdpx_leaves_nothing_half_imported(version: Any) -> None:
    from careloom_methods.errors import MethodError

    answer(version, "Time")
    book = codebook(version)
    data = exchange.project_of(book)
    before = Theme.objects.count()
    for cut in (0, 10, len(data) // 2, len(data) - 5):
        with pytest.raises(MethodError):
            coding.import_project(codebook=book, data=data[:cut], by=ANN)
    assert Theme.objects.count() == before and not Coding.objects.exists()


def test_a_text_of_a_project_that_is_not_here_is_said(version: Any) -> None:
    answer(version, "Only here")
    book = codebook(version)
    other = survey("elsewhere")
    answer(other, "Only there")
    found = coding.import_project(codebook=book, data=exchange.project_of(codebook(other)), by=ANN)
    assert ("text_not_here", 1, "") in found.warnings


def shape(book: Any) -> Any:
    """A table by names, so that two codebooks can be compared."""
    names = dict(Theme.objects.filter(codebook=book).values_list("pk", "name"))
    counted = queries.table(book)
    return {**counted, "themes": {names[pk]: cell for pk, cell in counted["themes"].items()}}


STEPS = some.lists(some.tuples(some.integers(0, 5), some.sampled_from(["ann", "ben"]), some.sets(some.sampled_from(["Time", "Home", "Money"]))),
                   min_size=1, max_size=10, unique_by=lambda s: s[:2])  # fmt: skip
FEW = settings(max_examples=5, suppress_health_check=list(HealthCheck), deadline=None)


class Laws(TestCase):
    """What always holds, whatever people do."""

    def made(self, slug: str) -> tuple[Any, list[Any]]:
        version = survey(slug)
        answers = [answer(version, f"Answer {n}", role=("carer", "provider")[n % 2], people=1 + n % 3) for n in range(6)]
        return codebook(version, double=50), answers

    @FEW
    @given(STEPS, some.randoms(use_true_random=False))
    def test_the_order_of_coding_changes_no_table(self, steps: list[Any], chance: Any) -> None:
        book, answers = self.made("law-order")
        tables = []
        for order in (steps, chance.sample(steps, len(steps))):
            Reading.objects.all().delete()
            Coding.objects.all().delete()
            Talk.objects.all().delete()
            Text.objects.update(readers=0, done=False)
            for n, who, names in order:
                read(text(book, answers[n]), *sorted(names), by=f"person_{who}")
            tables.append(queries.table(book))
        assert tables[0] == tables[1]

    @FEW
    @given(STEPS)
    def test_merging_then_parting_or_splitting_loses_no_coding(self, steps: list[Any]) -> None:
        book, answers = self.made("law-merge")
        for n, who, names in steps:
            read(text(book, answers[n]), *sorted(names), by=f"person_{who}")
        before, codings = queries.table(book), Coding.objects.count()
        coding.merge_themes(theme=theme(book, "Money"), into=theme(book, "Home"), by=ANN)
        assert Coding.objects.count() == codings
        coding.part_themes(theme=theme(book, "Money"), by=ANN)
        assert queries.table(book) == before and Coding.objects.count() == codings
        coding.merge_themes(theme=theme(book, "Money"), into=theme(book, "Home"), by=ANN)
        coding.split_theme(theme=theme(book, "Home"), name="Part", texts=[text(book, answers[0]).pk], by=ANN)
        assert Coding.objects.count() == codings

    @FEW
    @given(STEPS, some.integers(0, 5))
    def test_withdrawing_an_answer_equals_never_having_had_it(self, steps: list[Any], gone: int) -> None:
        book, answers = self.made("law-gone")
        other, twins = self.made("law-never")
        for n, who, names in steps:
            read(text(book, answers[n]), *sorted(names), by=f"person_{who}")
            if n != gone:
                read(text(other, twins[n]), *sorted(names), by=f"person_{who}")
        engine.withdraw(answer_set=answers[gone], by="guest")
        assert shape(book) == shape(other)  # at once
        coding.forget_withdrawn(codebook=book)
        assert shape(book) == shape(other) and queries.take_up(book) == queries.take_up(other)
        assert not Text.objects.filter(answer_set=answers[gone]).exists()
        assert Entry.objects.filter(subject=answers[gone].public_id, event="coding.forgotten").exists()  # the ledger knows
