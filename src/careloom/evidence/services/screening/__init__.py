"""Every change of a screening."""

from careloom.evidence.services.screening.leading import begin, change, end, join, leave, set_criteria, settle
from careloom.evidence.services.screening.ranking import rank
from careloom.evidence.services.screening.reading import answer, hand_next, mend

__all__ = ["answer", "begin", "change", "end", "hand_next", "join", "leave", "mend", "rank", "set_criteria", "settle"]
