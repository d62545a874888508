"""Who answered, who is missing, what was asked of us."""

from careloom.listening.queries.balance import (
    FIELDS,
    balance,
    by_channel,
    due,
    first_timers,
    groups,
    left_to_write,
    other_balance,
    outreach,
    paper_asked,
    paper_waiting,
    safe_listening,
    steps,
    waiting,
)  # fmt: skip
from careloom.listening.queries.benchmarks import benchmark, benchmarks, by_area
from careloom.listening.queries.help import access_gaps, access_gaps_in, kinds, matched, offers

__all__ = [
    "FIELDS", "access_gaps", "access_gaps_in", "balance", "benchmark", "benchmarks", "by_area", "by_channel", "due",
    "first_timers", "groups", "kinds", "left_to_write", "matched", "offers", "other_balance", "outreach",
    "paper_asked", "paper_waiting",
    "safe_listening", "steps", "waiting",
]  # fmt: skip
