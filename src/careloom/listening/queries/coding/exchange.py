"""The whole coding of a question as a REFI-QDA project."""

from typing import Any

from django.db.models import Exists, OuterRef

from careloom.listening.models import Codebook, Coding, Memo, Reading, Text, Theme
from careloom.listening.queries.coding.reading import live, words_of
from careloom.questionnaires.models import AnswerSet


def _codes(codebook: Codebook, memos: dict[int, tuple[str, ...]]) -> tuple[Any, ...]:
    from careloom_methods.themes.refi import Code

    themes = list(Theme.objects.filter(codebook=codebook).order_by("order", "pk"))
    guid = {theme.pk: theme.guid for theme in themes}
    found = [
        Code(t.guid, t.name, t.definition, guid.get(t.merged_into_id or t.parent_id or 0, ""), True, "",
             memos.get(t.pk, ())) for t in themes
    ]  # fmt: skip
    if codebook.views:
        found += [Code(stance_guid(t.guid, stance), f"{t.name}: {stance}", "", t.guid) for t in themes
                  for stance in ("for", "against")]  # fmt: skip
    return tuple(found)


def stance_guid(theme: str, stance: str) -> str:
    """The standard knows no for and against: each is a code under its theme, by a GUID that we know again."""
    from careloom_methods.themes.refi import guid_of

    return guid_of(f"{theme} {stance}") if stance else theme


def none_guid() -> str:
    """Nor does it know 'read, and no theme found': a code over the whole text, by a GUID that we know again."""
    from careloom_methods.themes.refi import guid_of

    return guid_of("careloom: read, no theme")


def codebook_of(codebook: Codebook) -> bytes:
    """The themes as a .qdc. A merged theme stands under the theme it counts as."""
    from careloom_methods.themes.refi import codebook_file

    return codebook_file(_codes(codebook, {}))


def project_of(codebook: Codebook) -> bytes:
    """Themes, texts (without names), codings and memos as a .qdpx. Coders are numbers; nothing set aside is in it."""
    from careloom_methods.themes import refi

    guid = refi.guid_of
    texts = list(live(codebook).exclude(screen__in=[Text.Screen.ASIDE, Text.Screen.WAITING]).order_by("place", "pk"))
    words = words_of(texts, codebook.question)
    on_text: dict[int, list[str]] = {}
    on_theme: dict[int, list[str]] = {}
    memos: list[Any] = []
    for memo in Memo.objects.filter(codebook=codebook).order_by("pk"):
        if memo.text_id is None or memo.text_id in words:
            memos.append(refi.Memo(guid(memo.public_id), f"Memo {len(memos) + 1}", memo.words))
            if memo.text_id:
                on_text.setdefault(memo.text_id, []).append(guid(memo.public_id))
            if memo.theme_id:
                on_theme.setdefault(memo.theme_id, []).append(guid(memo.public_id))
    given: dict[int, dict[tuple[int, int], list[Any]]] = {}
    users: dict[str, str] = {}
    rows = Coding.objects.filter(text__codebook=codebook, text__answer_set__state=AnswerSet.State.SENT)
    for row in rows.select_related("theme").order_by("text", "start", "end", "pk").iterator():
        user = user_guid(row.coder)
        users.setdefault(user, f"Coder {len(users) + 1}")
        code = stance_guid(row.theme.guid, row.stance)
        coding = refi.Coding(row.guid, code, user, row.at.strftime("%Y-%m-%dT%H:%M:%SZ"))
        given.setdefault(row.text_id, {}).setdefault((row.start, row.end), []).append(coding)
    nothing = _read_without(codebook, words, users)
    sources: list[Any] = []
    for number, text in enumerate(texts, 1):
        if text.pk in words:
            parts = tuple(
                refi.Selection(guid(f"{text.public_id} {start} {end}"), start, end, tuple(codings))
                for (start, end), codings in given.get(text.pk, {}).items()
            )
            sources.append(refi.Source(guid(text.public_id), f"Answer {number}", words[text.pk], parts,
                                       tuple(nothing.get(text.pk, ())), tuple(on_text.get(text.pk, ()))))  # fmt: skip
    codes = _codes(codebook, {pk: tuple(g) for pk, g in on_theme.items()})
    if nothing:
        codes += (refi.Code(none_guid(), "Read, no theme found", ""),)
    return refi.project_file(refi.Project(codebook.name, users, codes, tuple(sources), tuple(memos)))


def _read_without(codebook: Codebook, words: dict[int, str], users: dict[str, str]) -> dict[int, list[Any]]:
    """Text → a coding for each person who read it and found no theme; adds such readers to the users."""
    from careloom_methods.themes import refi

    found: dict[int, list[Any]] = {}
    mine = Coding.objects.filter(text=OuterRef("text"), coder=OuterRef("coder"))
    readings = Reading.objects.filter(~Exists(mine), text__codebook=codebook, sure=True)
    for row in readings.select_related("text").order_by("text", "pk"):
        if row.text_id not in words:
            continue
        user = user_guid(row.coder)
        users.setdefault(user, f"Coder {len(users) + 1}")
        guid = refi.guid_of(f"{row.text.public_id} {user} no theme")
        coding = refi.Coding(guid, none_guid(), user, row.at.strftime("%Y-%m-%dT%H:%M:%SZ"))
        found.setdefault(row.text_id, []).append(coding)
    return found


def user_guid(coder: str) -> str:
    """A coder's GUID: the one they came with, or one made from their public id."""
    from careloom_methods.themes.refi import guid_of

    came = coder.removeprefix("import:")
    return came if came != coder and came else guid_of(coder)
