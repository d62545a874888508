"""Every change in this room."""

from careloom.evidence.services import screening
from careloom.evidence.services.agreements import (
    AgreementRefused,
    approve_agreement,
    comment_agreement,
    note_principle,
    publish_framework,
    start_framework,
    write_agreement,
)  # fmt: skip
from careloom.evidence.services.big_index import keep_up
from careloom.evidence.services.duplicates import answer_link, look_for_duplicates, part
from careloom.evidence.services.gaps import (
    GapRefused,
    answer_gap,
    check_gap,
    clone_partner,
    know_partner,
    make_brief,
    move_gap,
    plan_gap,
    raise_gap,
    send_gap,
    write_gap,
)  # fmt: skip
from careloom.evidence.services.imports import match_columns, read_file, start_import
from careloom.evidence.services.library import (
    LENGTHS,
    NotAllowed,
    add_items,
    change_item,
    mark_retracted,
    take_answer,
    withdraw,
)  # fmt: skip
from careloom.evidence.services.pipeline import (
    MatchRefused,
    agree_action,
    check_evidence,
    finish_actions,
    match_study,
    take_studies,
)  # fmt: skip
from careloom.evidence.services.pool import join_pool, leave_pool, note_pool_step
from careloom.evidence.services.searching import index, index_missing
from careloom.evidence.services.summaries import (
    SummaryRefused,
    drop_sentence,
    publish_summary,
    start_summary,
    take_enquiry,
    write_sentence,
)  # fmt: skip
from careloom.evidence.services.triage import (
    appraise,
    ask_question,
    judge,
    note_finding,
    note_search,
    overrule,
    propose_rules,
    reopen,
    sign_judgements,
    sign_rules,
)  # fmt: skip
from careloom.evidence.services.uses import count_download, end_use, see_notice, use

__all__ = [
    "LENGTHS", "AgreementRefused", "GapRefused", "MatchRefused", "NotAllowed", "SummaryRefused", "add_items",
    "agree_action", "answer_gap", "answer_link", "appraise", "approve_agreement", "ask_question", "change_item",
    "check_evidence", "check_gap", "clone_partner", "comment_agreement", "count_download", "drop_sentence", "end_use",
    "finish_actions", "index", "index_missing", "join_pool", "judge", "keep_up", "know_partner",
    "leave_pool",
    "look_for_duplicates", "make_brief", "mark_retracted", "match_columns", "match_study", "move_gap",
    "note_finding", "note_pool_step", "note_principle", "note_search", "overrule", "part", "plan_gap",
    "propose_rules", "publish_framework", "publish_summary", "raise_gap", "read_file", "reopen", "screening",
    "see_notice", "send_gap", "sign_judgements", "sign_rules", "start_framework", "start_import", "start_summary",
    "take_answer", "take_enquiry", "take_studies", "use", "withdraw", "write_agreement", "write_gap",
    "write_sentence",
]  # fmt: skip
