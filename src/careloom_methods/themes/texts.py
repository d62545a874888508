"""What kind of text this is, and the words in it. Every text has a stated treatment; none is dropped in silence."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

LONG = 5_000  # characters; a longer text is coded like any other, but methods read only this much of it
UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# The commonest words of English and Welsh carry no theme. Kept short on purpose: weights do the rest.
_COMMON = """
a about all also am an and any are as at be because been but by can could did do does doing for from get had has
have having he her him his how i if in into is it its just me more my no not of on or our she should so some than
that the their them then there these they this to too us very was we were what when which who will with would you
your y yr yn i a ac ar at o am bod mae mewn wedi nad na nid ei eu ein eich fy dy hwn hon ond neu sy sydd
"""
COMMON = frozenset(_COMMON.split())


def state(text: str) -> str:
    """'empty', 'signs' (no word at all, as with emoji alone), 'one-word', 'long' (over 5,000 characters) or 'text'.

    Empty texts are not shown to anyone. Texts of signs and of one word are shown and can be coded, without
    suggestions for signs. Long texts are shown whole; methods read their first 5,000 characters.
    """
    if not text.strip():
        return "empty"
    if len(text) > LONG:
        return "long"
    words = WORD.findall(text)
    if not words:
        return "signs"
    return "one-word" if len(words) == 1 else "text"


def stem(word: str) -> str:
    """A word without the commonest English endings, so that 'carers' meets 'carer' and 'banning' meets 'ban'."""
    for ending in ("ings", "ing", "edly", "ed", "ies", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            root = word[: -len(ending)] + ("y" if ending == "ies" else "")
            return root[:-1] if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "ls" else root
    return word


def words_of(text: str) -> list[str]:
    """The words that may carry a theme, in order: small letters, without the commonest words."""
    plain = unicodedata.normalize("NFKC", text[:LONG]).lower().replace("’", "'")
    words = [word.removesuffix("'s") for word in WORD.findall(plain) if word not in COMMON]
    return [part for word in words for part in _parts(word)]


def _parts(word: str) -> list[str]:
    """Chinese, Japanese and Thai write no spaces: there, each pair of signs stands for a word."""
    if len(word) < 3 or not UNSPACED.search(word):
        return [word]
    return ["".join(pair) for pair in pairwise(word)]


def terms_of(text: str) -> list[str]:
    """Stems and pairs of stems, for counting."""
    words = [stem(word) for word in words_of(text)]
    return words + [f"{a} {b}" for a, b in pairwise(words)]


def same_words(texts: Iterable[str]) -> dict[str, list[int]]:
    """Texts that say the same, whatever their spaces and capitals: key → positions, in order."""
    found: dict[str, list[int]] = {}
    for position, text in enumerate(texts):
        found.setdefault(" ".join(text.casefold().split()), []).append(position)
    return found
