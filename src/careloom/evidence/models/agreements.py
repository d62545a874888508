"""What we and a partner agreed on how we work together: versions, comments, two approvals, a public statement."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from careloom.evidence.models.gaps import Partner
from careloom.evidence.models.library import Item


class Agreement(models.Model):
    """One version of the text. It is never changed; a new version follows it."""

    public_id = models.CharField(max_length=60, unique=True)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="agreements")
    number = models.PositiveIntegerField()
    text = models.TextField()
    statement = models.TextField()  # what the public reads of it
    easy = models.TextField()
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "number"], name="agreement_version_once")]


class Side(models.TextChoices):
    """Whose word it is."""

    US = "us", _("The centre")
    THEM = "them", _("The partner")


class AgreementComment(models.Model):
    """A remark on one version."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="comments")
    side = models.CharField(max_length=5, choices=Side.choices)
    words = models.TextField()
    by = models.CharField(max_length=60)
    at = models.DateTimeField()


class AgreementApproval(models.Model):
    """One side's yes to one version; both are needed, written down by two different people."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="approvals")
    side = models.CharField(max_length=5, choices=Side.choices)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "side"], name="approved_once_a_side"),
            models.UniqueConstraint(fields=["agreement", "by"], name="approved_by_two_people"),
        ]


class Framework(models.Model):
    """A table of principles and sources: what each framework says of each principle (E11)."""

    public_id = models.CharField(max_length=60, unique=True)
    once = models.CharField(max_length=80, unique=True)
    title = models.CharField(max_length=300)
    easy = models.TextField()
    made_up = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class Principle(models.Model):
    """What one item says of one principle."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="principles")
    name = models.CharField(max_length=200)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="principles")
    says = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["framework", "name", "item"], name="principle_said_once")]
