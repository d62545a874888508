"""What pages and other rooms read about coding: words, queues, tables, agreement."""

from careloom.listening.queries.coding.counting import Settled, roots, settled, table
from careloom.listening.queries.coding.reading import (
    next_text,
    progress,
    take_up,
    themes_to_sign,
    waiting_work,
    words_of,
)

__all__ = [
    "Settled", "next_text", "progress", "roots", "settled", "table", "take_up", "themes_to_sign", "waiting_work",
    "words_of",
]  # fmt: skip
