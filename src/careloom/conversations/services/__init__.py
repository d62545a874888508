"""Every change in this room."""

from careloom.conversations.services.bringing_in import Brought, Said, bring_in
from careloom.conversations.services.conversations import change, close, close_due, open_now, propose, start
from careloom.conversations.services.paper import keep_ballot_scans, print_ballots, read_ballot_scan
from careloom.conversations.services.statements import refuse, seed, show, withdraw, write
from careloom.conversations.services.votes import Closed, NotShown, cast, join, read_ballot, take_back
from careloom.conversations.services.weighing import Weighed, count, keep, weigh

__all__ = [
    "Brought", "Closed", "NotShown", "Said", "Weighed", "bring_in", "cast", "change", "close", "close_due", "count",
    "join", "keep", "keep_ballot_scans", "open_now", "print_ballots", "propose", "read_ballot", "read_ballot_scan",
    "refuse", "seed", "show", "start", "take_back", "weigh", "withdraw", "write",
]  # fmt: skip
