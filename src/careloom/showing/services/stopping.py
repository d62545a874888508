"""What is not told any more: taken back, not wanted, or no longer true."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from careloom.showing.models import Message, News, Telling

OPEN = (Message.State.WAITING, Message.State.READY)


@transaction.atomic
def overtake(*, entry_id: str, by_news: News, at: datetime) -> None:
    """Something newer takes the place of what was told: whoever has not heard the old words never will."""
    old = News.objects.filter(entry__public_id=entry_id).exclude(pk=by_news.pk).first()
    if old is None:
        return
    News.objects.filter(pk=old.pk).update(replaced_by=by_news)
    for message in Message.objects.select_for_update().filter(tellings__news=old, state__in=OPEN):
        message.tellings.filter(news=old).update(message=None, over_at=at)
        if not message.tellings.exists():
            end(message=message, at=at)
    Telling.objects.filter(news=old, message=None, over_at=None).update(over_at=at)


@transaction.atomic
def end(*, message: Message, at: datetime | None = None) -> None:
    """This message does not go out; what it would have told is over."""
    now = at or timezone.now()
    if Message.objects.filter(pk=message.pk, state__in=OPEN).update(state=Message.State.STOPPED, ended_at=now):
        message.tellings.update(message=None, over_at=now)
