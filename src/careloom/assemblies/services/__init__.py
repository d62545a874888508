"""Every change about Assemblies, their members and their meetings."""

from careloom.assemblies.services.after import (
    agree_notes,
    agree_outcome,
    close_meeting,
    finish_action,
    give_pulse,
    keep_action,
    keep_outcome,
)
from careloom.assemblies.services.before import (
    add_agenda,
    add_idea,
    add_planner,
    agree_question,
    answer_invitation,
    ask_for_help,
    check_inclusion,
    drop_idea,
    invite_members,
    keep_paper,
    open_meeting,
    plan_meeting,
    seat_tables,
)
from careloom.assemblies.services.drawing import (
    ask_draw,
    confirm_draw,
    drop_draw,
    keep_impossible,
    keep_proposal,
    mark_told,
    set_quotas,
    sign_purpose,
)
from careloom.assemblies.services.members import (
    accept_seat,
    decline_seat,
    do_induction_step,
    end_term,
    replace_member,
    set_buddy,
)
from careloom.assemblies.services.recruiting import close_call, open_call, take_applications, withdraw
from careloom.assemblies.services.room import keep_note
from careloom.assemblies.services.setting_up import (
    answer_plan_item,
    ask_plan_item,
    keep_nation_note,
    load_assemblies,
    make_assembly,
    set_seats,
)
from careloom.involvement.services.refusing import Refused

__all__ = [
    "Refused", "accept_seat", "add_agenda", "add_idea", "add_planner", "agree_notes", "agree_outcome", "agree_question",
    "answer_invitation", "answer_plan_item", "ask_draw", "ask_for_help", "ask_plan_item", "check_inclusion",
    "close_call", "close_meeting", "confirm_draw", "decline_seat", "do_induction_step", "drop_draw", "drop_idea",
    "end_term", "finish_action", "give_pulse", "invite_members", "keep_action", "keep_impossible",
    "keep_nation_note", "keep_note",
    "keep_outcome", "keep_paper", "keep_proposal", "load_assemblies", "make_assembly", "mark_told", "open_call",
    "open_meeting", "plan_meeting", "replace_member", "seat_tables", "set_buddy", "set_quotas", "set_seats",
    "sign_purpose", "take_applications", "withdraw",
]  # fmt: skip
