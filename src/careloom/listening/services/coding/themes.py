"""Themes: made, changed, merged, parted, split, and agreed by two people. No change loses a coding."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from careloom.listening import events
from careloom.listening.models import Codebook, Coding, Quote, Talk, Theme, ThemeChange
from careloom.listening.queries.coding import counting
from careloom.listening.services.coding.refusing import Refused
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record

WORDS = ("name", "easy_name", "definition", "examples", "key")
SINGLE = "123456789abcdefghijklmopqrstuvwxyz"  # n is kept for the next answer
FIRST = "0.,-"  # the first of two presses
KEYS = [*SINGLE, *(first + key for first in FIRST for key in SINGLE)]  # 34 themes by one press, 136 more by two


def _wrote(theme: Theme, what: str, by: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    ThemeChange.objects.create(
        theme=theme, what=what, before=dict(before), after=dict(after), by=by, at=timezone.now()
    )


def _reopen(theme: Theme) -> list[str]:
    """What two people agreed on is not this theme any more: they are asked again. The ledger keeps what they agreed."""
    was = bool(theme.proposed_by or theme.agreed_by)
    theme.proposed_by, theme.agreed_by, theme.agreed_at, theme.entry_id = "", "", None, ""
    return ["asked again"] if was else []


@transaction.atomic
def add_theme(
    *, codebook: Codebook, name: str, by: str, definition: str = "", easy_name: str = "",
    examples: Sequence[str] = (), parent: Theme | None = None, key: str = "", guid: str = "",
) -> Theme:  # fmt: skip
    """A new theme; it gets the first free key. Raises Refused('name_there') for a second theme of one name."""
    if Theme.objects.filter(codebook=codebook, name__iexact=name.strip(), merged_into=None).exists():
        raise Refused("name_there", name=name)
    wanted = _free_key(codebook, key)
    last = Theme.objects.filter(codebook=codebook).aggregate(most=Max("order"))["most"] or 0
    public_id = new_id("theme")
    theme = Theme.objects.create(
        public_id=public_id, codebook=codebook, guid=guid or _guid(public_id), name=name.strip(), key=wanted,
        easy_name=easy_name, definition=definition, examples=list(examples), parent=parent, order=last + 1,
    )  # fmt: skip
    _wrote(theme, "made", by, {}, {"name": theme.name})
    record(event=events.THEME_MADE, subject=public_id, by=by, values={"codebook": codebook.public_id})
    return theme


def _free_key(codebook: Codebook, wanted: str) -> str:
    taken = set(Theme.objects.filter(codebook=codebook, merged_into=None).values_list("key", flat=True))
    return wanted if wanted and wanted not in taken else next((k for k in KEYS if k not in taken), "")


def _guid(public_id: str) -> str:
    from careloom_methods.themes.refi import guid_of

    return guid_of(public_id)


@transaction.atomic
def change_theme(*, theme: Theme, by: str, parent: Theme | str | None = "as it is", **words: Any) -> None:
    """Rename, define anew, give another key or place. Raises Refused: 'name_there', 'key_there', 'ring'."""
    if strange := set(words) - set(WORDS):
        raise TypeError(f"A theme has no {', '.join(sorted(strange))}")
    others = Theme.objects.filter(codebook=theme.codebook_id, merged_into=None).exclude(pk=theme.pk)
    if "name" in words and others.filter(name__iexact=words["name"].strip()).exists():
        raise Refused("name_there", name=words["name"])
    if words.get("key") and others.filter(key=words["key"]).exists():
        raise Refused("key_there", key=words["key"])
    before = {name: getattr(theme, name) for name in words}
    for name, value in words.items():
        setattr(theme, name, value)
    if not isinstance(parent, str):
        _refuse_ring(theme, parent, "parent_id")
        before["parent"], words["parent"] = theme.parent_id, parent.pk if parent else None
        theme.parent = parent
    changed = {name: value for name, value in words.items() if before[name] != value}
    if not changed:
        return
    again = _reopen(theme) if {"name", "definition"} & set(changed) else []
    theme.save()
    what = "renamed" if "name" in changed else "moved" if "parent" in changed else "changed"
    _wrote(theme, what, by, before, words)
    record(event=events.THEME_CHANGED, subject=theme.public_id, by=by, values={"what": sorted(changed) + again})


def _refuse_ring(theme: Theme, above: Theme | None, field: str) -> None:
    up = dict(Theme.objects.filter(codebook=theme.codebook_id).values_list("pk", field))
    at = above.pk if above else None
    for _ in range(len(up) + 1):
        if at == theme.pk:
            raise Refused("ring")
        at = up.get(at) if at is not None else None
        if at is None:
            return


@transaction.atomic
def merge_themes(*, theme: Theme, into: Theme, by: str) -> None:
    """From now on `theme` counts as `into`. Its codings stay its own, so that it can be parted again."""
    if theme.codebook_id != into.codebook_id or theme.merged_into_id is not None or into.merged_into_id is not None:
        raise Refused("not_open_theme")
    _refuse_ring(theme, into, "merged_into_id")
    under = list(Theme.objects.filter(parent=theme).values_list("public_id", flat=True))
    before = {"key": theme.key, "under": under}
    if into.parent_id == theme.pk:
        into.parent = theme.parent
    Theme.objects.filter(parent=theme).exclude(pk=into.pk).update(parent=into)
    _reopen(into)
    into.save()
    theme.merged_into, theme.key = into, ""
    theme.save(update_fields=["merged_into", "key"])
    _wrote(theme, "merged", by, before, {"into": into.public_id})
    _wrote(into, "took in", by, {}, {"theme": theme.public_id})
    record(event=events.THEME_MERGED, subject=theme.public_id, by=by, values={"into": into.public_id})


@transaction.atomic
def part_themes(*, theme: Theme, by: str) -> None:
    """Undo a merge: the theme stands alone again, with its codings, its key if it is free, and the themes under it."""
    into = theme.merged_into
    if into is None:
        raise Refused("not_merged")
    if Theme.objects.filter(codebook=theme.codebook_id, merged_into=None, name__iexact=theme.name).exists():
        raise Refused("name_there", name=theme.name)
    merged = theme.changes.filter(what="merged").order_by("-pk").first()
    before = merged.before if merged else {}
    theme.merged_into, theme.key = None, _free_key(theme.codebook, before.get("key", ""))
    theme.save(update_fields=["merged_into", "key"])
    # Only those that still stand where the merge put them; whoever moved since stays where people moved them.
    moved = Theme.objects.filter(codebook=theme.codebook_id, public_id__in=before.get("under", []))
    moved.filter(Q(parent=into) | Q(pk=into.pk, parent=theme.parent_id)).update(parent=theme)
    into.refresh_from_db()
    _reopen(into)
    into.save()
    _wrote(theme, "parted", by, {"into": into.public_id}, {})
    record(event=events.THEME_CHANGED, subject=theme.public_id, by=by, values={"what": ["parted"]})


@transaction.atomic
def split_theme(*, theme: Theme, name: str, texts: Iterable[int], by: str, definition: str = "") -> Theme:
    """A new theme that takes this theme's codings, talks and quotes in some texts with it; the others stay."""
    made = add_theme(codebook=theme.codebook, name=name, definition=definition, parent=theme.parent, by=by)
    chosen = list(texts)
    merged = [pk for pk, root in counting.roots(theme.codebook).items() if root == theme.pk]
    moved = Coding.objects.filter(theme__in=merged, text__in=chosen).update(theme=made)
    Quote.objects.filter(theme__in=merged, text__in=chosen).update(theme=made)
    old = set(Theme.objects.filter(pk__in=merged).values_list("public_id", flat=True))
    for talk in Talk.objects.filter(text__in=chosen, text__codebook=theme.codebook):
        agreed = [[made.public_id if one in old else one, stance] for one, stance in talk.agreed]
        if agreed != talk.agreed:
            talk.agreed = agreed
            talk.save(update_fields=["agreed"])
    _reopen(theme)
    theme.save()
    _wrote(theme, "split", by, {}, {"into": made.public_id, "codings": moved})
    record(event=events.THEME_SPLIT, subject=theme.public_id, by=by,
           values={"into": made.public_id, "codings": moved})  # fmt: skip
    return made


@transaction.atomic
def propose_theme(*, theme: Theme, by: str) -> None:
    """The first of two people says: this theme stands. Raises Refused('nobody_twice') before two people read for it."""
    if not any(row.readers > 1 for row in counting.having(theme.codebook, theme.pk)):
        raise Refused("nobody_twice")
    theme.proposed_by, theme.agreed_by = by, ""
    theme.save(update_fields=["proposed_by", "agreed_by"])
    record(event=events.THEME_PROPOSED, subject=theme.public_id, by=by)


@transaction.atomic
def agree_theme(*, theme: Theme, by: str) -> Entry:
    """The second person agrees; the entry cites every voice that the theme rests on. Raises Refused.

    Codes: 'not_proposed', 'same_person', 'no_voices'.
    """
    if not theme.proposed_by:
        raise Refused("not_proposed")
    if theme.proposed_by == by:
        raise Refused("same_person")
    having = list(counting.having(theme.codebook, theme.pk))
    if not having:
        raise Refused("no_voices")
    voices = _entries([row.entry_id for row in having])
    values = {"codebook": theme.codebook.public_id, "returns": len(having), "people": sum(r.people for r in having)}
    entry = record(event=events.THEME_AGREED, subject=theme.public_id, by=by, because=voices, values=values)
    theme.agreed_by, theme.agreed_at, theme.entry_id = by, timezone.now(), entry.public_id
    theme.save(update_fields=["agreed_by", "agreed_at", "entry_id"])
    return entry


def _entries(public_ids: Sequence[str]) -> list[Entry]:
    found: list[Entry] = []
    for start in range(0, len(public_ids), 5_000):
        found += Entry.objects.filter(public_id__in=public_ids[start : start + 5_000])
    return found
