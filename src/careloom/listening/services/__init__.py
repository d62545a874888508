"""Every change in this room."""

from careloom.listening.services.outreach import plan_outreach, step_outreach
from careloom.listening.services.paper import ask_for_paper, paper_sent
from careloom.listening.services.targets import set_target
from careloom.listening.services.waiting import join_waiting_list, leave_waiting_list, mark_mailed

__all__ = [
    "ask_for_paper", "join_waiting_list", "leave_waiting_list", "mark_mailed", "paper_sent", "plan_outreach",
    "set_target", "step_outreach",
]  # fmt: skip
