"""A file comes in: what is good is taken, what is bad is named by its line, what is doubtful is asked."""

import pytest

from careloom.evidence import services
from careloom.evidence.models import ImportLine, ImportRun, Item
from careloom.jobs.models import Job
from tests.rooms.evidence import make_evidence as make

pytestmark = pytest.mark.django_db
RIS = """TY  - JOUR
ID  - a
TI  - Short breaks for carers in rural Wales
AU  - Evans, Non
PY  - 2021
VL  - 4
SP  - 12
ER  - 
TY  - JOUR
ER  - 
TY  - JOUR
ID  - b
TI  - SHORT BREAKS FOR CARERS IN RURAL WALES
AU  - Evans N
PY  - 2021
VL  - 4
SP  - 12
"""


@pytest.fixture(autouse=True)
def words_of_the_centre() -> None:
    from careloom.centre.services import load_defaults

    load_defaults(by="system")


def lines(run: ImportRun) -> list[tuple[str, int, str]]:
    return list(run.lines.order_by("pk").values_list("what", "line", "code"))


def test_a_file_is_read_in_the_background_and_reported_line_by_line() -> None:
    run = make.imported(RIS)
    assert (run.state, run.format, run.taken, run.refused, run.asked) == ("done", "ris", 2, 1, 1)
    assert lines(run) == [("refused", 9, "empty"), ("asked", 11, "no_end")]
    assert bytes(run.data) == b""
    job = Job.objects.get(name="evidence.import")
    assert (job.state, job.done_steps, job.total_steps) == ("done", 2, 2)


def test_the_same_paper_twice_in_a_file_becomes_one_item_with_both_records_behind_it() -> None:
    make.imported(RIS)
    assert Item.objects.filter(state="listed").count() == 1 and Item.objects.filter(state="joined").count() == 1


def test_sending_the_form_twice_is_one_import() -> None:
    make.imported(RIS)
    make.imported(RIS)
    assert ImportRun.objects.count() == 1 and Item.objects.count() == 2


def test_an_import_that_was_interrupted_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    from careloom.evidence.services import imports

    monkeypatch.setattr(imports, "PART", 1)
    real, calls = imports.jobs.progress, []

    def stops_once(*args: object, **values: object) -> None:
        calls.append(values)
        if len(calls) == 1:
            raise RuntimeError("the power went")
        real(*args, **values)  # type: ignore[arg-type]

    monkeypatch.setattr(imports.jobs, "progress", stops_once)
    run = make.imported(RIS)
    assert Item.objects.count() == 1
    Job.objects.update(run_after="2020-01-01T00:00:00Z")
    make.do_jobs()
    run.refresh_from_db()
    assert Item.objects.count() == 2 and run.taken == 2


def test_a_table_whose_title_column_is_not_known_is_asked_about() -> None:
    run = make.imported("What it is called,Who\nShort breaks,Evans\n", name="a.csv")
    assert (run.state, run.header) == ("columns", ["What it is called", "Who"])
    services.match_columns(run=run, columns={"title": "What it is called", "authors": "Who"}, by="person_test")
    make.do_jobs()
    run.refresh_from_db()
    item = Item.objects.get()
    assert (run.state, item.title, item.research.authors) == ("done", "Short breaks", ["Evans"])


def test_a_file_that_cannot_be_read_says_so() -> None:
    run = make.imported("only words")
    assert run.state == "refused" and "format" in run.why


def test_our_own_table_brings_lived_experience_and_asks_about_unknown_tags() -> None:
    run = make.imported("kind,title,voice,people,gathered,consent,attribution,nations,topics\n"
                        "lived,A week,Carers,12,group,public,group,Wales; wales,no-such-topic\n"
                        "lived,No consent,Carers,12,group,,group,,\n", name="own.csv")  # fmt: skip
    item = Item.objects.get()
    assert list(item.tags.values_list("what", "code")) == [("nation", "wales")]
    assert lines(run) == [("refused", 3, "schema"), ("asked", 2, "unknown_tag")]
    assert ImportLine.objects.get(code="unknown_tag").why == "topics: no-such-topic"


def test_words_that_do_not_fit_their_field_cost_one_item_and_never_the_file() -> None:
    head = "kind,title,voice,people,gathered,consent,attribution\n"
    run = make.imported(f"{head}lived,Too long,{'v' * 301},3,group,public,group\n"
                        f"lived,Short,Carers,3,group,public,group\n", name="own.csv")  # fmt: skip
    assert [item.title for item in Item.objects.all()] == ["Short"]
    assert lines(run) == [("refused", 2, "too_long")]


def test_a_sentence_in_the_field_for_the_language_is_kept_beside_it() -> None:
    said = "English, with a summary in Welsh and another one in Irish"
    run = make.imported(f"TY  - JOUR\nTI  - One\nLA  - {said}\nER  - \n")
    item = Item.objects.get()
    assert (run.state, item.language, item.research.rest["extra"]["language"]) == ("done", "", [said])


def test_letters_that_no_database_may_hold_do_not_stop_a_file() -> None:
    run = make.imported(r'[{"type":"book","title":"One\u0000 \ud800"},{"type":"book","title":"Two"}]', name="a.json")
    assert run.state == "done" and Item.objects.count() == 2
