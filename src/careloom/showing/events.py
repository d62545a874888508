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

__all__ = [
    "CLOSURE_SHOWN", "HOMEWORK_MARKED", "MESSAGE_BOUNCED", "PERSON_TOLD", "READERS_JOINED", "REPLY_GIVEN",
    "REPLY_PROMISED", "TELLING_STOPPED", "WISH_SET",
]  # fmt: skip
