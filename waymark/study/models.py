"""What the store knows of a study: its people, what was received, who did what, what was frozen."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac


class People(BaseUserManager["Person"]):
    """Django asks its user model for a person by what they type when they sign in."""

    def get_by_natural_key(self, handle: str) -> Person:
        return self.get(handle__iexact=handle)


class Person(AbstractBaseUser):
    """Someone who acts in the study. The role decides what they may do.

    A person is never removed, since the trail speaks of them: their account is closed. `password` cannot be
    matched by anything until the person has chosen one. `second_factor` is the secret shared with their
    authenticator, empty where there is none; `second_factor_offered` waits to be confirmed by a first code;
    `second_factor_last_step` is the 30-second step of the last code used, so that none is used twice.
    """

    class Role(models.TextChoices):
        LEAD = "lead", "Lead analyst"
        READER = "reader", "Reader"
        VIEWER = "viewer", "Viewer"

    handle = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=120, blank=True, default="")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.READER)
    since = models.DateTimeField(auto_now_add=True)
    is_active = models.BooleanField(default=True)
    password = models.CharField(max_length=128, default=UNUSABLE_PASSWORD_PREFIX)
    second_factor = models.CharField(max_length=64, blank=True, default="")
    second_factor_offered = models.CharField(max_length=64, blank=True, default="")
    second_factor_last_step = models.BigIntegerField(default=0)
    sessions_ended = models.PositiveIntegerField(default=0)

    objects = People()
    USERNAME_FIELD = "handle"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=["lead", "reader", "viewer"]), name="person_role"
            ),
            models.UniqueConstraint(Lower("handle"), name="handle_in_any_case_once"),
        ]

    def __str__(self) -> str:
        return self.handle

    @property
    def called(self) -> str:
        return self.name or self.handle

    @property
    def has_second_factor(self) -> bool:
        return bool(self.second_factor)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions hold this; one whose hash no longer agrees has ended.

        It changes with the password, the role, the second factor, the closing of the account and when the
        person ends their sessions.
        """
        standing = (
            self.password,
            self.role,
            str(self.is_active),
            self.second_factor,
            str(self.sessions_ended),
        )
        return salted_hmac(
            "waymark.session", "\n".join(standing), secret=secret, algorithm="sha256"
        ).hexdigest()


class Invitation(models.Model):
    """A link that lets somebody in once. Only the hash of its token is kept.

    With `person` it is for an account that is there already, whose password it sets anew; without, whoever
    follows it makes an account in the role.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=10, choices=Person.Role.choices)
    name = models.CharField(max_length=120, blank=True, default="")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="links")
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(used_by__isnull=True, used_at__isnull=True)
                | models.Q(used_by__isnull=False, used_at__isnull=False),
                name="invitation_used_by_and_at",
            ),
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True) | models.Q(withdrawn_at__isnull=True),
                name="invitation_used_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.name or self.person or 'whoever follows the link'}"


class RecoveryCode(models.Model):
    """A code that stands in for the authenticator once, when it is lost. Only its hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recovery_codes")
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "sha256"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"recovery code of {self.person}"


class SignInAttempt(models.Model):
    """Somebody tried to sign in. What they typed is kept as a keyed hash: it may have been a password."""

    typed = models.CharField(max_length=64)
    address = models.CharField(max_length=45)
    at = models.DateTimeField(auto_now_add=True)
    succeeded = models.BooleanField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="sign_in_attempts")

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["typed", "at"], name="attempt_typed_at"),
            models.Index(fields=["address", "at"], name="attempt_address_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {'signed in' if self.succeeded else 'refused'}"


class Event(models.Model):
    """One thing that was done. Events are only ever added; the store itself refuses changes.

    `case` is our number of the case that the event speaks of, where it speaks of one.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="events")
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    case = models.CharField(max_length=20, blank=True, default="")
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["case", "id"], name="event_case"),
            models.Index(fields=["subject", "id"], name="event_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.person} {self.action} {self.subject}"


class SourceFile(models.Model):
    """A file as received; its bytes lie in the workspace's files/ under the SHA-256."""

    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=40)
    size = models.BigIntegerField()
    received_at = models.DateTimeField(auto_now_add=True)
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="files")
    mapping = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["sha256", "kind"], name="same_file_once")]

    def __str__(self) -> str:
        return self.name


class FrozenState(models.Model):
    """That the data were frozen: the freeze itself is a folder, this is the record of the act."""

    freeze = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="freezes")
    why = models.CharField(max_length=500)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.freeze[:12]
