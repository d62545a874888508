"""Evidence items of three kinds, how they came in, and how they belong together."""

from careloom.evidence.models.agreements import (
    Agreement,
    AgreementApproval,
    AgreementComment,
    Framework,
    Principle,
    Side,
)  # fmt: skip
from careloom.evidence.models.gaps import Brief, Gap, GapStep, Partner
from careloom.evidence.models.imports import ImportLine, ImportRun
from careloom.evidence.models.library import Item, LivedVoice, PracticeNote, ResearchRecord, Study, Tag, WordsChanged
from careloom.evidence.models.links import Link, Merge
from careloom.evidence.models.pipeline import FundedStudy, PartnerAction, StudyList, StudyMatch
from careloom.evidence.models.pool import PoolMember, PoolStep
from careloom.evidence.models.screening import Criteria, Mending, Reading, Screener, Screening, ScreenRecord
from careloom.evidence.models.summaries import Enquiry, Summary, SummarySentence
from careloom.evidence.models.triage import (
    STANDARDS,
    Appraisal,
    Finding,
    Judgement,
    Question,
    RuleVersion,
    Search,
)  # fmt: skip
from careloom.evidence.models.uses import Notice, Use

__all__ = [
    "STANDARDS",
    "Agreement",
    "AgreementApproval",
    "AgreementComment",
    "Appraisal",
    "Brief",
    "Criteria",
    "Enquiry",
    "Finding",
    "Framework",
    "FundedStudy",
    "Gap",
    "GapStep",
    "ImportLine",
    "ImportRun",
    "Item",
    "Judgement",
    "Link",
    "LivedVoice",
    "Mending",
    "Merge",
    "Notice",
    "Partner",
    "PartnerAction",
    "PoolMember",
    "PoolStep",
    "PracticeNote",
    "Principle",
    "Question",
    "Reading",
    "ResearchRecord",
    "RuleVersion",
    "ScreenRecord",
    "Screener",
    "Screening",
    "Search",
    "Side",
    "Study",
    "StudyList",
    "StudyMatch",
    "Summary",
    "SummarySentence",
    "Tag",
    "Use",
    "WordsChanged",
]  # fmt: skip
