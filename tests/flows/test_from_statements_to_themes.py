"""Real statements by real people, through the whole workbench: import, order, two coders, talks, themes, report, receipts.

The statements are those of five public conversations (The Computational Democracy Project, CC BY 4.0). Two coders work
by fixed rules: they look for words. Ben knows fewer words than Ann, so they disagree, as people do.
"""

import csv
import gzip
import hashlib
import io
import re
import zipfile
from typing import Any

import pytest
from django.test import Client

from careloom.listening.models import Codebook, Coding, Talk, Text, Theme
from careloom.listening.queries import coding as queries
from careloom.listening.queries.coding import agreement, exchange, quotes
from careloom.listening.services import coding
from careloom.listening.services.coding.reading import Mark
from careloom.questionnaires import services as engine
from careloom.questionnaires.models import AnswerSet, Intake, Version
from careloom.questionnaires.receipts import code_for, hashed
from careloom.thread.models import Entry
from careloom.thread.queries import because_of
from careloom_methods.themes.refi import read_project
from tests.rooms.listening.coding_cast import ANN, BEN, survey
from tests.rules.tree import ROOT

DATA = ROOT.parent / "shared" / "data" / "opinion"
# theme → (what Ann looks for, what Ben looks for)
RULES = {
    "Nature": (r"biodivers|species|native|forest|nature|wildlife|predator|birds?\b", r"biodivers|species|native|forest"),
    "Roads and cars": (r"road|traffic|\bcars?\b|driver|parking|uber|taxi|lane|計程車|司機", r"road|traffic|driver|uber|計程車"),
    "Safety in sport": (r"football|concussion|helmet|injur|tackl|player", r"football|concussion|helmet|tackl"),
    "Leaving the EU": (r"brexit|\beu\b|europe|referendum|trade deal", r"brexit|\beu\b|referendum"),
    "Money and tax": (r"\btax|\bpay\b|paid|cost|fund|money|price|\bjobs?\b|wage|稅|保險", r"\btax|cost|fund|money|wage"),
    "Rules": (r"\blaws?\b|legal|regulat|must|should be (?:banned|required)|法規|規範", r"\blaws?\b|legal|regulat|法規"),
}  # fmt: skip


def statements() -> list[str]:
    """Every statement, none twice."""
    found: dict[str, None] = {}
    for file in sorted(DATA.glob("*/comments.csv.gz")):
        with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
            found |= {row["comment-body"].strip(): None for row in csv.DictReader(lines) if row["comment-body"].strip()}
    return list(found)


def as_export(said: list[str]) -> str:
    """The statements as another tool would export them; who says what is decided by a hash, since the files do not say."""
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(["id", "role", "nation", "views", "quote"])
    for text in said:
        digest = hashlib.sha256(text.encode()).digest()
        role, nation = ("carer", "provider", "researcher")[min(digest[0] // 100, 2)], ("england", "wales")[digest[1] % 2]
        writer.writerow([f"s{digest.hex()[:12]}", role, nation, text, ("no", "yes")[digest[2] % 2]])
    return held.getvalue()


def brought_in(version: Version, said: list[str]) -> None:
    """Through the file that an analyst uploads."""
    intake = engine.begin_intake(version=version, name="statements.csv", text=as_export(said), by=ANN)
    Intake.objects.filter(pk=intake.pk).update(state=Intake.State.RUNNING)
    end = engine.run_intake(public_id=intake.public_id, by=ANN, progress=lambda _done, _all: None)
    assert end
    end()
    intake.refresh_from_db()
    assert (intake.taken, intake.refused) == (len(said), [])


def looked_at(book: Codebook) -> int:
    """What may name or hurt somebody is looked at by a person first: here, what was found is taken out."""
    waiting = list(Text.objects.filter(codebook=book, screen="waiting").select_related("codebook", "answer_set"))
    for text in waiting:
        spans = [(f["start"], f["end"]) for f in text.found]
        coding.redact_text(text=text, spans=spans, kinds=[f["kind"] for f in text.found], by=BEN)
    return len(waiting)


def read_by(book: Codebook, coder: str, which: int, wanted: Any) -> None:
    """One coder reads what comes next until nothing does."""
    themes = {theme.name: theme for theme in Theme.objects.filter(codebook=book)}
    texts = list(Text.objects.filter(wanted, codebook=book).select_related("codebook", "answer_set").order_by("place"))
    words = queries.words_of(texts, book.question)
    for text in texts:
        found = [(themes[name], re.search(rule[which], words[text.pk], re.IGNORECASE)) for name, rule in RULES.items()]
        marks = [Mark(theme, at.start(), at.end()) for theme, at in found if at]
        coding.save_reading(text=text, marks=marks, by=coder, digest=text.digest)


def talked(book: Codebook) -> int:
    """Every disagreement ends with what either of them saw, and a memo."""
    rows = list(Talk.objects.filter(text__codebook=book, closed_at=None).select_related("text__codebook", "text__answer_set"))
    for talk in rows:
        seen = {row.theme for row in Coding.objects.filter(text=talk.text).select_related("theme")}
        coding.close_talk(talk=talk, agreed=[(theme, "") for theme in seen], memo="Ann knew more words", by=BEN)
    return len(rows)


@pytest.mark.django_db
def test_real_statements_become_agreed_themes_with_receipts(equality_key: Any, settings: Any) -> None:
    from django.db.models import Q

    said = statements()
    if not said:
        pytest.skip("The public conversations are not beside this tree (shared/data/opinion)")
    settings.DEMO = True
    version = survey("statements")
    brought_in(version, said)

    book = coding.make_codebook(questionnaire=version.questionnaire, question="views", name="Real statements",
                                double_share=15, by=ANN)  # fmt: skip
    for name in RULES:
        coding.add_theme(codebook=book, name=name, definition=name, by=ANN)
    gathered = coding.gather_texts(codebook=book, by=ANN)
    assert gathered["new"] == len(said)
    places = list(Text.objects.filter(codebook=book).order_by("place").values_list("place", flat=True))
    assert places == list(range(len(said)))  # a reading order that holds each once
    spoken = set(Text.objects.filter(codebook=book).values_list("language", flat=True))
    assert {"en", "zh"} <= spoken  # the conversation in Taiwan is seen to be in Chinese
    assert looked_at(book) == gathered["waiting"] > 0

    read_by(book, ANN, 0, Q())
    read_by(book, BEN, 1, Q(double=True))
    progress = queries.progress(book)
    assert progress["read"] == len(said) and progress["twice"] == progress["shared"] > 100 and progress["left"] == 0
    found = agreement.agreement(book)
    alphas = {theme.name: found[theme.pk].alpha for theme in Theme.objects.filter(codebook=book)}
    assert all(alpha is not None and 0.3 < alpha <= 1 for alpha in alphas.values()), alphas
    assert talked(book) > 10 and queries.progress(book)["talks"] == 0

    coding.suggest_ahead(codebook=book)  # nothing is left to read; it must say so and not fail
    for theme in Theme.objects.filter(codebook=book).select_related("codebook"):
        coding.propose_theme(theme=theme, by=ANN)
        entry = coding.agree_theme(theme=theme, by=BEN)
        counted = queries.table(book)["themes"][theme.pk]["all"]["returns"]
        assert len(because_of(entry)) == counted == entry.values["returns"]  # every voice is cited, and none besides

    roads = Theme.objects.select_related("codebook").get(codebook=book, name="Roads and cars")
    speaker = next(quotable(book, roads))
    coding.publish_quote(text=speaker, theme=roads, start=0, end=20, by=ANN)
    report = coding.make_report(codebook=book, by=ANN)
    coding.publish_report(report=report, by=ANN)
    follows(book, report, roads, speaker, version)
    goes_out_and_back(book)


def quotable(book: Codebook, theme: Theme) -> Any:
    """Texts of a theme whose people said yes to being quoted."""
    rows = Text.objects.filter(codebook=book, codings__theme=theme, screen="none").select_related("codebook", "answer_set")
    for text in rows.order_by("place"):
        if text.answer_set_id in quotes.allowed([text.answer_set_id]):
            yield text


def follows(book: Codebook, report: Any, theme: Theme, text: Text, version: Version) -> None:
    """What everyone sees, and what the person behind one statement sees with their code."""
    everyone = Client(headers={"host": "localhost"})
    shown = everyone.get("/themes/statements/views/").content.decode()
    rows = {row["name"]: row for row in report.data["themes"]}
    assert all(row["agreed"] and row["returns"] % 5 == 0 for row in rows.values())
    assert "Roads and cars" in shown and queries.words_of([text], "views")[text.pk][:8] in shown
    word = everyone.get("/themes/statements/views/report.docx").content
    assert "Roads and cars" in zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml").decode()
    assert everyone.get("/themes/statements/views/report.pdf").content.startswith(b"%PDF")

    code = code_of(text.answer_set)
    mine = everyone.post("/themes/mine/", {"code": code}).content.decode()
    readers = "2 people" if text.readers == 2 else "one person"
    assert f"read by {readers}" in mine and "Roads and cars" in mine and "Take my words back" in mine
    receipt = everyone.post("/surveys/receipt/", {"code": code}).content.decode()
    assert "part of a theme" in receipt

    before = queries.table(book)["all"]["returns"]
    engine.withdraw(answer_set=text.answer_set, by="guest")
    again = everyone.get("/themes/statements/views/").content.decode()
    assert queries.table(book)["all"]["returns"] == before - 1 and "<blockquote" not in again
    assert coding.forget_withdrawn(codebook=book) == 1
    assert Entry.objects.filter(event="quote.withdrawn").count() == 1


def code_of(answer_set: AnswerSet) -> str:
    """The code that the person was given."""
    codes = (code_for(f"other statements s{hashlib.sha256(t.encode()).hexdigest()[:12]}") for t in statements())
    return next(code for code in codes if hashed(code) == answer_set.receipt_hash)


def goes_out_and_back(book: Codebook) -> None:
    """As REFI-QDA: every coding at its place, also in statements with signs beyond the basic plane."""
    project = read_project(exchange.project_of(book))
    out = sorted((c.guid, s.start, s.end) for source in project.sources for s in source.selections for c in s.codings)
    ours = Coding.objects.filter(text__codebook=book).values_list("guid", "start", "end")
    assert out == sorted(ours) and project.warnings == ()
