"""Targets, outreach, waiting lists, requests for paper, results; coding of free text."""

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
from careloom.listening.models.outreach import Outreach, OutreachStep
from careloom.listening.models.paper import PaperBatch
from careloom.listening.models.results import Release
from careloom.listening.models.scans import Letter, ScanFile, ScannedCopy, ScannedItem, ScannedPage, Scanning
from careloom.listening.models.targets import AccessGap, HelpOffer, SafeListening, Target
from careloom.listening.models.waiting import PaperRequest, SignUp, Waiting

__all__ = [
    "AccessGap", "Codebook", "Coding", "HelpOffer", "Letter", "Memo", "Outreach", "OutreachStep", "PaperBatch",
    "PaperRequest", "Quote", "Reading", "Redaction", "Release", "SafeListening", "ScanFile",
    "ScannedCopy", "ScannedItem", "ScannedPage", "Scanning", "SignUp", "Talk", "Target", "Text", "Theme",
    "ThemeChange", "ThemeReport", "Translation", "Waiting",
]  # fmt: skip
