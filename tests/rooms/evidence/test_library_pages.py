"""The library's forms keep what was typed; the same thing twice is one; what is used is counted and told when it goes."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from careloom.centre.models import Topic
from careloom.evidence import queries, services
from careloom.evidence.models import ImportRun, Item, Judgement, Link, Merge, Notice, Question, Summary, Use
from careloom.evidence.models.triage import EVERYWHERE
from careloom.evidence.queries.offers import offers
from tests import make as cast
from tests.rooms.evidence import make_evidence as make

pytestmark = pytest.mark.django_db
ONCE = "once-0000000000000009"
GIVEN: dict[str, dict[str, Any]] = {
    "research": {"title": "Short breaks", "authors": "Evans, Non\nPrice, C", "year": "2021", "doi": "10.5555/a"},
    "lived": {"title": "A week", "voice": "Carers", "people": "12", "gathered": "group", "consent": "public",
              "attribution": "group", "named_as": "Gwent carers"},
    "practice": {"title": "One team", "setting": "Home care", "role": "manager", "tried": "A small team",
                 "happened": "Fewer strangers", "outcome": "did-not-work"},
}  # fmt: skip
WRONG: dict[str, dict[str, str]] = {
    "research": {"doi": "not a doi", "authors": "Typed, Name"},
    "lived": {"attribution": "no-name", "named_as": "Typed name"},
    "practice": {"outcome": "", "tried": "Typed words of what was tried"},
}


@pytest.fixture
def staff(settings: Any) -> Client:
    from careloom.centre.services import load_defaults

    load_defaults(by="system")
    settings.DEMO = True
    client = Client(headers={"host": "localhost"})
    client.force_login(cast.rosa())
    return client


@pytest.mark.parametrize("kind", GIVEN)
def test_an_item_is_added_changed_and_sent_twice_is_one(staff: Client, kind: str) -> None:
    address = f"/desk/evidence/add/{kind}/"
    bad = staff.post(address, {**GIVEN[kind], "once": ONCE, **WRONG[kind]})
    assert bad.status_code == 422 and not Item.objects.exists()
    assert all(typed.replace("'", "&#x27;") in bad.text for typed in WRONG[kind].values())
    for _ in range(2):
        assert staff.post(address, {**GIVEN[kind], "once": ONCE}).status_code == 302
    item = Item.objects.get()
    assert item.kind == kind and item.title == GIVEN[kind]["title"]
    here = f"/desk/evidence/item/{item.public_id}/"
    assert staff.post(here, {**GIVEN[kind], "title": "", "summary": "Kept words", "once": ONCE}).text.count("Kept words")
    assert staff.post(here, {**GIVEN[kind], "title": "Another", "nations": ["wales"], "once": ONCE}).status_code == 302
    item.refresh_from_db()
    assert item.title == "Another" and item.tags.get().code == "wales"


def test_what_people_told_us_is_withdrawn_and_what_a_publisher_took_back_is_marked(staff: Client) -> None:
    told, paper = make.item("lived", summary="Nobody rings back"), make.item()
    for item in (told, paper):
        services.use(item=item, what="project", subject="project_1", by="person_megan")
        assert "1 place" in staff.post(f"/desk/evidence/item/{item.public_id}/remove/", follow=True).text
        assert staff.get(f"/desk/evidence/item/{item.public_id}/remove/").status_code == 404
    assert sorted(Notice.objects.values_list("why", flat=True)) == ["retracted", "withdrawn"]
    assert staff.get(f"/evidence/item/{told.public_id}/").status_code == 410
    assert "took this back" in staff.get(f"/evidence/item/{paper.public_id}/").text


def test_two_items_are_joined_and_parted_on_the_page(staff: Client) -> None:
    make.item()
    make.item(pages="90-99")
    services.look_for_duplicates(by="person_test")
    link = Link.objects.get()
    address = f"/desk/evidence/duplicates/{link.public_id}/"
    assert staff.post(address, {"relation": "nonsense"}).status_code == 404
    for _ in range(2):
        staff.post(address, {"relation": "same"})
    assert Item.objects.filter(state="joined").count() == Merge.objects.count() == 1
    address = f"/desk/evidence/joined/{Merge.objects.get().public_id}/"
    assert "stand alone" in staff.post(address, follow=True).text
    assert "stand alone" not in staff.post(address, follow=True).text
    assert Item.objects.filter(state="listed").count() == 2


RIS = "TY  - JOUR\nID  - a\nTI  - Short breaks for carers in rural Wales\nAU  - Evans, Non\nPY  - 2021\nVL  - 4\nSP  - 12\nER  - \n"


def test_the_same_file_twice_changes_nothing_and_the_same_record_in_another_file_is_joined(staff: Client) -> None:
    make.imported(RIS)
    before = Item.objects.count()
    make.imported(RIS, once="once-0000000000000002", name="other name.ris")
    assert (ImportRun.objects.count(), Item.objects.count()) == (1, before)
    make.imported(RIS.replace("ID  - a", "ID  - zz"), once="once-0000000000000003")
    assert Item.objects.filter(state="listed").count() == 1 and Item.objects.filter(state="joined").count() == 1


def test_our_own_export_brought_back_changes_nothing(staff: Client) -> None:
    for kind in make.KINDS:
        make.item(kind, id=f"key-{kind}")
    file = staff.get("/evidence.json").content
    assert file.count(b'"id"') == 3
    run = make.imported(file, name="evidence.json")
    assert (run.taken, run.asked, Item.objects.count()) == (0, 3, 3)
    assert set(run.lines.values_list("code", flat=True)) == {"known"}
    own = "kind,id,title,voice,people,gathered,consent,attribution\nlived,key-lived,A week,Carers,12,group,public,group\n"
    assert make.imported(own, name="own.csv", once="once-0000000000000004").taken == 0


def test_a_file_that_a_form_could_not_take_keeps_the_page(staff: Client) -> None:
    assert staff.post("/desk/evidence/import/", {"once": ONCE}).status_code == 422


def used_in(item: Item) -> set[str]:
    return set(Use.objects.filter(item=item, ended_at=None).values_list("what", flat=True))


def judged(item: Item) -> Question:
    from careloom_methods.triage import TAPUPAS

    question = services.ask_question(topic="t", words="What helps?", plain="What helps?", affected=[], once="q", by="p")
    services.appraise(item=item, question=question, by="person_amir",
                      values={"standards": dict.fromkeys(TAPUPAS, "yes"), "says": "for"})  # fmt: skip
    return question


def test_a_retraction_opens_every_summary_and_verdict_also_those_of_a_joined_record(staff: Client) -> None:
    kept, left = make.item(summary="The fuller record"), make.item(pages="", volume="")
    question = judged(left)
    services.note_search(question=question, kind="research", nation=EVERYWHERE, what="search", where="x",
                         on=date(2026, 1, 1), by="p")  # fmt: skip
    summary = services.start_summary(question=question, title="S", easy_title="S", review_on=date(2030, 1, 1), once="s", by="p")
    services.write_sentence(summary=summary, about="research", words="It helps.", easy="It helps.", items=[left], by="p")
    services.look_for_duplicates(by="person_test")
    left.refresh_from_db()
    assert left.kept_as == kept and used_in(left) == {"verdict", "summary"}
    services.sign_judgements(units=Judgement.objects.filter(question=question), by="person_rosa")
    services.mark_retracted(item=kept, by="person_rosa")
    assert Summary.objects.get().reopened == "retracted"
    unit = Judgement.objects.get(question=question, kind="research", nation="wales")
    assert unit.reopened == "retracted" and unit.counts["independent"] == 0
    assert set(Notice.objects.values_list("person_id", flat=True)) == {"p", "person_amir"}


def test_a_newer_record_that_was_taken_back_marks_the_one_it_is_joined_to(staff: Client) -> None:
    kept = make.item(summary="The fuller record")
    make.item(retracted=True)
    services.look_for_duplicates(by="person_test")
    kept.research.refresh_from_db()
    assert kept.research.retracted


def test_downloads_are_counted_one_by_one_and_in_lists(staff: Client) -> None:
    item = make.item()
    for address in (f"/evidence/item/{item.public_id}/file/", "/evidence.csv", "/evidence/records/ris/"):
        assert staff.get(address).status_code == 200
    assert queries.usage([item])[item.pk] == {"download": 3}


def test_the_items_page_says_how_it_was_read_and_where_it_is_used(staff: Client) -> None:
    item = make.item()
    judged(item)
    text = staff.get(f"/evidence/item/{item.public_id}/").text
    assert "Seven standards" in text and "Pages: 1" in text and "Is it clear how it came about?" in text
    staff.cookies["edition"] = "easy"
    assert "Pages: 1" in staff.get(f"/evidence/item/{item.public_id}/").text


def test_offers_show_gaps_and_what_two_may_do_twice(staff: Client) -> None:
    topic = Topic.objects.create(slug="breaks", name="Breaks", process="test", year="2026", level="theme")
    for organisation, status in (("A", "running"), ("B", "planned"), ("C", "ended")):
        make.item("practice", organisation=organisation, status=status, example=True, topics=[topic.slug])
    cells = {cell["nation"]: cell for cell in offers()[0]["cells"]}
    assert cells["Scotland"]["who"] == ["A", "B"] and cells["Scotland"]["doubled"] and cells["Wales"]["gap"]
    assert "Perhaps the same twice" in staff.get("/evidence/examples/").text


def test_an_offer_without_a_nation_is_named_and_one_for_the_whole_area_counts_everywhere(staff: Client) -> None:
    Topic.objects.create(slug="breaks", name="Short breaks", process="test", year="2026", level="theme")
    for who, where in (("Here ", ["wales"]), ("HERE", ["wales"]), ("Nowhere Trust", []), ("Whole Trust", ["United Kingdom"])):
        make.item("practice", title=who, organisation=who, nations=where, topics=["breaks"], example=True)
    [row] = offers()
    cells = {cell["nation"]: cell["who"] for cell in row["cells"]}
    assert cells["Wales"] == ["Here", "Whole Trust"] and cells["Scotland"] == ["Whole Trust"]
    assert row["nowhere"] == ["Nowhere Trust"]
    shown = staff.get("/evidence/examples/?topic=breaks").text
    assert "Nation not said: Nowhere Trust" in shown and "About: Short breaks" in shown
    assert 'href="?topic=breaks">Short breaks' in shown


def test_a_sector_has_its_items_and_partners(staff: Client) -> None:
    make.item(title="Homes first", sectors=["housing"])
    make.item(title="Something else")
    services.know_partner(by="p", values={"name": "Homes Trust", "sort": "partner", "kinds": ["practice"],
                                          "nations": [], "sector": "housing", "parts": []})  # fmt: skip
    text = staff.get("/evidence/?sector=housing").text
    assert "Homes first" in text and "Homes Trust" in text and "Something else" not in text


def test_a_doi_is_taken_however_it_was_copied(staff: Client) -> None:
    sent = {**GIVEN["research"], "doi": "https://doi.org/10.1000/ABC(1)", "once": ONCE}
    staff.post("/desk/evidence/add/research/", sent)
    assert Item.objects.get().research.doi == ["10.1000/abc(1)"]
    two = make.item(doi=["10.1000/a", "10.1000/b"])
    staff.post(f"/desk/evidence/item/{two.public_id}/", {**sent, "title": "Mended", "doi": "10.1000/a"})
    two = Item.objects.get(pk=two.pk)
    assert (two.title, two.research.doi) == ("Mended", ["10.1000/a", "10.1000/b"])
    bad = staff.post("/desk/evidence/add/research/", {**sent, "doi": "10.1000/a 10.1000/b", "once": ONCE + "2"})
    assert bad.status_code == 422 and "We need one DOI here" in bad.text


def test_only_a_web_address_becomes_a_link(client: Client) -> None:
    bad, good = (make.item(link=link) for link in ("javascript:alert(1)", "https://example.org/paper"))
    assert b'href="javascript' not in client.get(f"/evidence/item/{bad.public_id}/").content
    assert b'href="https://example.org/paper"' in client.get(f"/evidence/item/{good.public_id}/").content
