"""Names of kinds and states, as pages say them."""

from django.utils.translation import gettext, gettext_lazy

from careloom.thread.meanings import State

ONE = {
    "theme": gettext_lazy("Theme"), "meeting": gettext_lazy("Meeting"), "reply": gettext_lazy("Our answer"),
    "conversation": gettext_lazy("Conversation"), "decision": gettext_lazy("Decision"), "gap": gettext_lazy("Gap"),
    "topic": gettext_lazy("Topic"), "lottery": gettext_lazy("Lottery"),
}  # fmt: skip
MANY = {
    "theme": gettext_lazy("Themes"), "meeting": gettext_lazy("Meetings"), "reply": gettext_lazy("Our answers"),
    "conversation": gettext_lazy("Conversations"), "decision": gettext_lazy("Decisions"), "gap": gettext_lazy("Gaps"),
    "topic": gettext_lazy("Topics"), "lottery": gettext_lazy("Lotteries"),
}  # fmt: skip
ANSWERS = [State.CHANGED, State.DECLINED, State.PARKED, State.CONSIDERED]
COLOURS = {State.CHANGED: "good", State.DECLINED: "stop", State.PARKED: "caution", State.CONSIDERED: "quiet",
           State.HEARD: "quiet"}  # fmt: skip


def kind(code: str) -> str:
    """One thing of this kind."""
    return str(ONE.get(code, code))


def kinds(code: str) -> str:
    """Several of this kind."""
    return str(MANY.get(code, code))


def state(code: str) -> str:
    """A state in words."""
    return gettext(str(State(code).label))
