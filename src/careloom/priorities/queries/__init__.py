"""What pages and other rooms read about priorities."""

from careloom.priorities.queries.choosing import (
    adopted_about,
    choice_of,
    decided_in,
    judgements_of,
    reports_of,
    scores_by,
    signatures_of,
)
from careloom.priorities.queries.programme import programme_of, programme_page
from careloom.priorities.queries.rounds import (
    candidate_named,
    candidates_of,
    choices,
    newest_round,
    round_named,
    rounds,
    sources_of,
    voices_of,
)
from careloom.priorities.queries.voting import ballot_by_code, came_of_ballot, count_of

__all__ = [
    "adopted_about", "ballot_by_code", "came_of_ballot", "candidate_named", "candidates_of", "choice_of", "choices",
    "count_of", "decided_in", "judgements_of", "newest_round", "programme_of", "programme_page", "reports_of",
    "round_named", "rounds", "scores_by", "signatures_of", "sources_of", "voices_of",
]  # fmt: skip
