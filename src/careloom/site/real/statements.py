"""Real statements become answers of a survey; two coders read them by fixed rules; two people agree on the themes."""

import csv
import io
import re
from collections.abc import Iterable, Mapping

from careloom.listening.models import Codebook, Talk, Text, Theme
from careloom.listening.queries import coding as queries
from careloom.listening.queries.coding import counting
from careloom.listening.services import coding
from careloom.listening.services.coding.reading import Mark
from careloom.questionnaires import services as engine
from careloom.questionnaires.models import Questionnaire, Version
from careloom.questionnaires.receipts import code_for, hashed
from careloom.questionnaires.words import FIRST
from careloom.site.real import folder
from careloom.site.real.running import Real, do_jobs
from careloom.thread.models import Entry

SLUG, QUESTION, REST = "public-statements", "views", "Something else"
RAW = {"pages": [{"id": "said", "questions": [{"id": QUESTION, "kind": "long"}]}]}
# theme → (what the first coder looks for, what the second looks for): rules, so that every run gives the same
RULES = {
    "Nature": (r"biodivers|species|native|forest|nature|wildlife|predator|birds?\b",
               r"biodivers|species|native|forest"),
    "Roads and cars": (r"road|traffic|\bcars?\b|driver|parking|uber|taxi|lane|計程車|司機",
                       r"road|traffic|driver|uber|計程車"),
    "Safety in sport": (r"football|concussion|helmet|injur|tackl|player", r"football|concussion|helmet|tackl"),
    "Leaving the EU": (r"brexit|\beu\b|europe|referendum|trade deal", r"brexit|\beu\b|referendum"),
    "Money and tax": (r"\btax|\bpay\b|paid|cost|fund|money|price|\bjobs?\b|wage|稅|保險",
                      r"\btax|cost|fund|money|wage"),
    "Rules": (r"\blaws?\b|legal|regulat|must|should be (?:banned|required)|法規|規範",
              r"\blaws?\b|legal|regulat|法規"),
}  # fmt: skip
Rules = Mapping[str, tuple[str, str]]


def run(real: Real) -> None:
    """From the files to agreed themes with a public report."""
    version = _survey(real)
    _bring_in(real, version)
    book = code(real, version.questionnaire, QUESTION, "What people said in five public conversations", RULES)
    real.themes = agreed(book)


def key_of(of: folder.Public, statement: str) -> str:
    """The key of a statement: its conversation and its number there."""
    return f"{of.folder}-{statement}"


def code_of(key: str) -> str:
    """The private code of whoever wrote a statement."""
    return code_for(f"other {SLUG} {key}")


def _survey(real: Real) -> Version:
    rosa = real.staff["rosa"]
    version = engine.make_questionnaire(slug=SLUG, name="Statements of five public conversations (public test data)",
                                        raw=RAW, promised=[FIRST], in_wales=False, by=rosa)  # fmt: skip
    words = {key: "What would you like others to vote on?" for key in engine.required_words(version, "standard")}
    engine.set_words(version=version, twin=FIRST, texts=words, by=rosa)
    engine.check_words(version=version, twin=FIRST, checker="Aisha Okafor (demo)", by=rosa)
    engine.publish(version=version, by=rosa)
    return version


def _bring_in(real: Real, version: Version) -> None:
    """Through the file that an analyst uploads."""
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(["id", QUESTION])
    for of in folder.CONVERSATIONS:
        writer.writerows([key_of(of, key), words] for key, words, _ in folder.statements(real.folder, of))
    intake = engine.begin_intake(version=version, name="statements.csv", text=held.getvalue(), by=real.staff["amir"])
    engine.start_intake(intake=intake, by=real.staff["amir"])
    do_jobs()


def code(real: Real, questionnaire: Questionnaire, question: str, name: str, rules: Rules) -> Codebook:
    """Two people read every answer by the rules, talk where they differ, and agree on every theme that was found."""
    first, second = real.staff["amir"], real.staff["rosa"]
    book = coding.make_codebook(questionnaire=questionnaire, question=question, name=name, double_share=100, by=first)
    themes = {said: coding.add_theme(codebook=book, name=said, definition=said, by=first) for said in [*rules, REST]}
    coding.gather_texts(codebook=book, by=first)
    for text in Text.objects.filter(codebook=book, screen="waiting").select_related("answer_set"):
        coding.clear_text(text=text, by=second)  # it is public already, or made up
    texts = list(Text.objects.filter(codebook=book).select_related("codebook", "answer_set").order_by("place"))
    words = queries.words_of(texts, question)
    for which, coder in enumerate((first, second)):
        rows = [(text, _marks(words[text.pk], rules, themes, which)) for text in texts]
        coding.save_readings(codebook=book, rows=rows, by=coder)
    _talk(book, themes[REST], by=second)
    for theme in Theme.objects.filter(codebook=book).select_related("codebook").order_by("pk"):
        if next(counting.having(book, theme.pk), None):
            coding.propose_theme(theme=theme, by=first)
            coding.agree_theme(theme=theme, by=second)
    coding.publish_report(report=coding.make_report(codebook=book, by=first), by=first)
    return book


def _marks(words: str, rules: Rules, themes: Mapping[str, Theme], which: int) -> list[Mark]:
    found = [(themes[name], re.search(rule[which], words, re.IGNORECASE)) for name, rule in rules.items()]
    return [Mark(theme, at.start(), at.end()) for theme, at in found if at] or [Mark(themes[REST])]


def _talk(book: Codebook, rest: Theme, *, by: str) -> None:
    """Every disagreement ends with what either of them saw."""
    rows = Talk.objects.filter(text__codebook=book, closed_at=None).select_related("text__codebook", "text__answer_set")
    for talk in rows.prefetch_related("text__codings__theme"):
        seen = {row.theme for row in talk.text.codings.all()} - {rest}
        coding.close_talk(talk=talk, agreed=[(theme, "") for theme in seen], memo="One of us knew more words", by=by)


def agreed(book: Codebook) -> dict[str, Entry]:
    """{theme: its entry} of the themes that two people agreed."""
    rows = dict(Theme.objects.filter(codebook=book).exclude(entry_id="").values_list("entry_id", "name"))
    return {rows[entry.public_id]: entry for entry in Entry.objects.filter(public_id__in=rows).order_by("pk")}


def theme_of_each(keys: Iterable[str]) -> dict[str, str]:
    """{key of a statement: the entry of its first theme}."""
    book = Codebook.objects.get(questionnaire__slug=SLUG)
    entries = dict(Theme.objects.filter(codebook=book).values_list("pk", "entry_id"))
    by_set = {row.answer_set: entries[min(row.themes)] for row in counting.settled(book) if row.themes}
    hashes = {hashed(code_of(key)): key for key in keys}
    sets = Text.objects.filter(codebook=book).values_list("answer_set__receipt_hash", "answer_set_id")
    return {hashes[code]: by_set[answer_set] for code, answer_set in sets if code in hashes and answer_set in by_set}
