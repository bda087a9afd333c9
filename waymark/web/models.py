"""What the workbench itself keeps for a person: the views of its lists that they named."""

from __future__ import annotations

from django.db import models

from waymark.study.models import Person


class SavedView(models.Model):
    """A list as somebody wants to find it again. `page` is the address of the list, `query` what was asked of it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="views")
    page = models.CharField(max_length=80)
    name = models.CharField(max_length=80)
    query = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["person", "page", "name"], name="view_name_once")]

    def __str__(self) -> str:
        return self.name
