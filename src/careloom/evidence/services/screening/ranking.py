"""Making the order of reading anew, in the background. The worker keeps the last model, so that it only learns on."""

from array import array
from typing import Any

from django.db import transaction

from careloom.evidence.models import Mending, Reading, Screening, ScreenRecord

State = ScreenRecord.State
UNSEEN = 5  # records kept that stand for what nobody has read
_warm: dict[tuple[int, int], Any] = {}  # (screening, mendings) → its model; one at most


def _model(screening: Screening) -> Any:
    from careloom_methods.screening import Ranking

    key = (screening.pk, Mending.objects.filter(record__screening=screening).count())
    if key not in _warm:
        rows = screening.records.order_by("number").values_list("item__title", "item__summary")
        made = Ranking([f"{title} {summary}" for title, summary in rows])
        _warm.clear()
        _warm[key] = made
    return _warm[key]


def answers(screening: Screening) -> dict[int, bool]:
    """Decided records, and first answers that wait for a second person; never 'not sure'."""
    decided = screening.records.filter(state__in=(State.RELEVANT, State.NOT_RELEVANT)).values_list("number", "state")
    found = {number: state == State.RELEVANT for number, state in decided}
    open_ = Reading.objects.filter(record__screening=screening, record__state=State.SECOND, answer__in=("yes", "no"))
    return found | {number: said == "yes" for number, said in open_.values_list("record__number", "answer")}


def rank(*, screening: Screening) -> None:
    """Learn from all answers and keep the order of what is unread."""
    known = answers(screening)
    model = _model(screening)
    model.answers = dict(sorted(known.items()))
    model.learn()
    unseen = []
    for _n in range(UNSEEN):
        place = model.unseen()
        if place is None:
            break
        unseen.append(place)
        model.answers[place] = False  # only to find the next that stands apart from it too
    model.answers = dict(sorted(known.items()))
    order = array("i", model.unread().tolist())
    with transaction.atomic():
        Screening.objects.filter(pk=screening.pk).update(
            order=order.tobytes(), unseen=unseen, learned=Reading.objects.filter(
                record__screening=screening).exclude(answer="").count())  # fmt: skip
