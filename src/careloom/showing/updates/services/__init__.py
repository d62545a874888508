"""Every change of updates."""

from careloom.showing.updates.services.checking import NotReady
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
    check_post,
    correct_post,
    missing_in_post,
    publish_post,
    withdraw_post,
    write_post,
)
from careloom.showing.updates.services.showing_media import (
    answer_appearance,
    ask_to_appear,
    check_media,
    keep_media,
    missing_in_media,
    publish_media,
    take_down,
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
    "NotReady", "answer_appearance", "ask_for_mails", "ask_to_appear", "begin_sending", "check_issue", "check_media",
    "check_post", "compose_issue", "correct_post", "forget_unproved", "keep_media", "make_alert", "missing_in_issue",
    "missing_in_media", "missing_in_post", "note_bounced", "publish_media", "publish_post", "say_yes", "send_issue",
    "set_wishes", "set_wishes_of", "stop_mails", "take_down", "withdraw_post", "write_issue", "write_post",
]  # fmt: skip
