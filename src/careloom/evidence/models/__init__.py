"""Evidence items of three kinds, how they came in, and how they belong together."""

from careloom.evidence.models.imports import ImportLine, ImportRun
from careloom.evidence.models.library import Item, LivedVoice, PracticeNote, ResearchRecord, Study, Tag
from careloom.evidence.models.links import Link, Merge
from careloom.evidence.models.uses import Notice, Use

__all__ = ["ImportLine", "ImportRun", "Item", "Link", "LivedVoice", "Merge", "Notice", "PracticeNote", "ResearchRecord",
           "Study", "Tag", "Use"]  # fmt: skip
