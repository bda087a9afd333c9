"""What the files of the reports are called, as people name files. No two have the same name."""

from __future__ import annotations

import random
import re

from waymark.demo.reports.asked import Brief
from waymark.demo.reports.facts import Facts

_COUNTED = re.compile(r"(?: \((\d+)\))?\.pdf$")


class FileNames:
    def __init__(self, brief: Brief, chance: random.Random) -> None:
        self._stated, self._chance = brief.names.stated, chance
        self._taken: set[str] = set()

    def first(self, facts: Facts) -> str:
        return self._free(self._chance.choice(self._stated["file_name"]), facts, "")

    def again(self, file: str, facts: Facts) -> str:
        """Of a version that was done again."""
        return self._free(self._chance.choice(self._stated["file_again"]), facts, file.removesuffix(".pdf"))

    def _free(self, pattern: str, facts: Facts, stem: str) -> str:
        label = facts.label.all
        name = pattern.format(
            label=label,
            l=label.replace(" ", "_"),
            area=facts.areas[0],
            year=facts.report_day.year,
            month=f"{facts.report_day:%b}",
            v=self._chance.randint(1, 9),
            number=self._chance.randint(10, 9999),
            stem=stem,
        )
        while name.casefold() in self._taken:
            counted = _COUNTED.search(name)
            number = int(counted[1]) + 1 if counted and counted[1] else 1
            name = _COUNTED.sub(f" ({number}).pdf", name)
        self._taken.add(name.casefold())
        return name
