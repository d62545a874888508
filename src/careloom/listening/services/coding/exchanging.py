"""REFI-QDA in: whole or not at all. What could not be used is counted and said."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from careloom.listening import events
from careloom.listening.models import Codebook, Coding, Memo, Reading, Text, Theme
from careloom.listening.queries.coding.exchange import none_guid, stance_guid, user_guid
from careloom.listening.queries.coding.reading import live, words_of
from careloom.listening.services.coding.reading import Mark, save_reading, write_memo
from careloom.listening.services.coding.refusing import Refused
from careloom.listening.services.coding.themes import add_theme
from careloom.thread.services import record

STANCES = ("for", "against")


@dataclass
class Imported:
    """What an import did: how many of each, and (code, count, example) of what was odd."""

    themes: int = 0
    readings: int = 0
    codings: int = 0
    memos: int = 0
    warnings: list[tuple[str, int, str]] = field(default_factory=list)


def _warned(project: Any, odd: Counter[str]) -> list[tuple[str, int, str]]:
    return [(w.code, w.count, w.example) for w in project.warnings] + [(c, n, "") for c, n in sorted(odd.items())]


@transaction.atomic
def import_codebook(*, codebook: Codebook, data: bytes, by: str) -> Imported:
    """Themes from a .qdc; one that is here under the same GUID or name stays as it is. Raises MethodError."""
    from careloom_methods.themes.refi import read_codebook

    project, odd = read_codebook(data), Counter[str]()
    _, made = _themes(codebook, project, odd, by)
    record(event=events.CODING_IMPORTED, subject=codebook.public_id, by=by, values={"themes": made})
    return Imported(themes=made, warnings=_warned(project, odd))


def _themes(codebook: Codebook, project: Any, odd: Counter[str], by: str) -> tuple[dict[str, Theme], int]:
    """GUID → theme, and how many are new."""
    here = {theme.guid: theme for theme in Theme.objects.filter(codebook=codebook)}
    names = {theme.name.casefold(): theme for theme in here.values() if theme.merged_into_id is None}
    made = 0
    stances = _stances(codebook, here)
    for code in project.codes:
        if code.guid in here or code.guid in stances or code.guid == none_guid():
            continue
        if code.name.casefold() in names:
            here[code.guid] = names[code.name.casefold()]
            stances |= _stances(codebook, {code.guid: here[code.guid]})
            odd["theme_by_name"] += 1
            continue
        theme = add_theme(codebook=codebook, name=code.name[:200], definition=code.description, guid=code.guid[:36],
                          parent=here.get(code.parent), by=by)  # fmt: skip
        here[code.guid] = names[code.name.casefold()] = theme
        stances |= _stances(codebook, {code.guid: theme})
        made += 1
    return here, made


def _stances(codebook: Codebook, themes: dict[str, Theme]) -> dict[str, tuple[Theme, str]]:
    """The GUIDs of 'for' and 'against' of these themes, as we write them."""
    if not codebook.views:
        return {}
    return {stance_guid(guid, stance): (theme, stance) for guid, theme in themes.items() for stance in STANCES}


@transaction.atomic
def import_project(*, codebook: Codebook, data: bytes, by: str) -> Imported:
    """Codings from a .qdpx onto the answers that are here, matched by GUID and else by the same words.

    Each coder of the file becomes 'import:' and their GUID: their names stay out. Raises MethodError, before anything
    is written, for a file that cannot be read; any fault later takes everything back.
    """
    from careloom_methods.themes.refi import read_project

    project, odd = read_project(data), Counter[str]()
    found = Imported()
    here, found.themes = _themes(codebook, project, odd, by)
    texts, stances = _matched(codebook, project), _stances(codebook, here)
    words = {memo.guid: memo.text for memo in project.memos}
    for code in project.codes:
        if code.memos and code.guid in here:
            found.memos += _memos(codebook, list(code.memos), words, by, theme=here[code.guid])
    for source in project.sources:
        text = texts.get(source.guid)
        if text is None:
            odd["text_not_here"] += 1
            continue
        found.codings += _read(text, source, here, stances, odd, found)
        guids = [*source.memos, *(guid for part in source.selections for guid in part.memos),
                 *(guid for coding in _all_codings(source) for guid in coding.memos)]  # fmt: skip
        found.memos += _memos(codebook, guids, words, by, text=text)
    placed = {guid for code in project.codes for guid in code.memos}
    placed |= {guid for source in project.sources for guid in source.memos}
    placed |= {guid for source in project.sources for part in source.selections for guid in part.memos}
    placed |= {guid for source in project.sources for coding in _all_codings(source) for guid in coding.memos}
    found.memos += _memos(codebook, [memo.guid for memo in project.memos if memo.guid not in placed], words, by)
    found.warnings = _warned(project, odd)
    record(event=events.CODING_IMPORTED, subject=codebook.public_id, by=by,
           values={"themes": found.themes, "codings": found.codings})  # fmt: skip
    return found


def _matched(codebook: Codebook, project: Any) -> dict[str, Text]:
    """GUID of a source → the text here that it is."""
    from careloom_methods.themes.refi import guid_of

    texts = list(live(codebook).select_related("answer_set", "codebook"))
    words = words_of(texts, codebook.question)
    by_guid = {guid_of(text.public_id): text for text in texts}
    by_words: dict[str, list[Text]] = {}
    for text in texts:
        by_words.setdefault(words.get(text.pk, ""), []).append(text)
    found = {}
    for source in project.sources:
        same = by_guid.get(source.guid)
        if same is None and (alike := by_words.get(source.text)):
            same = alike.pop(0)
        if same is not None and words.get(same.pk) == source.text:
            found[source.guid] = same
    return found


def _all_codings(source: Any) -> list[Any]:
    return [*source.codings, *(coding for part in source.selections for coding in part.codings)]


def _read(
    text: Text, source: Any, here: dict[str, Theme], stances: dict[str, tuple[Theme, str]], odd: Counter[str],
    found: Imported,
) -> int:  # fmt: skip
    """One reading for each coder of a source; gives the number of codings."""
    marks: dict[str, list[Mark]] = {}
    whole = [(coding, 0, len(source.text)) for coding in source.codings]
    parts = [(coding, part.start, part.end) for part in source.selections for coding in part.codings]
    known = set(Coding.objects.filter(text=text).values_list("guid", flat=True))
    readers = {user_guid(coder) for coder in Reading.objects.filter(text=text).values_list("coder", flat=True)}
    for coding, start, end in whole + parts:
        if coding.code == none_guid():
            if coding.user not in readers:
                marks.setdefault(coding.user, [])
            continue
        theme, stance = stances.get(coding.code) or (here.get(coding.code), "")
        if theme is None or start == end:
            odd["coding_not_used"] += 1
        elif coding.guid not in known:
            while theme.merged_into is not None:
                theme = theme.merged_into
            marks.setdefault(coding.user, []).append(Mark(theme, start, end, stance, coding.guid[:36]))
    for user, mine in marks.items():
        coder = f"import:{user}"[:60] or "import:unknown"
        try:
            save_reading(text=text, marks=mine, by=coder)
        except Refused as refused:
            odd[f"refused_{refused.code}"] += 1
            continue
        found.readings += 1
    return sum(map(len, marks.values()))


def _memos(
    codebook: Codebook, guids: list[str], words: dict[str, str], by: str, *, text: Text | None = None,
    theme: Theme | None = None,
) -> int:  # fmt: skip
    there = set(Memo.objects.filter(codebook=codebook, text=text, theme=theme).values_list("words", flat=True))
    fresh = [words[g].strip() for g in dict.fromkeys(guids) if words.get(g, "").strip()]
    fresh = [memo for memo in fresh if memo not in there]
    for memo in fresh:
        write_memo(codebook=codebook, words=memo, text=text, theme=theme, by=by)
    return len(fresh)
