"""What came back on paper: uploads, pages, copies by their number, and each question on a copy."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloom.questionnaires.models import Questionnaire, Version


class Scanning(models.Model):
    """One upload of scanned pages. One in `share` of its answers is keyed by a second person; 0: none."""

    public_id = models.CharField(max_length=60, unique=True)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="+")
    share = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)


class ScanFile(models.Model):
    """One file of an upload, sealed; it goes as soon as its pages are read."""

    scanning = models.ForeignKey(Scanning, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    sealed = models.BinaryField()
    fault = models.CharField(max_length=300, blank=True)
    done = models.BooleanField(default=False)


class ScannedCopy(models.Model):
    """One copy by its number, from whatever uploads its pages came. It becomes at most one answer."""

    class State(models.TextChoices):
        OPEN = "open", _("Being looked at")
        ACCEPTED = "accepted", _("Accepted")
        ASIDE = "aside", _("Set aside")

    public_id = models.CharField(max_length=60, unique=True)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    serial = models.CharField(max_length=9)
    edition = models.CharField(max_length=10)
    language = models.CharField(max_length=10)
    for_group = models.BooleanField(default=False)
    pages = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    why_aside = models.CharField(max_length=300, blank=True)
    voice_id = models.CharField(max_length=60, null=True, blank=True, unique=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "serial"], name="serial_once"),
            models.CheckConstraint(
                condition=Q(state="accepted", voice_id__isnull=False, ended_at__isnull=False)
                | Q(state="aside", voice_id__isnull=True, ended_at__isnull=False)
                | Q(state="open", voice_id__isnull=True, ended_at__isnull=True),
                name="accepted_copy_has_answer",
            ),
        ]  # fmt: skip


class ScannedPage(models.Model):
    """One page of a file: read for its copy, a second copy of a page, a stranger's, or refused."""

    class What(models.TextChoices):
        READ = "read", _("Read")
        SECOND = "second", _("A second copy of a page")
        STRANGE = "strange", _("Belongs to another form")
        REFUSED = "refused", _("Could not be read")

    file = models.ForeignKey(ScanFile, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()  # in its file
    copy = models.ForeignKey(ScannedCopy, null=True, blank=True, on_delete=models.CASCADE, related_name="scans")
    page = models.PositiveSmallIntegerField(default=0)  # of its copy
    what = models.CharField(max_length=10, choices=What.choices)
    why = models.CharField(max_length=20, blank=True)
    says = models.CharField(max_length=80, blank=True)  # what the code on a stranger's page names
    picture = models.BinaryField(default=b"")  # sealed
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="scanned_page_once"),
            models.UniqueConstraint(fields=["copy", "page"], condition=Q(what="read"), name="page_of_copy_once"),
        ]


class ScannedItem(models.Model):
    """One question on a copy: what was read or typed first, by a second person, and how a difference was settled.

    The three are sealed form fields; they go when the copy is accepted, because the answer holds them then.
    """

    class State(models.TextChoices):
        LOOK = "look", _("A doubtful box")
        TYPE = "type", _("Words to type")
        SECOND = "second", _("Waits for a second person")
        DIFFERS = "differs", _("Two people differ")
        DONE = "done", _("Settled")

    copy = models.ForeignKey(ScannedCopy, on_delete=models.CASCADE, related_name="items")
    item = models.CharField(max_length=200)
    page = models.PositiveSmallIntegerField()
    box = models.JSONField()  # [x, y, width, height] on its page, in millimetres
    doubts = models.JSONField(default=dict)  # code of a doubtful box → why
    state = models.CharField(max_length=10, choices=State.choices)
    drawn = models.BooleanField(default=False)
    first = models.BinaryField(default=b"")
    first_by = models.CharField(max_length=60, blank=True)  # empty: read by the machine
    second = models.BinaryField(default=b"")
    second_by = models.CharField(max_length=60, blank=True)
    settled = models.BinaryField(default=b"")
    same = models.BooleanField(null=True)  # did the second person say the same?

    class Meta:
        constraints = [models.UniqueConstraint(fields=["copy", "item"], name="scanned_item_once")]
        indexes = [models.Index(fields=["state", "copy"], name="scanned_item_waits")]


class Letter(models.Model):
    """Somebody asked on paper for a letter with the code of their answer. The address goes when it is in the post."""

    copy = models.OneToOneField(ScannedCopy, on_delete=models.CASCADE, related_name="letter")
    sealed = models.BinaryField()
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
