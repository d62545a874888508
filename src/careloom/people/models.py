"""Persons, organisations, consent, access needs, equality data, accounts and roles."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Person(models.Model):
    """A human we know."""

    class Format(models.TextChoices):
        WEB = "web", _("Web page")
        EMAIL = "email", _("E-mail")
        EASY = "easy", _("Easy Read")
        LETTER = "letter", _("Letter")
        LARGE = "large", _("Large print")
        PHONE = "phone", _("Phone call")

    public_id = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    nation_code = models.CharField(max_length=40, blank=True)
    role_group = models.CharField(max_length=40, blank=True)
    preferred_format = models.CharField(max_length=10, choices=Format.choices, blank=True)
    preferred_language = models.CharField(max_length=10, blank=True)

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A body we know: its kind, size, who it speaks for, and the part it plays with us."""

    public_id = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60, blank=True)
    size_band = models.CharField(max_length=40, blank=True)
    speaks_for = models.TextField(blank=True)
    user_led = models.BooleanField(null=True)
    carer_led = models.BooleanField(null=True)
    nation_code = models.CharField(max_length=40, blank=True)
    website = models.URLField(max_length=300, blank=True)
    part = models.TextField(blank=True)  # what it does with us; who has one is a partner
    is_public = models.BooleanField(default=False)  # stands on the page of partners

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """Whom to speak to at an organisation. A person, so that they are forgotten in one place."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contact_for")
    what_for = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="contact_once")]


class SignedCopy(models.Model):
    """Something agreed with an organisation, in our words, and where the signed copy is."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="signed_copies")
    title = models.CharField(max_length=200)
    says = models.TextField()
    kept_at = models.CharField(max_length=300)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "title", "from_on"], name="signed_copy_once"),
            models.CheckConstraint(condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
                                   name="signed_copy_ends_after_it_begins"),
        ]  # fmt: skip


class SharedWork(models.Model):
    """One thing that we and an organisation do together, with its address where it has one."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="shared_work")
    title = models.CharField(max_length=300)
    address = models.CharField(max_length=300, blank=True)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "title", "on"], name="shared_work_once")]


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by their e-mail address."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """The way a person signs in. The e-mail address is the only login name."""

    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects: ClassVar[Accounts] = Accounts()


class Consent(models.Model):
    """A person's yes or no to one purpose. A change adds a row; nothing is overwritten."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=60)
    given = models.BooleanField()
    wording = models.CharField(max_length=60)
    channel = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "purpose", "-at"], name="consent_latest")]


class AccessNeed(models.Model):
    """What a person needs to take part; asked once, used everywhere."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="access_needs")
    need = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "need"], name="access_need_once")]


class EqualityData(models.Model):
    """Protected characteristics: voluntary, encrypted, apart. Read only through services.read_equality_data."""

    person_id = models.CharField(max_length=60, unique=True)
    sealed = models.BinaryField()


class RoleGrant(models.Model):
    """What a person may do, in which nation (empty: all), from when to when."""

    class Role(models.TextChoices):
        CENTRE_STAFF = "centre_staff", _("Centre staff")
        NATIONAL_LEAD = "national_lead", _("National lead")
        ENGAGEMENT_LEAD = "engagement_lead", _("Engagement lead")
        ANALYST = "analyst", _("Analyst")
        CALL_MANAGER = "call_manager", _("Call manager")
        PAYMENTS_OFFICER = "payments_officer", _("Payments officer")
        EQUALITY_READER = "equality_reader", _("Equality data reader")
        LEADERSHIP = "leadership", _("Leadership")
        ADMINISTRATOR = "administrator", _("Administrator")
        CODER = "coder", _("Coder of answers")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=30, choices=Role.choices)
    nation_code = models.CharField(max_length=40, blank=True)
    granted_by = models.CharField(max_length=60)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "nation_code"], condition=Q(until__isnull=True), name="role_granted_once"
            ),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="role_ends"),
        ]
