"""Search is one: the database's own and the large index give the same items, orders and counts, accents folded."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from careloom.evidence import services
from careloom.evidence.models import WordsChanged
from careloom.evidence.queries import big_index
from careloom.evidence.queries.library import Filters, Found, looked_up
from careloom.evidence.services.big_index import keep_up
from tests.rooms.evidence import make_evidence as make

pytestmark = pytest.mark.django_db
ASKED: list[dict[str, Any]] = [
    {}, {"words": "carers"}, {"words": "TŶ"}, {"words": "visiting home"}, {"kind": "lived"}, {"nation": "wales"},
    {"words": "home", "kind": "practice", "nation": "scotland"}, {"year": "2021"}, {"sector": "housing"},
    {"outcome": "worked"}, {"examples": True}, {"staff": True}, {"words": "and or not in"},
    {"words": "') \" + : ^ * ~ [a TO b]"},
]  # fmt: skip


@pytest.fixture(autouse=True)
def words_of_the_centre() -> None:
    from careloom.centre.services import load_defaults

    load_defaults(by="system")


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    pytest.importorskip("tantivy")
    settings.FOLDER = tmp_path
    return tmp_path


def library() -> None:
    make.item(sectors=["housing"])
    make.item(title="Loneliness", summary="about carers at home", nations=["wales", "scotland"], year=2019)
    make.item("lived", title="Tŷ a chartref", summary_welsh="Mae gofalwyr wedi blino'n lân")
    make.item("lived", title="Only ours", consent="centre-only")
    make.item("practice", title="Home and hearth", tried="We visited carers at home", example=True)


def said(**filters: Any) -> tuple[int, set[str], dict[str, dict[str, int]]]:
    found = looked_up(Filters(**filters))
    return found.count(), {item.title for item in found[0:20]}, found.counts()


def test_both_engines_say_the_same(folder: Path) -> None:
    library()
    plain = [said(**asked) for asked in ASKED]
    assert isinstance(looked_up(Filters()), Found)
    assert keep_up(big=2) == "made"
    assert not isinstance(looked_up(Filters()), Found)
    assert [said(**asked) for asked in ASKED] == plain
    assert said(words="ty")[1] == said(words="lan blino")[1] == {"Tŷ a chartref"}
    some = looked_up(Filters(words="loneliness hearth"), every_word=False)
    assert some.count() == 2
    assert [item.title for item in looked_up(Filters())[0:2]] == ["Home and hearth", "Tŷ a chartref"]
    assert b"Home and hearth" in Client().get("/evidence/?words=hearth").content


def test_the_index_hears_of_changes_by_its_job_and_never_shows_what_was_withdrawn(folder: Path) -> None:
    library()
    keep_up(big=2)
    item = make.item("lived", title="Withdrawn at once")
    services.change_item(item=looked_up(Filters(words="loneliness"))[0:1][0], values={"title": "Company"}, by="p")
    assert said(words="company")[0] == 0 and WordsChanged.objects.count() == 2
    assert keep_up(big=2) == "2 items" and keep_up(big=2) == "0 items"
    assert said(words="company")[1] == {"Company"} and said(words="loneliness")[0] == 0
    services.withdraw(item=item, by="p")
    assert said(words="withdrawn")[1] == set()  # before the job ran
    keep_up(big=2)
    assert said(words="withdrawn")[0] == 0


def test_a_small_library_and_a_missing_package_leave_search_to_the_database(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library()
    keep_up(big=2)
    monkeypatch.setattr(big_index, "FORM", "2")  # an index of another form is not read
    assert isinstance(looked_up(Filters()), Found)
    assert keep_up() == "not needed" and not big_index.folder().exists() and not WordsChanged.objects.exists()
    monkeypatch.setattr("careloom.evidence.services.big_index.find_spec", lambda name: None)
    assert keep_up(big=2) == "no package" and said(words="carers")[0] == 4
