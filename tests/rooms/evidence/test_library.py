"""The library: three kinds with the same standing, words found in any language, withdrawal that reaches every place."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from careloom.evidence import queries, services
from careloom.evidence.models import Item, Notice, Use
from careloom.evidence.queries.library import related, with_parts
from careloom.evidence.queries.schema import as_record
from careloom.thread.models import Entry
from tests.rooms.evidence import make_evidence as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def words_of_the_centre() -> None:
    from careloom.centre.services import load_defaults

    load_defaults(by="system")


def titles(**filters: Any) -> list[str]:
    return [item.title for item in queries.found(queries.Filters(**filters))]


def test_the_three_kinds_stand_side_by_side() -> None:
    for kind in make.KINDS:
        make.item(kind)
    counts = queries.by_kind_and_nation(queries.found(queries.Filters()))
    assert counts == {"research": {"": 1, "wales": 1}, "lived": {"": 1, "wales": 1}, "practice": {"": 1, "scotland": 1}}
    assert titles(kind="lived") == ["What a week is like"]
    assert sorted(titles(nation="wales")) == ["Short breaks for carers in rural Wales", "What a week is like"]
    assert titles(year="2021") == ["Short breaks for carers in rural Wales"]


def test_words_are_found_with_and_without_accents_and_in_welsh() -> None:
    make.item("lived", title="Tŷ a chartref", summary_welsh="Mae gofalwyr wedi blino'n lân")
    make.item("practice", title="Home and hearth", tried="We visited carers at home")
    assert titles(words="ty") == titles(words="TŶ") == titles(words="lan blino") == ["Tŷ a chartref"]
    assert titles(words="visiting home") == ["Home and hearth"]
    assert titles(words="nothing-like-this") == []
    assert titles(words='") OR 1=1 --') == [] and titles(words="' | !") != ["error"]


def test_the_best_fit_comes_first_and_counts_follow_the_words() -> None:
    make.item(title="Loneliness", summary="about people")
    make.item("practice", title="People", tried="We thought about loneliness too")
    assert titles(words="loneliness") == ["Loneliness", "People"]
    counts = queries.by_kind_and_nation(queries.found(queries.Filters(words="loneliness")))
    assert (counts["research"][""], counts["practice"], counts["lived"][""]) == (1, {"": 1, "scotland": 1}, 0)


def test_what_only_the_centre_may_read_is_not_public() -> None:
    make.item("lived", consent="centre-only")
    assert titles() == [] and titles(staff=True) == ["What a week is like"]
    item = Item.objects.get()
    assert item.lived.named_as == "" and queries.item_named(item.public_id, staff=False) is None


@pytest.mark.parametrize("change", [{"consent": "anonymous"}, {"attribution": "no-name"}])
def test_nobody_is_named_who_did_not_agree(change: dict[str, str]) -> None:
    item = make.item("lived", **change)
    assert item.lived.named_as == ""
    assert "Gwent carers" not in str(queries.as_schema(item))


def test_sensitive_history_stays_with_the_centre() -> None:
    item = make.item("lived", history="Our village lost its school", sensitive=True)
    assert "history" not in queries.as_schema(item) and "history" in queries.as_schema(item, staff=True)
    assert titles(words="village") == []


def test_withdrawal_removes_the_words_wherever_they_stood_and_tells_those_who_used_them() -> None:
    item = make.item("lived", summary="Nobody rings back")
    services.use(item=item, what="project", subject="project_1", by="person_megan")
    services.use(item=item, what="summary", subject="summary_1", by="person_rosa")
    services.count_download(items=[item])
    assert services.withdraw(item=item, by="person_test") == 2
    item.refresh_from_db()
    assert (item.title, item.summary, item.lived.voice, item.state) == ("", "", "", "withdrawn")
    assert titles(staff=True) == [] == titles(words="rings", staff=True)
    assert not Use.objects.filter(ended_at=None).exclude(what="download").exists()
    assert sorted(Notice.objects.values_list("person_id", "why")) == [
        ("person_megan", "withdrawn"),
        ("person_rosa", "withdrawn"),
    ]
    assert set(Entry.objects.filter(event="evidence.user_told").values_list("subject", flat=True)) == {
        "project_1",
        "summary_1",
    }
    with pytest.raises(services.NotAllowed):
        services.withdraw(item=item, by="person_test")


def test_a_retraction_stays_marked_and_tells_those_who_used_it() -> None:
    item = make.item()
    services.use(item=item, what="project", subject="project_1", by="person_megan")
    assert services.mark_retracted(item=item, by="person_test") == 1
    assert titles() == [item.title] and Notice.objects.get().why == "retracted"
    assert Use.objects.get().ended_at is None


def test_uses_are_counted_by_what_they_are() -> None:
    item = make.item()
    for _ in range(2):
        services.use(item=item, what="project", subject="project_1", by="person_megan")
        services.count_download(items=[item])
    assert queries.usage([item]) == {item.pk: {"project": 1, "download": 2}}
    services.end_use(item=item, what="project", subject="project_1", by="person_megan")
    assert queries.usage([item]) == {item.pk: {"download": 2}}


def test_changing_an_item_changes_its_words_and_tags() -> None:
    item = make.item("practice")
    services.change_item(
        item=item, values={"title": "New name", "tried": "Umbrellas", "nations": ["wales"]}, by="person_test"
    )
    assert titles(words="umbrella", nation="wales") == ["New name"] and titles(nation="scotland") == []
    entry = Entry.objects.get(event="evidence.changed")
    assert entry.values == {"fields": ["nations", "title", "tried"]}


def test_after_a_restore_the_words_are_written_again() -> None:
    make.item()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM evidence_words")
    assert titles(words="carers") == []
    assert services.index_missing() == 1 and titles(words="carers") == ["Short breaks for carers in rural Wales"]
    assert services.index_missing() == 0


def test_the_trace_holds_no_words_of_people() -> None:
    make.item("lived", summary="Nobody rings back")
    assert "rings" not in str(list(Entry.objects.values_list("values", "subject", "actor")))


@pytest.mark.parametrize("number", [10, 60])
def test_a_list_needs_the_same_number_of_queries_however_long(number: int) -> None:
    for n in range(number):
        make.item(["research", "lived", "practice"][n % 3])
    with CaptureQueriesContext(
        connection,
    ) as seen:
        rows = list(with_parts(queries.found(queries.Filters(words="a" if n < 0 else ""))))
        [queries.as_schema(item) for item in rows]
        queries.usage(rows)
    assert len(seen) == 3 and len(rows) == number


def test_a_research_item_goes_out_as_the_record_it_came_from() -> None:
    record = as_record(make.item(doi="10.5555/a"))
    assert (record.title, record.authors, record.doi, record.year) == (
        "Short breaks for carers in rural Wales", ["Evans, Non"], ["10.5555/a"], 2021)  # fmt: skip
    assert related(Item.objects.get()) == []
