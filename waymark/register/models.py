"""Notifications as the store keeps them: the row as received, the case, what each source says, what is wrong."""

from __future__ import annotations

from django.db import models

from waymark.study.models import Person, SourceFile


class RowReceived(models.Model):
    """One row of a sheet, one entry of a document, exactly as received."""

    file = models.ForeignKey(SourceFile, on_delete=models.PROTECT, related_name="rows")
    place = models.CharField(max_length=255)
    number = models.IntegerField()
    cells = models.JSONField()

    class Meta:
        ordering = ["file_id", "id"]
        constraints = [models.UniqueConstraint(fields=["file", "place", "number"], name="row_once")]

    def __str__(self) -> str:
        return f"{self.file}, {self.place}, row {self.number}"


class Notification(models.Model):
    """One notification. `case_id` is ours and never changes; `position` is its place in order of receipt;
    `case_number` is the sender's, as it stands (see `known_by`)."""

    case_id = models.CharField(max_length=20, unique=True)
    position = models.IntegerField(unique=True)
    row = models.OneToOneField(RowReceived, on_delete=models.PROTECT, related_name="notification")
    case_number = models.CharField(max_length=200, db_index=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.case_id


class StatedValue(models.Model):
    """What one source says of one variable of one case, as read, with every rule of cleaning that touched it."""

    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="stated")
    variable = models.CharField(max_length=80)
    source = models.CharField(max_length=40)
    row = models.ForeignKey(RowReceived, on_delete=models.PROTECT, null=True, related_name="stated")
    reader = models.CharField(max_length=80, blank=True)
    value = models.JSONField(null=True)
    raw = models.TextField()
    rules = models.JSONField(default=list)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ["notification_id", "id"]

    def __str__(self) -> str:
        return f"{self.notification} {self.variable} = {self.value} ({self.source})"


class SettledValue(models.Model):
    """The value of a case that counts: what `waymark select` made of its sources. Made anew each time."""

    notification = models.ForeignKey(Notification, on_delete=models.CASCADE, related_name="settled")
    variable = models.CharField(max_length=80)
    value = models.JSONField(null=True)
    stated = models.ForeignKey(StatedValue, on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=40)
    rules = models.JSONField(default=list)

    class Meta:
        ordering = ["notification_id", "id"]
        indexes = [models.Index(fields=["variable", "notification"], name="settled_variable_of_case")]


class Problem(models.Model):
    """Something of a case that a person should look at."""

    notification = models.ForeignKey(Notification, on_delete=models.CASCADE, related_name="problems")
    check_name = models.CharField(max_length=80)
    variables = models.JSONField(default=list)
    says = models.TextField()

    class Meta:
        ordering = ["notification_id", "id"]


class ProblemLookedAt(models.Model):
    """That a person looked at a problem and left it as it is, or corrected a value, and why. Only ever added.

    Problems are found anew at each selection: one that says the same of the same variables has been looked at.
    """

    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="looked_at")
    check_name = models.CharField(max_length=80)
    variables = models.JSONField(default=list)
    says = models.TextField()
    correction = models.ForeignKey(StatedValue, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    why = models.TextField()

    class Meta:
        ordering = ["notification_id", "id"]
        constraints = [models.CheckConstraint(condition=~models.Q(why=""), name="looked_at_with_a_reason")]
