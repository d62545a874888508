"""Every change of updates."""

from careloom.showing.updates.services.composing import (
    begin_sending,
    check_issue,
    compose_issue,
    make_alert,
    missing_in_issue,
    write_issue,
)
from careloom.showing.updates.services.delivering import note_bounced, send_issue
from careloom.showing.updates.services.posting import (
    NotReady,
    check_post,
    correct_post,
    missing_in_post,
    publish_post,
    withdraw_post,
    write_post,
)
from careloom.showing.updates.services.subscribing import (
    ask_for_mails,
    forget_unproved,
    say_yes,
    set_wishes,
    set_wishes_of,
    stop_mails,
)

__all__ = [
    "NotReady", "ask_for_mails", "begin_sending", "check_issue", "check_post", "compose_issue", "correct_post",
    "forget_unproved", "make_alert", "missing_in_issue", "missing_in_post", "note_bounced", "publish_post", "say_yes",
    "send_issue", "set_wishes", "set_wishes_of", "stop_mails", "withdraw_post", "write_issue", "write_post",
]  # fmt: skip
