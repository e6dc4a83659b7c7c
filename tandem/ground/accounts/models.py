"""Who may come in: organizations, users, memberships with roles, invitations and API tokens."""

import hashlib
import secrets
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel import clock
from tandem.ground.ledger import naming

USED_EVERY = timedelta(minutes=1)
RESERVED_SLUGS = frozenset(
    {
        "accounts",
        "api",
        "static",
        "health",
        "welcome",
        "join",
        "start",
        "organizations",
        "catalogue",
        "installation",
        "intake",
        "calendar",
        "clients",
        "answer",
        "status",
    }
)


def check_time_zone(name: str) -> None:
    """Raise ValidationError unless the name is in the IANA time zone database."""
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is no time zone; write for example Europe/Vienna."), params={"name": name})


def check_slug(slug: str) -> None:
    """Raise ValidationError for words that Tandem's own addresses use."""
    if slug in RESERVED_SLUGS or f"/{slug}" == settings.PREFIX:
        raise ValidationError(_("“%(slug)s” is used by Tandem itself; choose another."), params={"slug": slug})


def check_language(code: str) -> None:
    """Raise ValidationError unless this installation has the words of the language."""
    if code not in dict(settings.LANGUAGES):
        raise ValidationError(_("“%(code)s” is no language of this installation."), params={"code": code})


class Organization(models.Model):
    """A service provider whose management system is kept here; strictly apart from every other one."""

    slug = models.CharField(
        _("short name"),
        max_length=40,
        unique=True,
        error_messages={"unique": _("There is an organization of this short name already; choose another one.")},
        validators=[RegexValidator(r"^[a-z][a-z0-9-]*$", _("Use lower-case letters, digits and hyphens.")), check_slug],
    )
    name = models.CharField(_("name"), max_length=200)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[check_time_zone])
    kind = models.CharField(
        _("kind"), max_length=10, choices=[("own", _("own")), ("client", _("client"))], default="own"
    )
    language = models.CharField(
        _("language of documents"), max_length=15, default=settings.LANGUAGE_CODE, validators=[check_language]
    )
    headcount = models.PositiveIntegerField(_("people"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """Time zone in which this organization reads its times."""
        return ZoneInfo(self.time_zone)


class UserManager(BaseUserManager["User"]):
    """Creates users by their e-mail address, which is kept in lower case."""

    def create_user(self, email: str, name: str = "", password: str | None = None) -> "User":
        """A new user; without a password none can be used until one is set."""
        user = self.model(email=email.strip().lower(), name=name or email.partition("@")[0])
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person who can sign in; what they may do is decided by their memberships."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_operator = models.BooleanField(_("operates this installation"), default=False)
    list_layouts = models.JSONField(default=dict, blank=True, editable=False)
    language = models.CharField(_("language"), max_length=15, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """Up to two letters for the round badge beside a name."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


class Role(models.TextChoices):
    """What a member may do; see `tandem.ground.kernel.permissions` for the table."""

    MANAGER = "manager", _("Manager")
    CONTRIBUTOR = "contributor", _("Contributor")
    READER = "reader", _("Reader")
    STAFF = "staff", _("Staff")
    AUDITOR = "auditor", _("Auditor")
    CUSTOMER = "customer", _("Customer")


class Job(models.TextChoices):
    """What a member does all day, which decides the places they have; what they may do is decided by the role."""

    AGENT = "agent", _("Service desk")
    ENGINEER = "engineer", _("Engineer")
    OFFICER = "officer", _("Security officer")


class OfCustomer(models.Model):
    """That somebody is of a customer, perhaps of one of its sites: whoever is, and nobody else, has that role."""

    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("customer")
    )
    site = models.ForeignKey(
        "customers.CustomerSite", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("site")
    )

    class Meta:
        abstract = True

    def insist_of_customer(self, role: str) -> None:
        """Raise ValidationError unless role, customer and site go together."""
        if role == Role.CUSTOMER and self.customer_id is None:
            raise ValidationError({"role": _("Invite people of a customer from the customer's page.")})
        if role != Role.CUSTOMER and (self.customer_id or self.site_id):
            raise ValidationError({"role": _("Whoever is of a customer has no other role here.")})
        if self.site and self.site.customer_id != self.customer_id:
            raise ValidationError({"site": _("This is a site of another customer.")})


class MembershipQuerySet(models.QuerySet["Membership"]):
    def valid_on(self, today: date) -> "MembershipQuerySet":
        """Memberships that have not ended before this day."""
        return self.filter(models.Q(until=None) | models.Q(until__gte=today), user__is_active=True)


class Membership(OfCustomer):
    """One user's role in one organization: for auditors with a last day, for people of a customer with the customer."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="memberships", db_index=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", db_index=False)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    job = models.CharField(_("works as"), max_length=20, choices=Job.choices, blank=True)
    pins = models.JSONField(default=list, blank=True, help_text="Pinned views: pairs of a register and a view's key.")
    notices = models.JSONField(default=dict, blank=True, help_text="Of what they are told, when and how.")
    until = models.DateField(_("last day"), null=True, blank=True)
    last_visit = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "user"], name="one_membership_each")]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"

    def clean(self) -> None:
        if self.role == Role.AUDITOR and self.until is None:
            raise ValidationError({"until": _("An auditor's access needs a last day.")})
        self.insist_of_customer(self.role)
        if self.job and self.role in (Role.STAFF, Role.AUDITOR, Role.CUSTOMER):
            raise ValidationError({"job": _("Only managers, contributors and readers work as something here.")})

    @property
    def has_ended(self) -> bool:
        """True from the day after its last one, by the days of the organization."""
        return self.until is not None and self.until < clock.today(self.organization.zone)

    @property
    def audience(self) -> str:
        """By whose places this member is shown around: those of the job, else those of the role."""
        return self.job or self.role

    @property
    def word(self) -> str:
        """What to call the member: by the job, else by the role."""
        return self.get_job_display() if self.job else self.get_role_display()


def hashed(secret: str) -> str:
    """SHA-256 of a random secret of at least 256 bits; slow hashing would add nothing to such a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


class OneTimeSecret(models.Model):
    """A secret that is shown once and kept only as its hash."""

    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"

    def is_usable(self, now: datetime) -> bool:
        """True until it was used or has expired."""
        return self.used_at is None and now < self.expires_at


class Invitation(OneTimeSecret, OfCustomer):
    """An offer of membership sent to an e-mail address; `mail_problem` is why the message was not taken, once tried."""

    mail_problem = ""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    until = models.DateField(_("last day"), null=True, blank=True)
    invited_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    def clean(self) -> None:
        if self.role == Role.AUDITOR and self.until is None:
            raise ValidationError({"until": _("An auditor's access needs a last day.")})
        self.insist_of_customer(self.role)


class SignInLink(OneTimeSecret):
    """A link that signs one user in once, for the first start and for a lost second factor."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")


class EmailChange(OneTimeSecret):
    """An e-mail address that a user wants to move to, until they opened the link that was sent there."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(_("e-mail address"))


class ApiToken(models.Model):
    """A secret with which a program acts as one user in one organization, within a scope, until a day."""

    class Scope(models.TextChoices):
        READ = "read", _("Read")
        WRITE = "write", _("Read and write")
        CALENDAR = "calendar", _("My work in a calendar")

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="tokens")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=100)
    scope = models.CharField(_("scope"), max_length=10, choices=Scope.choices, default=Scope.READ)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(max_length=12, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    def is_usable(self, now: datetime) -> bool:
        """True until it ended, or its user was shut out."""
        return self.revoked_at is None and now < self.expires_at and self.user.is_active

    def note_use(self, now: datetime) -> None:
        """Remember that it was used; not at every call, which would make each one a write."""
        if self.last_used_at is None or now - self.last_used_at > USED_EVERY:
            with naming.organization(self.organization_id), transaction.atomic():  # in its turn, as every write
                ApiToken.objects.filter(pk=self.pk).update(last_used_at=now)

    @classmethod
    def presented(cls, secret: str) -> "ApiToken | None":
        """The token of this secret, whatever organization it is for; None for an unknown one."""
        secret_hash = hashed(secret)
        with naming.secret(secret_hash):
            return cls.objects.select_related("user", "organization").filter(secret_hash=secret_hash).first()

    @classmethod
    def issue(cls, **fields: Any) -> tuple["ApiToken", str]:
        """A saved token and its secret, which cannot be read again later."""
        secret = "tandem_" + secrets.token_urlsafe(32)
        token = cls(secret_hash=hashed(secret), hint=secret[:11] + "…", **fields)
        token.full_clean()
        with naming.organization(token.organization_id):
            token.save()
        return token, secret
