"""Every change in this room."""

from careloom.showing.services.closing import show_closure
from careloom.showing.services.future import note_future
from careloom.showing.services.marking import NotYours, mark_homework
from careloom.showing.services.noticing import notice, open_to_all
from careloom.showing.services.opening import NotDeclared, publish_open_data, take_rows_back
from careloom.showing.services.paying import show_paid
from careloom.showing.services.replying import TWINS, NotReady, give_reply, missing, promise_reply, write_reply
from careloom.showing.services.sending import make_messages, mark_told, note_bounce, send_mails
from careloom.showing.services.spreading import spread
from careloom.showing.services.stopping import end, overtake
from careloom.showing.services.tools import (
    KeyUsed,
    make_token,
    own_key,
    token_of,
    withdraw_token,
    withdraw_tokens_of,
    write_once,
)
from careloom.showing.services.wishing import join_readers, set_wish, stop_telling

__all__ = [
    "TWINS", "KeyUsed", "NotDeclared", "NotReady", "NotYours", "end", "give_reply", "join_readers", "make_messages",
    "make_token", "mark_homework", "mark_told", "missing", "note_bounce", "note_future", "notice", "open_to_all",
    "overtake", "own_key", "promise_reply", "publish_open_data", "send_mails", "set_wish", "show_closure",
    "show_paid", "spread",
    "stop_telling", "take_rows_back", "token_of", "withdraw_token", "withdraw_tokens_of", "write_once", "write_reply",
]  # fmt: skip
