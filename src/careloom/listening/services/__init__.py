"""Every change in this room."""

from careloom.listening.services.outreach import NotSafeYet, plan_outreach, step_outreach
from careloom.listening.services.paper import ask_for_paper, forget_printed, order_copies, paper_sent, print_copies
from careloom.listening.services.results import NothingToRelease, ready_to_release, release_results
from careloom.listening.services.targets import end_help, make_safe, note_access_gap, offer_help, set_target
from careloom.listening.services.waiting import (
    NotOpen,
    ask_for_launch,
    forget_mailed,
    join_waiting_list,
    leave_list,
    leave_waiting_list,
    mark_mailed,
    queue_messages,
)

__all__ = [
    "NotOpen", "NotSafeYet", "NothingToRelease", "ask_for_launch", "ask_for_paper", "end_help", "forget_mailed",
    "forget_printed", "join_waiting_list",
    "leave_list", "leave_waiting_list", "make_safe", "mark_mailed", "note_access_gap", "offer_help", "order_copies",
    "paper_sent", "plan_outreach", "print_copies", "queue_messages",
    "ready_to_release", "release_results", "set_target", "step_outreach",
]  # fmt: skip
