"""Joined where it is sure, asked where it is not; nothing is deleted and every step can be undone."""

import pytest

from careloom.evidence import queries, services
from careloom.evidence.models import Item, Link, Merge
from careloom.evidence.queries.library import related
from tests.rooms.evidence import make_evidence as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def words_of_the_centre() -> None:
    from careloom.centre.services import load_defaults

    load_defaults(by="system")


def look() -> dict[str, int]:
    return services.look_for_duplicates(by="system")


def test_the_fuller_record_is_kept_and_gets_the_tags_and_uses_of_the_other() -> None:
    bare = make.item(nations=["scotland"], journal="")
    full = make.item(summary="What we found")
    services.use(item=bare, what="project", subject="project_1", by="person_megan")
    assert look() == {"joined": 1, "linked": 0, "asked": 0}
    bare.refresh_from_db()
    assert (bare.state, bare.kept_as) == ("joined", full)
    assert sorted(full.tags.values_list("code", flat=True)) == ["scotland", "wales"]
    assert queries.usage([full]) == {full.pk: {"project": 1}}
    assert [i.pk for i in queries.found(queries.Filters(words="carers"))] == [full.pk]


def test_a_joining_can_be_undone_and_is_not_done_again() -> None:
    bare, full = make.item(nations=["scotland"], journal=""), make.item(summary="What we found")
    look()
    services.part(merge=Merge.objects.get(), by="person_test")
    bare.refresh_from_db()
    assert (bare.state, bare.kept_as) == ("listed", None)
    assert list(full.tags.values_list("code", flat=True)) == ["wales"]
    assert queries.found(queries.Filters(words="carers")).count() == 2
    assert look()["joined"] == 0 and Item.objects.filter(state="listed").count() == 2


def test_a_correction_is_asked_about_and_stands_as_a_link_when_a_person_says_so() -> None:
    paper = make.item()
    erratum = make.item(title="Erratum: Short breaks for carers in rural Wales", pages="99")
    assert look() == {"joined": 0, "linked": 0, "asked": 1}
    link = Link.objects.get()
    assert (link.relation, link.state) == ("about it", "asked") and link.why
    services.answer_link(link=link, relation="about it", by="person_test")
    assert [row["item"].pk for row in related(paper)] == [erratum.pk]
    assert look() == {"joined": 0, "linked": 0, "asked": 0}


def test_what_a_person_refused_is_not_asked_again() -> None:
    make.item()
    make.item(pages="90-99")
    look()
    services.answer_link(link=Link.objects.get(), relation="", by="person_test")
    assert look()["asked"] == 0 and Item.objects.filter(state="listed").count() == 2


def test_a_person_can_join_two_that_were_asked_about() -> None:
    make.item()
    make.item(pages="90-99")
    look()
    services.answer_link(link=Link.objects.get(), relation="same", by="person_test")
    assert Item.objects.filter(state="joined").count() == 1
    services.part(merge=Merge.objects.get(), by="person_test")
    assert Item.objects.filter(state="joined").count() == 0


def test_two_reports_of_one_study_are_one_source() -> None:
    paper = make.item()
    talk = make.item(journal="Conference of Carers", volume="77", pages="S3")
    assert look() == {"joined": 0, "linked": 1, "asked": 0}
    for item in (paper, talk):
        item.research.refresh_from_db()
    assert paper.research.study == talk.research.study is not None


def test_joining_what_was_joined_before_leaves_no_chain() -> None:
    first, second = make.item(journal=""), make.item(summary="x")
    look()
    third = make.item(summary="x", doi="10.5555/a", pmid="7")
    look()
    first.refresh_from_db()
    second.refresh_from_db()
    assert {first.kept_as, second.kept_as} == {third}
    services.part(merge=Merge.objects.get(left=second), by="person_test")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (second.state, first.kept_as) == ("listed", second)
