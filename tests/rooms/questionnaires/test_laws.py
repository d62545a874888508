"""Laws of the form engine: whatever the questionnaire and the answers, nothing is lost and nothing is invented."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from careloom.questionnaires import answering, conditions, definition, group, kinds, rows, xlsform, xlsform_in
from tests.rooms.questionnaires.forms import answered, definitions


@given(answered())
def test_rows_give_back_the_answers_they_were_made_from(made: tuple[dict[str, Any], dict[str, Any]]) -> None:
    questions, values = definition.read(made[0]), made[1]
    assert _same(rows.values_of(questions, rows.rows_of(questions, values)), values)


def _same(found: dict[str, Any], wanted: dict[str, Any]) -> bool:
    return found == wanted


@given(answered())
def test_a_form_filled_from_answers_reads_back_the_same_answers(made: tuple[dict[str, Any], dict[str, Any]]) -> None:
    questions, values = definition.read(made[0]), made[1]
    raw = {
        key: texts for q, value in values.items() for key, texts in kinds.as_raw(questions.questions[q], value).items()
    }
    read, faults = kinds.read_all(list(questions.questions.values()), raw)
    assert faults == {} and read == _trimmed(values)


def _trimmed(values: dict[str, Any]) -> dict[str, Any]:
    import unicodedata

    def clean(value: Any) -> Any:
        if isinstance(value, str):
            return unicodedata.normalize("NFC", value).strip()
        if isinstance(value, dict):
            return {key: clean(part) for key, part in value.items()}
        return [clean(part) for part in value] if isinstance(value, list) else value

    return {key: clean(value) for key, value in values.items()}


@given(answered())
def test_what_counts_is_exactly_what_was_asked_and_answered(made: tuple[dict[str, Any], dict[str, Any]]) -> None:
    questions, values = definition.read(made[0]), _trimmed(made[1])
    raw = {
        key: texts for q, value in values.items() for key, texts in kinds.as_raw(questions.questions[q], value).items()
    }
    sheet = answering.Sheet(questions, "standard", {k: list(v) for k, v in raw.items()})
    counted = sheet.answers()
    assert set(counted) | set(answering.no_longer_asked(sheet)) == set(values)  # nothing is lost without a word
    assert all(counted[key] == values[key] for key in counted)  # nothing is invented
    kept: dict[str, Any] = {}
    for question in questions.questions.values():  # an independent walk
        if conditions.holds(question.when, kept) and question.id in values:
            kept[question.id] = values[question.id]
    assert counted == kept


@settings(max_examples=40)
@given(definitions())
def test_a_questionnaire_survives_the_way_through_xlsform(raw: dict[str, Any]) -> None:
    import io

    from openpyxl import Workbook

    questions = definition.read(raw)
    survey, choices = xlsform.sheets(questions, {}, {})
    book = Workbook()
    xlsform._sheet(book.active, "survey", survey, ["type", "name"])
    xlsform._sheet(book.create_sheet(), "choices", choices, ["list_name", "name"])
    out = io.BytesIO()
    book.save(out)
    again, _ = xlsform_in.load(out.getvalue())
    assert definition.read(again).pages == questions.pages


STEPS = st.lists(st.tuples(st.sampled_from(["standard", "easy"]), st.integers(-1, 1),
                           st.sampled_from(["next", "back", "check", "row", "", "page:0", "page:1", "save"])),
                 max_size=6)  # fmt: skip


@given(answered(), STEPS, st.sampled_from(["standard", "easy"]), st.booleans())
def test_no_way_through_the_form_loses_or_invents_an_answer(
    made: tuple[dict[str, Any], dict[str, Any]], steps: list[tuple[str, int, str]], last: str, drop: bool
) -> None:
    questions, values = definition.read(made[0]), _trimmed(made[1])
    typed = {
        key: list(texts)
        for q, value in values.items() for key, texts in kinds.as_raw(questions.questions[q], value).items()
    }  # fmt: skip
    raw: dict[str, list[str]] = dict(typed)
    for edition, at, go in steps:
        sheet = answering.move(questions, edition, raw, at=at, go=go)
        assert sheet.raw == typed  # whatever button, whatever edition: what was typed is still there
        raw = dict(sheet.raw)
    end = answering.move(questions, last, {**raw, **({"drop": ["yes"]} if drop else {})}, at=-1, go="send")
    reached = {q.id for q in questions.reached(values)}
    left_out = set(values) - reached
    if drop or not left_out:
        assert end.sending and end.answers() == {key: value for key, value in values.items() if key in reached}
    else:
        assert not end.sending and set(end.dropped) == left_out and end.raw == typed  # told first, nothing gone


@given(answered())
def test_the_group_page_never_mixes_with_the_answers(made: tuple[dict[str, Any], dict[str, Any]]) -> None:
    values = {**made[1], "group-name": "Cariad", "group-size": "3"}
    about, answers = group.split(values)
    assert about == {"name": "Cariad", "size": "3"} and answers == made[1]
