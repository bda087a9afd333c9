"""Reports as the store keeps them: files, texts that never change, what they say of themselves, links to cases."""

from __future__ import annotations

from django.db import models

from waymark.register.models import Notification
from waymark.study.models import Person, SourceFile


class Report(models.Model):
    """One published report, whatever number of files it came as. `ref` is ours and never changes."""

    ref = models.CharField(max_length=20, unique=True)
    position = models.IntegerField(unique=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.ref


class ReportFile(models.Model):
    """One file of a report. `version` counts in order of receipt; exactly one file of a report is `current`."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="files")
    source = models.OneToOneField(SourceFile, on_delete=models.PROTECT, related_name="report_file")
    version = models.IntegerField()
    current = models.BooleanField(default=True)
    likeness = models.FloatField(null=True)  # share of paragraphs in common with the version before

    class Meta:
        ordering = ["report_id", "version"]
        constraints = [
            models.UniqueConstraint(fields=["report", "version"], name="version_once"),
            models.UniqueConstraint(
                fields=["report"], condition=models.Q(current=True), name="one_current_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, version {self.version}"


class ReportText(models.Model):
    """The text of a file as one extractor read it; the store refuses changes. `layout`: pages and paragraphs;
    `fingerprints`: of its long paragraphs, to know versions by."""

    file = models.ForeignKey(ReportFile, on_delete=models.PROTECT, related_name="texts")
    extractor = models.CharField(max_length=40)
    text = models.TextField()
    layout = models.BinaryField()
    fingerprints = models.BinaryField()
    pages = models.IntegerField()
    pages_without_text = models.IntegerField()
    pages_read_by_machine = models.IntegerField()
    notes = models.JSONField(default=list)
    title = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["file_id", "id"]
        constraints = [models.UniqueConstraint(fields=["file", "extractor"], name="text_once")]

    def __str__(self) -> str:
        return f"{self.file}, {self.extractor}"


class StatedField(models.Model):
    """What the machine found that a report says of itself."""

    text = models.ForeignKey(ReportText, on_delete=models.PROTECT, related_name="fields")
    field = models.CharField(max_length=40)
    value = models.TextField()
    confidence = models.FloatField()
    page = models.IntegerField(null=True)
    start = models.IntegerField(null=True)
    end = models.IntegerField(null=True)
    quote = models.TextField(blank=True)

    class Meta:
        ordering = ["text_id", "id"]
        indexes = [models.Index(fields=["field", "text"], name="field_of_text")]


class ReportSection(models.Model):
    text = models.ForeignKey(ReportText, on_delete=models.PROTECT, related_name="sections")
    kind = models.CharField(max_length=40)
    title = models.TextField()
    page = models.IntegerField()
    last_page = models.IntegerField()
    start = models.IntegerField()
    end = models.IntegerField()
    confidence = models.FloatField()

    class Meta:
        ordering = ["text_id", "start", "id"]


class Correction(models.Model):
    """A person's word on one field of a report, in place of the machine's. The last of a field stands.

    It belongs to the report, not to a text, so that it outlives a re-read; its passage is carried along or
    flagged (`carried`)."""

    class Carried(models.TextChoices):
        SAME = "same", "Where it was"
        MOVED = "moved", "Moved with its words"
        ALTERED = "altered", "The words have changed"
        LOST = "lost", "The words are gone"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=40)
    values = models.JSONField()
    why = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    text = models.ForeignKey(ReportText, on_delete=models.PROTECT, null=True, related_name="+")
    page = models.IntegerField(null=True)
    start = models.IntegerField(null=True)
    end = models.IntegerField(null=True)
    quote = models.TextField(blank=True)
    carried = models.CharField(max_length=10, choices=Carried.choices, default=Carried.SAME)

    class Meta:
        ordering = ["report_id", "id"]


class IndexedPassage(models.Model):
    """A passage of the current text of a report, as the full-text index holds it. Made anew from the text."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(ReportText, on_delete=models.PROTECT, related_name="+", db_index=False)
    page = models.IntegerField()
    start = models.IntegerField()
    end = models.IntegerField()
    section = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=60)
    text = models.TextField()


class RefusedFile(models.Model):
    """A file that was offered and could not be taken in, so that it is not tried again by the same reader."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=255)
    reason = models.TextField()
    reader = models.CharField(max_length=40)
    at = models.DateTimeField(auto_now_add=True)


class Link(models.Model):
    """That a report is, or by a person's word is not, a case's. `keys`: each with what was compared."""

    class Decision(models.TextChoices):
        LINKED = "linked", "Linked by the rule"
        TO_CONFIRM = "to confirm", "To confirm"
        CONFIRMED = "confirmed", "Confirmed by a person"
        REFUSED = "refused", "Refused by a person"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="links")
    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="links")
    decision = models.CharField(max_length=12, choices=Decision.choices)
    keys = models.JSONField(default=dict)
    weight = models.FloatField(default=0)
    why = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["report_id", "notification_id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "notification"], name="pair_once"),
            models.CheckConstraint(
                condition=models.Q(decision__in=["linked", "to confirm"], by=None)
                | models.Q(decision__in=["confirmed", "refused"], by__isnull=False),
                name="a_person_confirms_or_refuses",
            ),
        ]


class StateOfReport(models.Model):
    """Why a case has no report, as was heard on a day. The last of a case stands."""

    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="report_states")
    state = models.CharField(max_length=40)
    asked_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["notification_id", "id"]
