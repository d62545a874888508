"""Targets, outreach, waiting lists and requests for paper."""

from careloom.listening.models.coding import (
    Codebook,
    Coding,
    Memo,
    Quote,
    Reading,
    Redaction,
    Talk,
    Text,
    Theme,
    ThemeChange,
    ThemeReport,
    Translation,
)  # fmt: skip
from careloom.listening.models.outreach import Outreach
from careloom.listening.models.targets import Target
from careloom.listening.models.waiting import PaperRequest, Waiting

__all__ = [
    "Codebook", "Coding", "Memo", "Outreach", "PaperRequest", "Quote", "Reading", "Redaction", "Talk", "Target", "Text",
    "Theme", "ThemeChange", "ThemeReport", "Translation", "Waiting",
]  # fmt: skip
