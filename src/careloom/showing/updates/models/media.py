"""Media items: something to watch or to hear, with its transcript, and the yes of everybody who is in it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloom.centre.models import Topic


class MediaItem(models.Model):
    """A link or a file. It is seen when its transcript is there and everybody who is in it said yes."""

    class Kind(models.TextChoices):
        VIDEO = "video", _("Video")
        EASY_VIDEO = "easy-video", _("Easy Read video")
        SIGNED_VIDEO = "signed-video", _("Video in sign language")
        AUDIO = "audio", _("Audio")
        PODCAST = "podcast", _("Podcast")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CHECKED = "checked", _("Checked")
        PUBLISHED = "published", _("Published")
        TAKEN_DOWN = "taken-down", _("Taken down")

    public_id = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=15, choices=Kind.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    words = models.JSONField(default=dict)  # {language: {edition: {title, about}}}
    transcript = models.JSONField(default=dict)  # {language: text}
    address = models.URLField(max_length=500, blank=True)
    sealed = models.BinaryField(blank=True, default=b"")  # the file, if it is ours
    file_name = models.CharField(max_length=200, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    captions = models.JSONField(default=list)  # codes of the languages of its captions
    topics = models.ManyToManyField(Topic, blank=True, related_name="media")
    written_by = models.CharField(max_length=60)
    checked_by = models.CharField(max_length=60, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    taken_down_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(state__in=["checked", "published"]) | ~Q(checked_by=""),
                                   name="media_seen_is_checked"),
            models.CheckConstraint(condition=~Q(state="taken-down") | Q(address="", taken_down_at__isnull=False),
                                   name="taken_down_is_gone"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["state", "-published_at"], name="media_newest")]


class Appearance(models.Model):
    """Somebody who is in a media item: how they are named, and their yes or no. A no can come at any time."""

    class Answer(models.TextChoices):
        ASKED = "asked", _("Has not answered")
        YES = "yes", _("Said yes")
        NO = "no", _("Said no")

    public_id = models.CharField(max_length=60, unique=True)
    item = models.ForeignKey(MediaItem, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(max_length=200, blank=True)  # empty: not named
    person_id = models.CharField(max_length=60, blank=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.ASKED)
    wording = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.CharField(max_length=60, blank=True)  # staff who wrote down what was said on paper or by phone

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(answer="asked") | Q(answered_at__isnull=False), name="answer_has_a_day"),
        ]  # fmt: skip
