"""The words of texts, who reads what next, and how far we are."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from careloom.listening.models import Codebook, Reading, Talk, Text, Theme
from careloom.questionnaires.models import Answer, AnswerSet

READY = (Text.Screen.NONE, Text.Screen.FINE, Text.Screen.REDACTED)
LIVE = Q(answer_set__state=AnswerSet.State.SENT)
FOREIGN = Q(language_sure=True, translations=None, screen__in=READY) & ~Q(language__in=["en", "und", ""])
CHUNK = 5_000


def digest_of(words: str) -> str:
    """A fingerprint by which we see that an answer was changed."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def words_of(texts: Iterable[Text], question: str) -> dict[int, str]:
    """{text id: its words now}. An answer that was withdrawn has none and is not in it."""
    by_set = {text.answer_set_id: text.pk for text in texts}
    found: dict[int, str] = {}
    sets = list(by_set)
    for start in range(0, len(sets), CHUNK):
        rows = Answer.objects.filter(
            answer_set_id__in=sets[start : start + CHUNK], question=question, row=0,
            answer_set__state=AnswerSet.State.SENT,
        ).values_list("answer_set_id", "text")  # fmt: skip
        found |= {by_set[key]: words for key, words in rows}
    return found


def answers_to(codebook: Codebook) -> QuerySet[Answer, tuple[int, str, str]]:
    """(answer set id, its public id, words) of every answer that counts, oldest first."""
    return (
        Answer.objects.filter(version__questionnaire=codebook.questionnaire, question=codebook.question, row=0)
        .filter(answer_set__state=AnswerSet.State.SENT).exclude(text="").order_by("answer_set_id")
        .values_list("answer_set_id", "answer_set__public_id", "text")
    )  # fmt: skip


def live(codebook: Codebook) -> QuerySet[Text]:
    """Texts whose answers were not withdrawn."""
    return Text.objects.filter(LIVE, codebook=codebook)


def begins_at(codebook: Codebook, coder: str) -> int:
    """Where in the reading order this coder begins, so that two people do not read the same at the same time."""
    last = Text.objects.filter(codebook=codebook).order_by("-place").values_list("place", flat=True).first() or 0
    return int(hashlib.sha256(f"{codebook.seed} {coder}".encode()).hexdigest()[:8], 16) % (last + 1)


def next_text(codebook: Codebook, coder: str, *, after: int | None = None, language: str = "") -> Text | None:
    """The next text for this coder: open, not read by them, from `after` on and then from the start again."""
    begin = begins_at(codebook, coder) if after is None else after + 1
    mine = Reading.objects.filter(text=OuterRef("pk"), coder=coder)
    waiting = live(codebook).filter(done=False, screen__in=READY).exclude(Exists(mine)).order_by("place")
    if language:
        waiting = waiting.filter(language=language)
    waiting = waiting.select_related("answer_set", "codebook")
    return waiting.filter(place__gte=begin).first() or waiting.filter(place__lt=begin).first()


def open_themes(codebook: Codebook) -> list[Theme]:
    """Themes that can be given, each parent before its children."""
    rows = list(Theme.objects.filter(codebook=codebook, merged_into=None).order_by("order", "pk"))
    under: dict[int | None, list[Theme]] = {}
    known = {theme.pk for theme in rows}
    for theme in rows:
        under.setdefault(theme.parent_id if theme.parent_id in known else None, []).append(theme)
    found: list[Theme] = []
    waiting = list(reversed(under.get(None, [])))
    while waiting:
        theme = waiting.pop()
        found.append(theme)
        waiting += reversed(under.get(theme.pk, []))
    return found


def themes_to_sign(person: str) -> list[Theme]:
    """Themes that somebody else says stand, and that wait for a second person; ten at most."""
    rows = Theme.objects.filter(agreed_by="", merged_into=None).exclude(proposed_by__in=["", person])
    return list(rows.select_related("codebook__questionnaire").order_by("pk")[:10])


def progress(codebook: Codebook) -> dict[str, int]:
    """How many texts there are, were read, by two people, wait, wait for a second person, for a look, for a talk."""
    sums = dict.fromkeys(("texts", "read", "twice", "shared", "to_look", "aside", "left", "second"), 0)
    # Nearly all texts count: all of them from one index, less the few whose answers were taken back.
    texts = Text.objects.filter(codebook=codebook)
    gone = texts.filter(answer_set__state__in=[s for s in AnswerSet.State if s != AnswerSet.State.SENT])
    for rows, sign in ((texts, 1), (gone, -1)):
        for row in rows.values("screen", "done", "readers", "double").annotate(texts=Count("pk")).order_by():
            counts_as = {
                "texts": True, "read": row["readers"] > 0, "twice": row["readers"] > 1, "shared": row["double"],
                "to_look": row["screen"] == Text.Screen.WAITING, "aside": row["screen"] == Text.Screen.ASIDE,
                "left": not row["done"] and row["screen"] in READY, "second": not row["done"] and row["readers"] > 0,
            }  # fmt: skip
            for name in (name for name, yes in counts_as.items() if yes):
                sums[name] += sign * row["texts"]
    return sums | {"talks": Talk.objects.filter(text__in=live(codebook), closed_at=None).count()}


def languages(codebook: Codebook) -> list[dict[str, Any]]:
    """Texts by language, and how many of them are translated into English."""
    rows = live(codebook).values("language").annotate(
        texts=Count("pk", distinct=True), translated=Count("translations", distinct=True)
    )  # fmt: skip
    return [{**row, "name": language_name(row["language"])} for row in rows.order_by("-texts", "language")]


def language_name(code: str) -> str:
    """A language in the reader's own."""
    if code in {"", "und"}:
        return _("not clear")
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return {"gu": _("Gujarati"), "so": _("Somali"), "zh": _("Chinese"), "ps": _("Pashto"), "ku": _("Kurdish"),
                "ti": _("Tigrinya"), "am": _("Amharic"), "si": _("Sinhala")}.get(code, code)  # fmt: skip


def waiting_work() -> list[dict[str, Any]]:
    """For each codebook with work left: how many texts wait to be looked at, read, talked about and translated."""
    rows = Text.objects.filter(LIVE).filter(
        Q(done=False) | Q(screen=Text.Screen.WAITING) | Q(talk__closed_at=None, talk__isnull=False) | FOREIGN
    )  # fmt: skip
    counted = rows.values("codebook").annotate(
        to_look=Count("pk", filter=Q(screen=Text.Screen.WAITING)),
        left=Count("pk", filter=Q(done=False, screen__in=READY)),
        talks=Count("pk", filter=Q(talk__isnull=False, talk__closed_at=None)), to_translate=Count("pk", filter=FOREIGN),
    )  # fmt: skip
    books = {book.pk: book for book in Codebook.objects.select_related("questionnaire")}
    return [{**row, "book": books[row["codebook"]]} for row in counted.order_by("-codebook")]


def take_up(codebook: Codebook) -> dict[str, int]:
    """How often suggestions were taken, refused or changed.

    `texts` had a suggestion; `taken` and `refused` count single suggestions; `changed` counts texts where the person
    refused what was suggested and gave another theme.
    """
    found = {"texts": 0, "taken": 0, "refused": 0, "changed": 0}
    shown = Reading.objects.filter(text__codebook=codebook, offered__gt=0)
    gone = shown.filter(text__answer_set__state__in=[s for s in AnswerSet.State if s != AnswerSet.State.SENT])
    for rows, sign in ((shown, 1), (gone, -1)):
        sums = rows.aggregate(texts=Count("pk"), offered=Sum("offered"), taken=Sum("taken"),
                              changed=Count("pk", filter=Q(instead=True)))  # fmt: skip
        sums["refused"] = (sums["offered"] or 0) - (sums["taken"] or 0)
        for name in found:
            found[name] += sign * (sums[name] or 0)
    return found
