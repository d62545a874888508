"""A real run by keys alone: records come in, are joined, screened to a stated stop, judged; a gap goes into the pack."""

import csv
import gzip
import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from careloom.centre.models import Topic
from careloom.evidence import services
from careloom.evidence.models import Gap, Item, Judgement, Partner, Question, Screening, StudyMatch
from tests.pages.test_every_page import findings, signed_in_context
from tests.rooms.evidence.make_evidence import do_jobs
from tests.rules.tree import ROOT

FILE = ROOT.parent / "shared" / "data" / "evidence" / "screening" / "kitchenham.csv.gz"
pytestmark = [pytest.mark.pages, pytest.mark.django_db(transaction=True),
              pytest.mark.skipif(not FILE.exists(), reason="the shared data is not here")]  # fmt: skip
STUDIES = "project_id,title,programme,plain_english_summary,end_date\nF1,Experts who guess software effort,X,Effort,2031-01-01\n"
WANTED = 5


def cut(folder: Path) -> tuple[Path, dict[str, bool]]:
    """A small part of the finished review: 24 records, 8 of them relevant, and one of them twice with other pages."""
    with gzip.open(FILE, "rt", encoding="utf-8") as stored:
        rows = list(csv.DictReader(stored))
    yes = [row for row in rows if row["included"] == "1"][:8]
    no = [row for row in rows if row["included"] != "1"][:16]
    chosen = [{"title": r["title"], "abstract": r["abstract"], "year": "2005", "author": "Jones, A", "pages": f"{n}-{n + 9}",
               "volume": "3"} for n, r in enumerate([*yes, *no], 1)]  # fmt: skip
    chosen.append({**chosen[0], "pages": "900-909"})
    written = io.StringIO()
    table = csv.DictWriter(written, chosen[0])
    table.writeheader()
    table.writerows(chosen)
    file = folder / "kitchenham-cut.csv"
    file.write_text(written.getvalue(), encoding="utf-8")
    return file, {row["title"]: row["included"] == "1" for row in [*yes, *no]}


class Keys:
    """A person at a keyboard: what cannot be reached by Tab cannot be used. The file dialogue is the system's own."""

    def __init__(self, page: Page, centre: str) -> None:
        self.page, self.centre = page, centre

    def open(self, address: str) -> None:
        self.page.goto(self.centre + address)

    def reach(self, target: Locator) -> None:
        wanted = target.first.element_handle()
        for _ in range(200):
            if self.page.evaluate("e => document.activeElement === e", wanted):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("Tab does not lead there")

    def press(self, target: Locator) -> None:
        self.reach(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def button(self, name: str) -> None:
        self.press(self.page.get_by_role("button", name=name))

    def fill(self, **fields: str) -> None:
        for name, words in fields.items():
            self.reach(self.page.locator(f"[name='{name}']:visible"))
            self.page.keyboard.type(words)

    def file(self, path: Path) -> None:
        field = self.page.locator("input[type=file]")
        self.reach(field)
        field.set_input_files(str(path))

    def checked(self) -> None:
        assert findings(self.page) == []


@pytest.fixture
def keys(browser: Browser, centre: str) -> Keys:
    return Keys(signed_in_context(browser, centre, 1280, "standard").new_page(), centre)


def questions() -> list[Question]:
    topics = Topic.objects.order_by("pk")[:2]
    return [services.ask_question(topic=topic.slug, words=f"Experts or models to guess effort {n}?", plain="Who guesses best?",
                                  affected=[], once=f"question-{n}", by="person_x")
            for n, topic in enumerate(topics)]  # fmt: skip


def funder() -> Partner:
    return services.know_partner(by="person_x", values={"name": "A funder of studies", "sort": "funder", "kinds": ["research"],
                                                        "nations": [], "sector": "", "parts": []})  # fmt: skip


def test_from_a_file_to_the_pack_by_keys_alone(keys: Keys, tmp_path: Path) -> None:
    file, truth = cut(tmp_path)
    brings_in(keys, file)
    screens(keys, truth)
    both = questions()
    for question, item in zip(both, Item.objects.filter(screened__state="relevant").order_by("pk")[:2], strict=True):
        codes(keys, question, item)
    gap = raises_a_gap(keys, both[0])
    packs(keys, gap, both[0], tmp_path)


def brings_in(keys: Keys, file: Path) -> None:
    keys.open("/desk/evidence/import/")
    keys.file(file)
    keys.button("Read it")
    do_jobs()
    keys.page.reload()
    assert "25 taken, 0 not taken" in keys.page.locator("main").inner_text()
    keys.checked()
    keys.open("/desk/evidence/duplicates/")
    keys.checked()
    keys.press(keys.page.locator("button[name=relation][value=same]"))
    assert Item.objects.filter(state="joined").count() == 1
    keys.checked()


def screens(keys: Keys, truth: dict[str, bool]) -> None:
    keys.open("/desk/evidence/screening/new/")
    keys.fill(name="Guessing effort", criteria="It compares ways to guess effort.", source="kitchenham")
    keys.button("Begin it")
    screening = Screening.objects.get(name="Guessing effort")
    do_jobs()
    keys.press(keys.page.get_by_role("link", name="Read the next record"))
    keys.checked()
    found = 0
    while found < WANTED:
        title = keys.page.locator("article h2").inner_text()
        found += truth[title]
        with keys.page.expect_navigation():
            keys.page.keyboard.press("1" if truth[title] else "2")
    keys.press(keys.page.get_by_role("link", name="How far we are"))
    keys.checked()
    keys.button("Stop with this claim")
    assert "The claim: enough found." in keys.page.locator("main").inner_text()
    screening.refresh_from_db()
    assert screening.claim["rule"] == "enough" and screening.claim["found"] == WANTED
    keys.checked()


def codes(keys: Keys, question: Question, item: Item) -> None:
    topic = Topic.objects.get(slug=question.topic)
    keys.open(f"/desk/evidence/item/{item.public_id}/")
    keys.reach(keys.page.locator("select[name=topics]"))
    keys.page.keyboard.type(topic.name[:12])
    keys.button("Change it")
    assert item.tags.get(what="topic").code == topic.slug
    keys.open(f"/desk/evidence/question/{question.public_id}/read/{item.public_id}/")
    for select in keys.page.locator("main select").all()[:7]:
        keys.reach(select)
        keys.page.keyboard.type("Y")
    keys.button("This is how I read it")
    keys.checked()


def raises_a_gap(keys: Keys, question: Question) -> Gap:
    keys.open(f"/desk/evidence/question/{question.public_id}/")
    keys.fill(kind="R", nation="The whole", where="A file of 24 records", on="11252026", found="24", read="20")
    keys.button("Write down where we looked")
    assert Judgement.objects.get(question=question, kind="research", nation="wales").stands == "thin"
    keys.press(keys.page.get_by_role("button", name="Sign 12 judgements"))
    keys.press(keys.page.get_by_role("link", name="Raise a gap: research, Wales"))
    keys.checked()
    keys.fill(plain="We do not know who guesses best in care.", easy="We do not know.")
    keys.button("Raise this gap")
    gap = Gap.objects.get(question=question)
    keys.button("Note this step: checked")
    keys.fill(evidence="One study.", population="Teams", outcome="Better guesses", time="2026")
    keys.button("Note this step: written")
    gap.refresh_from_db()
    assert gap.state == "written"
    keys.checked()
    return gap


def packs(keys: Keys, gap: Gap, question: Question, folder: Path) -> None:
    partner = funder()
    keys.open(f"/desk/evidence/gap/{gap.public_id}/")
    keys.fill(partner="A funder")
    keys.button("Note this step: sent")
    (folder / "studies.csv").write_text(STUDIES, encoding="utf-8")
    keys.open(f"/desk/evidence/partner/{partner.public_id}/")
    keys.file(folder / "studies.csv")
    keys.button("Read this list")
    keys.open(f"/desk/evidence/partner/{partner.public_id}/match/{question.topic}/")
    keys.press(keys.page.get_by_role("link", name="Experts who guess software effort"))
    keys.checked()
    keys.fill(fits="Y", reason="It compares experts.")
    keys.button("This is what I say")
    assert StudyMatch.objects.get(study__ref="F1").state == "yes"
    keys.open(f"/desk/evidence/partner/{partner.public_id}/")
    keys.press(keys.page.get_by_role("link", name="The pack for this quarter"))
    assert question.words in keys.page.locator("main").inner_text()
    keys.checked()
