"""Words for searching: small letters without accents, so that 'ty' finds 'tŷ' and the other way round."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """Small letters without accents."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text.lower()


def asked(text: str) -> list[str]:
    """The words somebody typed, at most 12, each once."""
    return list(dict.fromkeys(WORD.findall(plain(text))))[:12]
