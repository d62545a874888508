"""Every change in coding, one module a noun."""

from careloom.listening.services.coding.care import clear_text, redact_text, set_text_aside, translate_text
from careloom.listening.services.coding.codebooks import make_codebook, set_double_share
from careloom.listening.services.coding.exchanging import import_codebook, import_project
from careloom.listening.services.coding.gathering import (
    find_corrected,
    find_texts,
    gather_texts,
    suggest_ahead,
    think_ahead,
)  # fmt: skip
from careloom.listening.services.coding.quoting import (
    forget_withdrawn,
    publish_quote,
    withdraw_quote,
    withdraw_quotes_without_consent,
)  # fmt: skip
from careloom.listening.services.coding.reading import close_talk, save_reading, write_memo
from careloom.listening.services.coding.reading_many import save_readings
from careloom.listening.services.coding.reporting import make_report, publish_report, renew_reports
from careloom.listening.services.coding.themes import (
    add_theme,
    agree_theme,
    change_theme,
    merge_themes,
    part_themes,
    propose_theme,
    split_theme,
)  # fmt: skip

__all__ = [
    "add_theme", "agree_theme", "change_theme", "clear_text", "close_talk", "find_corrected", "find_texts",
    "forget_withdrawn", "gather_texts", "import_codebook", "import_project", "make_codebook", "make_report",
    "merge_themes", "part_themes", "propose_theme", "publish_quote", "publish_report", "redact_text",
    "renew_reports", "save_reading", "save_readings", "set_double_share", "set_text_aside", "split_theme",
    "suggest_ahead", "think_ahead", "translate_text", "withdraw_quote", "withdraw_quotes_without_consent",
    "write_memo",
]  # fmt: skip
