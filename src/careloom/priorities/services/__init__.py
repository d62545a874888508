"""Every change in this room."""

from careloom.priorities.services.ballots import (
    Closed,
    NotOnTheList,
    cast,
    change_marks,
    keep_count,
    read_paper,
    withdraw,
)
from careloom.priorities.services.choosing import AlreadyDecided, decide, report_minority, review, sign
from careloom.priorities.services.paper import keep_ballot_scans, print_ballots, read_ballot_scan
from careloom.priorities.services.programme import (
    AlreadyApproved,
    answer,
    approve,
    comment,
    revise,
    start_programme,
)  # fmt: skip
from careloom.priorities.services.rounds import (
    add_source,
    change,
    close,
    close_due,
    open_now,
    propose,
    set_money,
    start,
)
from careloom.priorities.services.weighing import give_weights, score

__all__ = [
    "AlreadyApproved", "AlreadyDecided", "Closed", "NotOnTheList", "add_source", "answer", "approve", "cast", "change",
    "change_marks", "close", "close_due", "comment", "decide", "give_weights", "keep_ballot_scans", "keep_count",
    "open_now", "print_ballots", "propose", "read_ballot_scan", "read_paper", "report_minority", "review", "revise",
    "score", "set_money", "sign", "start", "start_programme", "withdraw",
]  # fmt: skip
