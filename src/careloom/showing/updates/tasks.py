"""Background work of updates. Each job reads what is there, so one that was skipped or ran twice changes nothing."""

from contextlib import suppress
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.utils.translation import gettext_lazy as _

from careloom.jobs.registry import job
from careloom.jobs.services import progress
from careloom.showing.updates import mails, services
from careloom.showing.updates.models import Subscriber
from careloom.showing.updates.queries import newsletter

STEP = 20  # mails between two words of progress


@job("showing.newsletter_link", _("Mail a link to say yes to our mails"))
def mail_link(*, running: Any, subscriber: str) -> None:
    """One mail to an address that somebody typed."""
    row = Subscriber.objects.filter(public_id=subscriber, stopped_at=None).exclude(email="").first()
    if row:
        with suppress(SMTPRecipientsRefused):  # nobody lives there; the address is forgotten in two weeks
            mails.link(row).send()


@job("showing.newsletter", _("Send call alerts and the newsletter"), every=300, long=True)
def send(*, running: Any) -> None:
    """Make an alert of new calls, then send what goes out, alerts first. Killed anywhere, the next run goes on."""
    services.make_alert(by="system")

    def say(done: int, total: int) -> None:
        if done % STEP == 0:
            progress(running, done=done, total=total, sentence="Sending the newsletter")

    for issue in newsletter.going_out():
        services.send_issue(issue=issue, by="system", say=say)


@job("showing.newsletter_forget", _("Forget addresses whose owner never said yes"), every=86_400)
def forget(*, running: Any) -> None:
    """Once a day."""
    services.forget_unproved(by="system")
