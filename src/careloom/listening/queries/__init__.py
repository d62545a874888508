"""Who answered, who is missing, what was asked of us."""

from careloom.listening.queries.balance import (
    balance,
    by_channel,
    first_timers,
    groups,
    nations,
    outreach,
    paper_waiting,
    role_groups,
)  # fmt: skip

__all__ = [
    "balance", "by_channel", "first_timers", "groups", "nations", "outreach", "paper_waiting", "role_groups",
]  # fmt: skip
