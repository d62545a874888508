"""Every change in this room."""

from careloom.listening.services.outreach import NotSafeYet, plan_outreach, step_outreach
from careloom.listening.services.paper import ask_for_paper, paper_sent
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
    sign_up,
)

__all__ = [
    "NotOpen", "NotSafeYet", "NothingToRelease", "ask_for_launch", "ask_for_paper", "end_help", "forget_mailed",
    "join_waiting_list",
    "leave_list", "leave_waiting_list", "make_safe", "mark_mailed", "note_access_gap", "offer_help", "paper_sent",
    "plan_outreach", "queue_messages",
    "ready_to_release", "release_results", "set_target", "sign_up", "step_outreach",
]  # fmt: skip
