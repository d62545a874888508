"""Every change of a questionnaire, and every answer that is received."""

from careloom.questionnaires.services.keeping import keep_file, mail_receipt, read_file, translate
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
    Given,
    correct,
    forget_old,
    new_answer_set,
    read_draft,
    receive,
    receive_many,
    save_draft,
    withdraw,
)

__all__ = [
    "Closed", "Given", "NotReady", "add_version", "change_questions", "check_words", "close", "correct", "forget_old",
    "keep_file", "mail_receipt", "make_from_files", "make_questionnaire", "new_answer_set", "publish", "read_draft",
    "read_file", "receive", "receive_many", "required_words", "save_draft", "set_dates", "set_words", "sign_easy_read",
    "translate", "withdraw",
]  # fmt: skip
