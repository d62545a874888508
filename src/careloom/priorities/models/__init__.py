"""The nouns of this room."""

from careloom.priorities.models.choosing import Choice, MinorityReport
from careloom.priorities.models.programme import Programme, ProgrammeComment, ProgrammeTopic, ProgrammeVersion
from careloom.priorities.models.round import Candidate, CandidateSource, Criterion, Round
from careloom.priorities.models.weighing import Ballot, Count, Score, SwingWeight

__all__ = [
    "Ballot", "Candidate", "CandidateSource", "Choice", "Count", "Criterion", "MinorityReport", "Programme",
    "ProgrammeComment", "ProgrammeTopic", "ProgrammeVersion", "Round", "Score", "SwingWeight",
]  # fmt: skip
