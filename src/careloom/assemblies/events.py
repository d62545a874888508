"""The names of this room's trace entries."""

ASSEMBLY_MADE, SEATS_SET = "assembly.made", "assembly.seats_set"
CALL_OPENED, CALL_CLOSED, QUOTAS_SET = "recruitment.opened", "recruitment.closed", "recruitment.quotas_set"
APPLIED, WITHDRAWN = "application.received", "application.withdrawn"
PROVED, DISOWNED, FIXED = "application.proved", "application.disowned", "application.fixed"
PURPOSE_SIGNED = "lottery.purpose_signed"
DRAW_ASKED, DRAW_PROPOSED, DRAW_IMPOSSIBLE, DRAW_CONFIRMED = (
    "lottery.asked", "lottery.proposed", "lottery.impossible", "lottery.confirmed")  # fmt: skip
DRAW_DROPPED, LIST_GIVEN = "lottery.dropped", "lottery.list_given"
APPLICANTS_TOLD = "applicants.told"
JOINED, SEAT_DECLINED, TERM_ENDED, INDUCTED, BUDDY_SET = (
    "member.joined", "member.declined", "member.ended", "member.inducted", "member.buddy_set")  # fmt: skip
REPLACED = "member.replaced"
MEETING_PLANNED, INVITED, INVITATION_ANSWERED, PAPER_KEPT = (
    "meeting.planned", "meeting.invited", "invitation.answered", "paper.kept")  # fmt: skip
INVITATION_SENT = "invitation.sent"
QUESTION_AGREED, IDEA_ADDED, IDEA_DROPPED, PLANNER_ADDED = (
    "question.agreed", "idea.added", "idea.dropped", "planner.added")  # fmt: skip
SEATED, INCLUSION_CHECKED = "meeting.seated", "inclusion.checked"
MEETING_OPENED, NOTE_KEPT, NOTES_AGREED = "meeting.opened", "note.kept", "notes.agreed"
ACTION_KEPT, ACTION_DONE, OUTCOME_KEPT, OUTCOME_AGREED = (
    "action.kept", "action.done", "outcome.kept", "outcome.agreed")  # fmt: skip
OUTCOME_TOLD = "outcome.told"
PULSE_GIVEN, MEETING_CLOSED = "pulse.given", "meeting.closed"
PLAN_ITEM_ASKED, PLAN_ITEM_ANSWERED = "plan_item.asked", "plan_item.answered"
NATION_NOTE_KEPT = "nation_note.kept"
