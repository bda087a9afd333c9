"""Reading as the store keeps it: who fills which form for which case, each answer with its passages, and what was
decided where readers differ.

Answers are only ever added: a change is a new version, and of two that were given at the same time one stands
and the other is kept beside it. The store refuses to change what an answer says.
"""

from __future__ import annotations

from django.db import models

from waymark.library.models import Correction, Report, ReportText
from waymark.register.models import Notification, StatedValue
from waymark.study.models import Person, SourceFile


class Kind(models.TextChoices):
    """What an answer is. Without a value it still says something: that is not the same as no answer."""

    VALUE = "value", "An answer"
    NOT_STATED = "not stated", "Not stated"
    UNCLEAR = "unclear", "Unclear"
    NOT_APPLICABLE = "not applicable", "Not applicable"
    TAKEN_BACK = "taken back", "No answer"


class Form(models.Model):
    """One reader's reading of one case with one instrument, by the key that the pack gives it.

    `items`: the variables that are asked; empty is all of the instrument. `place_*`: the line where the reader
    stopped. A form that came in as a file has `read_by`, the reader as the file names them.
    """

    class Part(models.TextChoices):
        FIRST = "first", "First reading"
        SECOND = "second", "Second reading"

    class Manner(models.TextChoices):
        """What a second reader sees of the first one's answers."""

        PACK = "pack", "As the pack says for each question"
        BLIND = "blind", "Nothing"
        VERIFICATION = "verification", "Every answer with its passages"

    case = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="forms")
    instrument = models.CharField(max_length=60)
    part = models.CharField(max_length=10, choices=Part.choices, default=Part.FIRST)
    manner = models.CharField(max_length=12, choices=Manner.choices, default=Manner.PACK)
    items = models.JSONField(default=list)
    reader = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="forms")
    read_by = models.CharField(max_length=80, blank=True)
    file = models.ForeignKey(SourceFile, on_delete=models.PROTECT, null=True, related_name="forms")
    assigned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    place_report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="+")
    place_offset = models.IntegerField(default=0)
    place_question = models.CharField(max_length=80, blank=True)
    next_layer = models.BooleanField(default=False)
    next_layer_why = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "instrument", "reader"],
                condition=models.Q(withdrawn_at=None),
                name="one_form_a_reader",
            ),
            models.UniqueConstraint(
                fields=["case", "instrument"],
                condition=models.Q(withdrawn_at=None, part="first"),
                name="one_first_reading",
            ),
            models.CheckConstraint(
                condition=models.Q(reader__isnull=False) | ~models.Q(read_by=""), name="form_has_reader"
            ),
        ]

    @property
    def reader_name(self) -> str:
        """As people call them; `read_by` where the reader is no person of the study."""
        return self.reader.called if self.reader else self.read_by

    def __str__(self) -> str:
        return f"{self.case}, {self.instrument}, {self.reader_name}"


class Answer(models.Model):
    """One version of one answer. `stands` is false where a newer one stood when this one came in: it is kept, and
    its reader was told. `token` is the sender's own: the same sent twice is one answer. `first` is the first
    reader's answer that a second reader confirmed or corrected; `stated` the imported value that it came from.
    `under`: the number of the instrument's version that its reader saw; an answer of an older store has none, and
    its time tells."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="answers")
    variable = models.CharField(max_length=80)
    version = models.IntegerField()
    stands = models.BooleanField(default=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    value = models.JSONField(null=True)
    memo = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    token = models.UUIDField()
    first = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    stated = models.ForeignKey(StatedValue, on_delete=models.PROTECT, null=True, related_name="+")
    under = models.IntegerField(null=True)

    class Meta:
        ordering = ["form_id", "variable", "version"]
        constraints = [
            models.UniqueConstraint(fields=["form", "variable", "version"], name="answer_version_once"),
            models.UniqueConstraint(fields=["form", "token"], name="answer_sent_once"),
            models.CheckConstraint(
                condition=models.Q(kind="value", value__isnull=False)
                | (~models.Q(kind="value") & models.Q(value__isnull=True)),
                name="only_a_value_has_a_value",
            ),
        ]
        indexes = [
            models.Index(fields=["form", "variable"], condition=models.Q(stands=True), name="standing_answer")
        ]

    def __str__(self) -> str:
        return f"{self.form}: {self.variable} {self.kind} {self.value}"


class Evidence(models.Model):
    """A passage pinned to a question of a form. A better reading of the report carries it along or flags it."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="evidence")
    variable = models.CharField(max_length=80)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="evidence")
    text = models.ForeignKey(ReportText, on_delete=models.PROTECT, related_name="+")
    page = models.IntegerField()
    start = models.IntegerField()
    end = models.IntegerField()
    quote = models.TextField()
    carried = models.CharField(
        max_length=10, choices=Correction.Carried.choices, default=Correction.Carried.SAME
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    token = models.UUIDField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["form_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["form", "token"], name="evidence_sent_once"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="evidence_has_words"),
        ]


class Decision(models.Model):
    """What counts where several read: the readers agree, one of them is right, or neither.

    Only ever added, like answers; `answers` are the keys of those that were looked at.
    """

    class How(models.TextChoices):
        AGREED = "agreed", "The readers agree"
        CHOSEN = "chosen", "One reader is right"
        OTHER = "other", "Neither reader is right"

    case = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="decisions")
    instrument = models.CharField(max_length=60)
    variable = models.CharField(max_length=80)
    version = models.IntegerField()
    stands = models.BooleanField(default=True)
    how = models.CharField(max_length=10, choices=How.choices)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    value = models.JSONField(null=True)
    chosen = models.ForeignKey(Answer, on_delete=models.PROTECT, null=True, related_name="+")
    answers = models.JSONField(default=list)
    why = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    token = models.UUIDField(unique=True)

    class Meta:
        ordering = ["case_id", "instrument", "variable", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "instrument", "variable", "version"], name="decision_version_once"
            ),
            models.CheckConstraint(
                condition=models.Q(how="agreed") | ~models.Q(why=""), name="a_choice_has_a_reason"
            ),
        ]


class ChosenSample(models.Model):
    """A sub-sample of the cases, as it was drawn. `chosen` and `frame` hold it as `waymark.reading.sampling` gives
    and takes it, so that the draw can be repeated; `standing`: the case ids after every swap."""

    name = models.CharField(max_length=120, unique=True)
    population = models.CharField(max_length=60)
    instrument = models.CharField(max_length=60, blank=True)
    size = models.IntegerField()
    seed = models.BigIntegerField()
    variables = models.JSONField(default=list)
    must_have = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    frame = models.JSONField()
    drawn = models.JSONField()
    standing = models.JSONField()
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class SampleSwap(models.Model):
    """One case out of a sample and another in, after it was accepted."""

    sample = models.ForeignKey(ChosenSample, on_delete=models.PROTECT, related_name="swaps")
    out = models.CharField(max_length=20)
    into = models.CharField(max_length=20)
    why = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["sample_id", "id"]
        constraints = [models.CheckConstraint(condition=~models.Q(why=""), name="a_swap_has_a_reason")]


class InstrumentVersion(models.Model):
    """An instrument as it was asked from a time on: `definition` holds its questions and what they mean, `changes` what
    differs from the version before, both as `waymark.instruments` gives and takes them. Only ever added."""

    instrument = models.CharField(max_length=60)
    number = models.IntegerField()
    digest = models.CharField(max_length=64)
    definition = models.JSONField()
    changes = models.JSONField(default=list)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["instrument", "number"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="instrument_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.instrument}, version {self.number}"


class LookedAtAgain(models.Model):
    """That a reader looked at an answer again without giving another: it holds as the question is asked `under` that
    version of the instrument, or, of one that was set aside, that it shall not count. Only ever added; the answer
    itself stays as it is, with whatever was confirmed or decided upon it."""

    class Said(models.TextChoices):
        HOLDS = "holds", "It still holds"
        LET_GO = "let go", "It does not count"

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="looked_at_again")
    said = models.CharField(max_length=8, choices=Said.choices)
    under = models.IntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    token = models.UUIDField(unique=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "said", "under"], name="looked_at_again_once")
        ]
