"""Every change of a questionnaire, and every answer that is received."""

from careloom.questionnaires.given import Given
from careloom.questionnaires.services.bringing_in import (
    begin_intake,
    begin_ours,
    match_intake,
    read_intake,
    run_intake,
    start_intake,
)
from careloom.questionnaires.services.keeping import keep_file, keep_picture, mail_receipt, read_file, translate
from careloom.questionnaires.services.making import (
    Closed,
    NotReady,
    add_version,
    change_questions,
    check_words,
    close,
    make_from_files,
    make_questionnaire,
    publish,
    required_words,
    set_dates,
    set_words,
    sign_easy_read,
)
from careloom.questionnaires.services.receiving import (
    correct,
    forget_old,
    new_answer_set,
    read_draft,
    receive,
    receive_many,
    save_draft,
    withdraw,
)
from careloom.questionnaires.services.replacing import replace_words

__all__ = [
    "Closed",
    "Given",
    "NotReady",
    "add_version",
    "begin_intake",
    "begin_ours",
    "change_questions",
    "check_words",
    "close",
    "correct",
    "forget_old",
    "keep_file", "keep_picture",
    "mail_receipt",
    "make_from_files",
    "make_questionnaire",
    "match_intake",
    "new_answer_set",
    "publish",
    "read_draft",
    "read_file",
    "read_intake",
    "receive",
    "receive_many",
    "replace_words",
    "required_words",
    "run_intake",
    "save_draft",
    "set_dates",
    "set_words",
    "sign_easy_read",
    "start_intake",
    "translate",
    "withdraw",
]  # fmt: skip
