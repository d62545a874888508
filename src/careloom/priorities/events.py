"""The names of this room's trace entries."""

ROUND_STARTED, ROUND_OPENED, ROUND_CLOSED = "round.started", "round.opened", "round.closed"
CANDIDATE_PROPOSED, CANDIDATE_CHANGED, CANDIDATE_SOURCED = (
    "candidate.proposed", "candidate.changed", "candidate.sourced")  # fmt: skip
MONEY_SET = "round.money_set"
SCORED, WEIGHTS_GIVEN = "candidate.scored", "weights.given"
BALLOT_CAST, BALLOT_WITHDRAWN = "ballot.cast", "ballot.withdrawn"
COUNTED, BALLOTS_PRINTED = "ballots.counted", "round.ballots_printed"
DECIDED, DECLINED, PARKED = "priority.decided", "priority.declined", "priority.parked"
SIGNED, MINORITY_REPORTED, REVIEWED = "priority.signed", "priority.minority_report", "priority.reviewed"
PROGRAMME_STARTED, PROGRAMME_VERSIONED = "programme.started", "programme.versioned"
PROGRAMME_COMMENTED, PROGRAMME_ANSWERED, PROGRAMME_APPROVED = (
    "programme.commented", "programme.answered", "programme.approved")  # fmt: skip
