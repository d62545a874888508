"""The nouns of this room."""

from careloom.priorities.models.choosing import Choice, MinorityReport
from careloom.priorities.models.paper import BallotScan, Printing
from careloom.priorities.models.programme import Programme, ProgrammeComment, ProgrammeTopic, ProgrammeVersion
from careloom.priorities.models.round import Candidate, CandidateSource, Criterion, Round
from careloom.priorities.models.weighing import Ballot, Count, Score, SwingWeight

__all__ = [
    "Ballot", "BallotScan", "Candidate", "CandidateSource", "Choice", "Count", "Criterion", "MinorityReport",
    "Printing", "Programme", "ProgrammeComment", "ProgrammeTopic", "ProgrammeVersion", "Round", "Score", "SwingWeight",
]  # fmt: skip
