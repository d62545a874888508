"""News and blog posts in every twin, and what was put right in them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloom.centre.models import Topic
from careloom.projects.models import Project


class Post(models.Model):
    """Something we want people to know. It is seen when another person checked it and every twin is there."""

    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        BLOG = "blog", _("Blog post")
        RESPONSE = "response", _("Opinion or response")
        REPORT = "report", _("Report or article")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CHECKED = "checked", _("Checked")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    public_id = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=80, unique=True)  # the address never changes, so that it can be cited
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.NEWS)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    words = models.JSONField(default=dict)  # {language: {edition: {title, summary, body}}}
    credit = models.JSONField(default=dict)  # {language: how the author wants to be named}; empty: not named
    credit_agreed = models.BooleanField(default=False)  # the author chose this credit
    author_id = models.CharField(max_length=60, blank=True)  # public id, where the author is a person we know
    lived = models.BooleanField(default=False)  # written from lived experience
    nation = models.CharField(max_length=60, blank=True)  # empty: the whole UK
    tags = models.JSONField(default=list)
    topics = models.ManyToManyField(Topic, blank=True, related_name="posts")
    projects = models.ManyToManyField(Project, blank=True, related_name="posts")
    media = models.ManyToManyField("showing.MediaItem", blank=True, related_name="posts")
    news = models.ManyToManyField("showing.News", blank=True, related_name="posts")  # decisions, replies, meetings …
    written_by = models.CharField(max_length=60)
    checked_by = models.CharField(max_length=60, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason = models.JSONField(default=dict)  # {language: why it was withdrawn}

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state="draft") | ~Q(checked_by=""), name="post_seen_is_checked"),
            models.CheckConstraint(condition=Q(checked_by="") | ~Q(checked_by=models.F("written_by")),
                                   name="post_checked_by_another"),
            models.CheckConstraint(condition=~Q(state="published") | Q(published_at__isnull=False),
                                   name="post_has_its_day"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["state", "-published_at"], name="post_newest")]

    def __str__(self) -> str:
        return self.slug


class Correction(models.Model):
    """What was put right in a published post, with its day. What it said before is kept."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="corrections")
    note = models.JSONField()  # {language: what was wrong, and what is right}
    before = models.JSONField()
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
