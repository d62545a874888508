"""Who asked for our mails and what they agreed to; issues and call alerts; who was sent what, once."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What somebody can say yes to; each apart from the other."""

    CALLS = "calls", _("Call alerts: hear first of new calls and ways to take part")
    NEWSLETTER = "newsletter", _("The newsletter")


class Subscriber(models.Model):
    """An address that asked for our mails. Until its owner said yes to the link we mailed, nothing else is sent."""

    class Every(models.TextChoices):
        EACH = "each", _("Each issue")
        MONTH = "month", _("At most once a month")
        QUARTER = "quarter", _("At most four times a year")

    class Edition(models.TextChoices):
        STANDARD = "standard", _("Plain")
        EASY = "easy", _("Easy Read")

    public_id = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True)  # empty: forgotten
    person_id = models.CharField(max_length=60, blank=True)  # public id, for people with an account
    purposes = models.JSONField(default=list)
    topics = models.JSONField(default=list)  # slugs; empty: all
    nations = models.JSONField(default=list)  # empty: all
    every = models.CharField(max_length=10, choices=Every.choices, default=Every.EACH)
    edition = models.CharField(max_length=10, choices=Edition.choices, default=Edition.STANDARD)
    language = models.CharField(max_length=10, blank=True)  # empty: Welsh and English
    asked_at = models.DateTimeField()
    links = models.PositiveSmallIntegerField(default=0)  # mails with a link since `asked_at`
    confirmed_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    last_issue_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="subscribed_once"),
            models.CheckConstraint(condition=Q(stopped_at__isnull=True) | Q(email=""), name="stopped_is_forgotten"),
        ]


class MailConsent(models.Model):
    """A subscriber's yes or no to one purpose. A change adds a row; nothing is overwritten."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    given = models.BooleanField()
    wording = models.CharField(max_length=60)
    at = models.DateTimeField()


class Issue(models.Model):
    """One newsletter, composed from what happened and checked by another person; or one call alert, made by itself."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CHECKED = "checked", _("Checked")
        SENDING = "sending", _("Goes out now")
        SENT = "sent", _("Sent")

    public_id = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=12, choices=Purpose.choices)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    words = models.JSONField(default=dict)  # {language: {edition: {title, opening}}}
    pieces = models.JSONField(default=list)  # what is in it: see services.composing
    since = models.DateTimeField()
    until = models.DateTimeField()
    written_by = models.CharField(max_length=60)
    checked_by = models.CharField(max_length=60, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)  # when it began to go out
    addressed_at = models.DateTimeField(null=True, blank=True)  # every delivery is written down
    ended_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)  # {state of delivery: how many}, when it ended

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="issue_number_once"),
            models.UniqueConstraint(fields=["kind"], condition=Q(kind="newsletter", state__in=["draft", "checked"]),
                                    name="one_issue_in_work"),
            models.CheckConstraint(condition=Q(state="draft") | ~Q(checked_by=""), name="issue_sent_is_checked"),
            models.CheckConstraint(
                condition=Q(checked_by="") | ~Q(checked_by=models.F("written_by")) | Q(kind="calls"),
                name="issue_checked_by_another"),
        ]  # fmt: skip


class Alerted(models.Model):
    """A call of which the alert goes out, or went. There is one row for each call, so nobody hears of it twice."""

    ref = models.CharField(max_length=60, unique=True)
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="alerted")


class Delivery(models.Model):
    """One issue to one subscriber. Its number is in the mail; a worker takes it before it sends."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Goes out next")
        SENT = "sent", _("Sent")
        BOUNCED = "bounced", _("Came back")
        STOPPED = "stopped", _("Not sent: they do not want it any more")

    public_id = models.CharField(max_length=60, unique=True)
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="deliveries")
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    taken_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "subscriber"], name="delivered_once")]
        indexes = [models.Index(fields=["issue", "state", "id"], name="delivery_next")]
