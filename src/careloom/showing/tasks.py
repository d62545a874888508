"""This room's background work. Every job reads what is there, so one that was skipped or ran twice changes nothing."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from careloom.jobs.registry import job
from careloom.jobs.services import progress
from careloom.showing import services
from careloom.showing.models import News


@job("showing.notice", _("Read what happened, and see who must be told"), every=60, long=True)
def notice(*, running: Any) -> None:
    """Read on in the trace until there is nothing left; each step is kept as it goes."""
    done = 0
    while found := services.notice(by="system"):
        done += found
        progress(running, done=done, total=done, sentence="Reading what happened")
    services.open_to_all()


@job("showing.spread", _("Find everybody whose voice is behind it"), long=True)
def spread(*, running: Any, news: str) -> None:
    """From one piece of news to everybody behind it."""
    row = News.objects.select_related("entry").get(public_id=news)
    services.spread(news=row, say=lambda done, total, words: progress(running, done=done, total=total, sentence=words))


@job("showing.tell", _("Tell people what came of it"), every=300, long=True)
def tell(*, running: Any) -> None:
    """Make the messages that are due, and send the mails. Killed anywhere, the next run goes on where it was."""
    done = 0
    for step in (services.make_messages, services.send_mails):
        while found := step(by="system"):
            done += found
            progress(running, done=done, total=done, sentence="Telling people what came of it")


@job("showing.closure", _("Publish who was told"), every=604_800)
def closure(*, running: Any) -> None:
    """Once a week: the public numbers of who was told."""
    services.show_closure(by="system")


@job("showing.paid", _("Show what was paid in a quarter that has ended"), every=86_400)
def paid(*, running: Any) -> None:
    """Once a night: every quarter that has ended, once."""
    services.show_paid(by="system")


@job("showing.open_data", _("Publish the open data"), every=86_400)
def open_data(*, running: Any) -> None:
    """Once a night: every public table as the next release, where something changed."""
    services.publish_open_data(by="system")

from careloom.showing.updates import tasks as _updates  # noqa: E402, F401  # its jobs are found here
