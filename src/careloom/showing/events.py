"""The names of this room's trace entries."""

from careloom.thread.meanings import REPLY_GIVEN

PERSON_TOLD = "person.told"
MESSAGE_BOUNCED = "message.bounced"
WISH_SET = "telling.wished"
TELLING_STOPPED = "telling.stopped"
READERS_JOINED = "readers.joined"
REPLY_PROMISED = "reply.promised"
HOMEWORK_MARKED = "homework.marked"
CLOSURE_SHOWN = "closure.shown"
OPEN_DATA_PUBLISHED = "open_data.published"
PAID_SHOWN = "paid.shown"
ACCESS_GIVEN = "token.made"
ACCESS_USED = "token.used"
ACCESS_ENDED = "token.withdrawn"
FUTURE_NOTED = "future.noted"

__all__ = [
    "ACCESS_ENDED", "ACCESS_GIVEN", "ACCESS_USED", "CLOSURE_SHOWN", "FUTURE_NOTED", "HOMEWORK_MARKED",
    "MESSAGE_BOUNCED", "OPEN_DATA_PUBLISHED", "PAID_SHOWN", "PERSON_TOLD", "READERS_JOINED", "REPLY_GIVEN",
    "REPLY_PROMISED", "TELLING_STOPPED", "WISH_SET",
]  # fmt: skip
