"""Everybody who gave something hears what came of it, once, in their format. Then the ledger is sealed."""

from datetime import timedelta

from careloom.showing import services
from careloom.showing.models import Message
from careloom.site.real.running import Real, do_jobs, soon
from careloom.thread import services as thread

WEEK = timedelta(days=8)  # people we know are told on Mondays; the run does not wait for one


def run(real: Real) -> None:
    """What the jobs do every few minutes, until nothing is left; letters are posted and calls made by hand."""
    rosa = real.staff["rosa"]
    while services.notice(by="system", now=soon()):
        pass
    do_jobs()
    services.open_to_all()
    for step in (services.make_messages, services.send_mails):
        while step(by="system", now=soon() + WEEK):
            pass
    for message in Message.objects.filter(state=Message.State.READY).order_by("pk"):
        services.mark_told(message=message, by=rosa, now=soon() + WEEK)
    services.show_closure(by=rosa)
    thread.seal(by="system", now=soon())
