"""Who gave something, what came of it, and who was told: once, in their format."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from careloom.people.queries import has_pages
from careloom.thread.meanings import State
from careloom.thread.models import Entry


class ReadingPlace(models.Model):
    """Up to which entry the trace has been read. It moves in the same transaction as what was read."""

    name = models.CharField(max_length=40, unique=True)
    entry = models.PositiveBigIntegerField(default=0)


class Contribution(models.Model):
    """One voice, or one seat taken at a meeting, as the trace tells it. `reader` is who is told: person or voice id."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=60, db_index=True)
    reader = models.CharField(max_length=60, db_index=True)
    role = models.CharField(max_length=60, blank=True)
    nation = models.CharField(max_length=60, blank=True)
    people = models.PositiveIntegerField(default=1)
    heard_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.HEARD)
    stands = models.BooleanField(default=True)
    told_at = models.DateTimeField(null=True, blank=True)
    days = models.PositiveIntegerField(null=True, blank=True)  # from heard to told

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "reader"], name="contribution_once"),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True, days__isnull=True) | Q(told_at__isnull=False, days__isnull=False),
                name="told_after_some_days"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["stands", "told_at", "heard_at"], name="contribution_debt"),
            models.Index(fields=["stands", "role", "nation", "state", "days"], name="contribution_group"),
        ]


class Reply(models.Model):
    """What we did, or did not and why, in plain words. Promised to somebody by a day; given when a person signs it."""

    public_id = models.CharField(max_length=60, unique=True)
    about = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, blank=True)
    words = models.JSONField(default=dict)  # {"en-gb": {"standard": {title, heard, considered, did, why}, "easy": …}}
    until = models.DateField(null=True, blank=True)
    owner_id = models.CharField(max_length=60)
    due_on = models.DateField()
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    signed_by = models.CharField(max_length=60, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    entry = models.OneToOneField(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(given_at__isnull=True) | ~Q(state="parked") | Q(until__isnull=False),
                name="parked_until_a_day"),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True, signed_by="", entry__isnull=True)
                | (Q(given_at__isnull=False, entry__isnull=False) & ~Q(signed_by="") & ~Q(state="")),
                name="given_reply_is_signed"),
            models.UniqueConstraint(fields=["about"], condition=Q(given_at__isnull=True), name="one_open_reply"),
        ]  # fmt: skip


class News(models.Model):
    """One thing that came of it, in the words of the day on which people were told. Told words never change."""

    public_id = models.CharField(max_length=60, unique=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=State.choices)
    said = models.JSONField()  # {language: {edition: Said}}
    at = models.DateTimeField()
    until = models.DateField(null=True, blank=True)
    public = models.BooleanField(default=True)
    voices = models.PositiveIntegerField(default=0)  # contributions behind it, and the people they speak for
    people = models.PositiveIntegerField(default=0)
    groups = models.JSONField(default=dict)  # {"role": {group: voices}, "nation": …}; shown only protected
    spread_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")

    class Meta:
        indexes = [models.Index(fields=["public", "-at"], name="news_newest")]


class Message(models.Model):
    """One message to one reader; its number is in the mail, so a mail program that gets it twice shows it once."""

    class Way(models.TextChoices):
        PAGE = "page", _("On their own page")
        RECEIPT = "receipt", _("On the page behind their code")
        EMAIL = "email", _("E-mail")
        LETTER = "letter", _("Letter")
        PHONE = "phone", _("Phone call")

    class State(models.TextChoices):
        WAITING = "waiting", _("Goes out next")
        READY = "ready", _("Waits for somebody to post it or to call")
        TOLD = "told", _("Told")
        BOUNCED = "bounced", _("Came back")
        STOPPED = "stopped", _("Not sent: the person does not want it, or it is no longer true")

    public_id = models.CharField(max_length=60, unique=True)
    reader = models.CharField(max_length=60, db_index=True)
    way = models.CharField(max_length=10, choices=Way.choices)
    edition = models.CharField(max_length=10)
    language = models.CharField(max_length=40)  # in which languages, the first to be read first
    large = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    entry = models.OneToOneField(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(state__in=["told", "bounced"]) | Q(entry__isnull=False),
                                   name="told_is_on_the_trace"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["state", "id"], name="message_next")]

    def wants_translator(self) -> bool:
        """Was it asked for in a language in which we cannot say all of it?"""
        return not all(has_pages(code) for code in self.language.split(","))


class Telling(models.Model):
    """One reader is to hear one piece of news. There is one row for each pair, so nobody hears it twice."""

    news = models.ForeignKey(News, on_delete=models.PROTECT, related_name="tellings")
    reader = models.CharField(max_length=60)
    voices = models.JSONField(default=list)  # ids of the entries of this reader's contributions behind the news
    due_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True, blank=True)  # not told: taken back, not wanted, or no longer true
    message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.PROTECT, related_name="tellings")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["news", "reader"], name="told_once"),
            models.CheckConstraint(condition=Q(over_at__isnull=True) | Q(message__isnull=True), name="over_or_told"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(over_at__isnull=True, message__isnull=True), name="tell_next"),
            models.Index(fields=["reader"], name="telling_reader"),
        ]


class Wish(models.Model):
    """How somebody wants to be told. A guest's address is sealed; nobody is asked for one."""

    class Every(models.TextChoices):
        EACH = "each", _("Each time something happens")
        WEEK = "week", _("Once a week")
        MONTH = "month", _("Once a month")

    reader = models.CharField(max_length=60, unique=True)
    every = models.CharField(max_length=10, choices=Every.choices, default=Every.WEEK)
    edition = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=10, blank=True)
    sealed = models.BinaryField(blank=True, default=b"")
    stopped_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)


class Joined(models.Model):
    """Two readers are one person: whoever was `other` is told as `reader` from then on."""

    other = models.CharField(max_length=60, unique=True)
    reader = models.CharField(max_length=60, db_index=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(other=F("reader")), name="joined_with_another")]


class Mark(models.Model):
    """Somebody marks our homework: whether what we told is good enough. The words are sealed; the trace has none."""

    public_id = models.CharField(max_length=60, unique=True)
    news = models.ForeignKey(News, on_delete=models.PROTECT, related_name="marks")
    reader = models.CharField(max_length=60)
    enough = models.BooleanField()
    sealed = models.BinaryField(blank=True, default=b"")
    once = models.CharField(max_length=80, unique=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["news", "reader"], name="marked_once")]


class Closure(models.Model):
    """Who was told, as published once. `counts` are kept so that the next release tells nothing by its difference."""

    number = models.PositiveIntegerField(unique=True)
    counts = models.JSONField()
    shown = models.JSONField()
    at = models.DateTimeField()
