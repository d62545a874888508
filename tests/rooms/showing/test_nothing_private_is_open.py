"""Open data of a whole centre: no name, no address, no number of a person and no small number of people is in it."""

import re
from typing import Any

import pytest

from careloom.listening import services as listening
from careloom.people.models import Person
from careloom.projects.models import Project, ProjectHost
from careloom.questionnaires.models import AnswerSet, Questionnaire
from careloom.showing import services
from careloom.showing.queries import open_data as queries
from careloom.thread.publishing import Column, OpenTable, Row, open_tables
from tests import make
from tests.rooms.showing import cast

# What a column of open data is never called. Names of bodies and of authors of publications are public.
NEVER = re.compile(r"e_?mail|phone|address_of|postcode|birth|person|contact|named_as|history|receipt|code_hash|helped_by|"
                   r"group_name|access|ethnic|disab|sexual|religion|gender|\bage\b|signed_by|actor|owner")  # fmt: skip
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
NUMBER = re.compile(r"\b(?:person|voice|membership|application|invitation|claim|ballot|voter|account)_[0-9a-z]{8,}")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
PHONE = re.compile(r"\b0\d{3}[ -]?\d{3}[ -]?\d{3,4}\b|\+44")
PEOPLE = {"returns", "people", "voices", "contributions"}  # columns that count people


def private_columns(columns: tuple[Column, ...]) -> list[str]:
    """Columns whose name says that they are about one person."""
    return [column.name for column in columns if NEVER.search(column.name)]


def private_cells(row: Row, names: set[str]) -> list[str]:
    """What stands in a row that must not."""
    text = "\n".join(str(cell) for value in row.values() for cell in (value if isinstance(value, list) else [value]))
    found = [m.group() for kind in (MAIL, NUMBER, POSTCODE, PHONE) for m in kind.finditer(text)]
    return found + [name for name in names if re.search(rf"\b{re.escape(name)}\b", text)]


def test_planted_private_things_are_found() -> None:
    assert private_columns((Column("email", "x"), Column("nation", "x"), Column("helped_by", "x"))) == ["email", "helped_by"]
    planted = {"a": "Write to ann@example.org", "b": ["person_abcdefgh12"], "c": "B15 2TT", "d": "0121 414 3344", "e": "Ann Lee"}
    assert len(private_cells(planted, {"Ann Lee"})) == 5
    assert private_cells({"a": "England", "b": ["item_abcdefgh12"], "n": 15}, {"Ann Lee"}) == []


@pytest.mark.django_db
def test_nothing_private_of_a_whole_centre_is_open_data(demo_centre: None, settings: Any) -> None:
    make.person("Fflur Private", nation="wales")
    survey = Questionnaire.objects.get(slug="what-matters")
    listening.release_results(questionnaire=survey, by="system")
    cast.notice()
    services.show_closure(by="system")
    release = services.publish_open_data(by="system")
    assert release
    public = {h.name for h in ProjectHost.objects.all()} | {p.title for p in Project.objects.all()}
    names = {n for n in Person.objects.exclude(name="").values_list("name", flat=True) if n not in public}
    groups = {a.group["name"] for a in AnswerSet.objects.exclude(group=None) if a.group and a.group.get("name")}
    assert len(names) >= 5
    wrong: dict[str, Any] = {}
    empty = []
    for of in queries.published(release):
        found = private_columns(of.table.columns)
        rows = list(queries.rows(of))
        empty += [] if rows else [of.table.name]
        for row in rows:
            found += private_cells(row, names | groups)
            counted = PEOPLE & row.keys() if of.table.name != "lotteries" else set()  # the record of a draw is public
            found += [f"{name}={row[name]}" for name in counted if row[name] is not None and 0 < row[name] < 10]
        if found:
            wrong[of.table.name] = sorted(set(found))[:5]
    assert wrong == {}
    # A table that is empty here was not looked at: only those for which the demo has nothing.
    assert set(empty) <= {"assembly-outcomes"}
    assert {of.table.name for of in queries.published(release)} == set(open_tables())


def test_each_table_is_declared_so_that_programs_can_read_it() -> None:
    kinds = {"string", "integer", "decimal", "date", "boolean"}
    for table in open_tables().values():
        assert re.fullmatch(r"[a-z][a-z-]*", table.name) and isinstance(table, OpenTable)
        names = [c.name for c in table.columns]
        assert len(names) == len(set(names)) and all(re.fullmatch(r"[a-z][a-z_]*", n) for n in names), table.name
        assert {c.kind for c in table.columns} <= kinds and set(table.filters) <= set(names), table.name
        assert table.named or table.taken_back is None, table.name
