"""Laws of the form engine: whatever the questionnaire and the answers, nothing is lost and nothing is invented."""

from typing import Any

from hypothesis import given, settings

from careloom.questionnaires import answering, conditions, definition, kinds, rows, xlsform, xlsform_in
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
