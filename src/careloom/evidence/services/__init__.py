"""Every change in this room."""

from careloom.evidence.services.duplicates import answer_link, look_for_duplicates, part
from careloom.evidence.services.imports import match_columns, read_file, start_import
from careloom.evidence.services.library import (
    NotAllowed,
    add_items,
    change_item,
    mark_retracted,
    take_answer,
    withdraw,
)  # fmt: skip
from careloom.evidence.services.searching import index, index_missing
from careloom.evidence.services.uses import count_download, end_use, see_notice, use

__all__ = [
    "NotAllowed", "add_items", "answer_link", "change_item", "count_download", "end_use", "index", "index_missing",
    "look_for_duplicates", "mark_retracted", "match_columns", "part", "read_file", "see_notice", "start_import",
    "take_answer", "use", "withdraw",
]  # fmt: skip
