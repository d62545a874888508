"""How items belong together, and what was joined by whom."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from careloom.evidence.models.library import Item


class Link(models.Model):
    """Two items and what they are to each other: found by the method, settled by itself or by a person."""

    class Relation(models.TextChoices):
        SAME = "same", _("The same")
        OTHER_REPORT = "same study, other report", _("Another report of the same study")
        ABOUT = "about it", _("It is about the other: a correction, a reply, a retraction")

    class State(models.TextChoices):
        ASKED = "asked", _("A person must look")
        STANDS = "stands", _("It stands")
        REFUSED = "refused", _("They do not belong together")

    public_id = models.CharField(max_length=60, unique=True)
    one = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="links_from")
    other = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="links_to")
    relation = models.CharField(max_length=30, choices=Relation.choices)
    state = models.CharField(max_length=10, choices=State.choices)
    why = models.JSONField(default=list)
    settled_by = models.CharField(max_length=60, blank=True)  # empty: by the method
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="link_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="link_in_order"),
        ]
        indexes = [models.Index(fields=["state", "id"], name="link_asked")]


class Merge(models.Model):
    """`left` was joined to `kept`. Both stay; `carried` names the tags that `kept` got, so that it can be undone."""

    public_id = models.CharField(max_length=60, unique=True)
    kept = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="merges")
    left = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="merged_by")
    carried = models.JSONField(default=list)  # [what, code]
    why = models.JSONField(default=list)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    undone_by = models.CharField(max_length=60, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_by="", undone_at__isnull=True) | (~Q(undone_by="") & Q(undone_at__isnull=False)),
                name="merge_undone_by_whom",
            ),
            models.UniqueConstraint(fields=["left"], condition=Q(undone_at__isnull=True), name="joined_to_one"),
        ]
