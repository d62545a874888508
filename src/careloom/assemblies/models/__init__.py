"""Assemblies, their members, how members are found, and their meetings."""

from careloom.assemblies.models.after import Action, NotesAgreement, Outcome, OutcomeAgreement, PulseAnswer, PulseGiven
from careloom.assemblies.models.assembly import Assembly, InductionStep, Membership, NationNote, PlanItem, SeatTarget
from careloom.assemblies.models.meeting import (
           AgendaItem,
           Idea,
           InclusionCheck,
           Invitation,
           Meeting,
           Paper,
           Planner,
           Question,
           TableNote,
)
from careloom.assemblies.models.recruiting import Application, Draw, Fixed, Quota, Recruitment

__all__ = [
    "Action", "AgendaItem", "Application", "Assembly", "Draw", "Fixed", "Idea", "InclusionCheck", "InductionStep",
    "Invitation", "Meeting", "Membership", "NationNote", "NotesAgreement", "Outcome", "OutcomeAgreement", "Paper",
    "PlanItem", "Planner", "PulseAnswer", "PulseGiven", "Question", "Quota", "Recruitment", "SeatTarget",
    "TableNote",
]  # fmt: skip
