"""What the store knows of a study: its people, what was received, who did what, what was frozen."""

from __future__ import annotations

from django.db import models


class Person(models.Model):
    """Someone who acts in the study. The role decides what they may do."""

    class Role(models.TextChoices):
        LEAD = "lead", "Lead analyst"
        READER = "reader", "Reader"
        VIEWER = "viewer", "Viewer"

    handle = models.CharField(max_length=80, unique=True)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.READER)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=["lead", "reader", "viewer"]), name="person_role"
            ),
        ]

    def __str__(self) -> str:
        return self.handle


class Event(models.Model):
    """One thing that was done. Events are only ever added; the store itself refuses changes."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="events")
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]

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
