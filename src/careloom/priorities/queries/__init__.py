"""What pages and other rooms read about priorities."""

from careloom.priorities.queries.choosing import choice_of, decided_in, signatures_of
from careloom.priorities.queries.rounds import (
    candidate_named,
    candidates_of,
    newest_round,
    round_named,
    rounds,
    voices_of,
)

__all__ = [
    "candidate_named", "candidates_of", "choice_of", "decided_in", "newest_round", "round_named", "rounds",
    "signatures_of", "voices_of",
]  # fmt: skip
