"""A second, tiny pack with other names, other answers and other rules: injuries of climbers at a crag."""

from __future__ import annotations

from pathlib import Path

from waymark.instruments.loading import load_pack
from waymark.instruments.pack import Pack

PACK = """
[pack]
name = "climbing"
title = "Falls of climbers"
version = "1"
description = "For tests."
source = "none"
case_number = "slip"
incident_date = "fell_on"
area = "crag"
standing = "verdict"
same_incident = "rope"
precedence = ["warden", "hut_book", "register"]

[population.counted]
label = "Counted"
where = [{ variable = "verdict", is = "included" }]

[population.on_rock]
label = "On rock"
where = [{ variable = "ground", in = ["rock"] }]
"""

VARIABLES = """
[variable.slip]
label = "Slip number"
type = "text"
definition = ""
seed = ""
sources = ["hut_book", "warden"]

[variable.crag]
label = "Crag"
type = "area"
definition = ""
seed = ""
sources = ["hut_book", "warden"]

[variable.fell_on]
label = "Day of the fall"
type = "date"
definition = ""
seed = ""
sources = ["hut_book", "warden"]

[variable.birthday]
label = "Birthday"
type = "date"
definition = ""
seed = ""
sources = ["hut_book", "warden"]

[variable.helmet_given]
label = "Day the helmet was handed out"
type = "date"
definition = ""
seed = ""
sources = ["hut_book"]

[variable.climber_age]
label = "Age of the climber"
type = "age"
definition = ""
seed = ""
unit = "months"
sources = ["hut_book", "warden"]
age_between = { born = "birthday", at = "fell_on" }
low = 120
high = 1200

[variable.age_half]
label = "Half"
type = "category"
definition = ""
seed = ""
derive = { bands = "climber_age" }
categories = [
    { code = "young", label = "Young", below = 360 },
    { code = "old", label = "Old", from = 360 },
]

[variable.ground]
label = "Ground"
type = "category"
definition = ""
seed = ""
sources = ["hut_book", "warden"]
categories = [
    { code = "rock", label = "Rock", synonyms = ["granite"] },
    { code = "ice", label = "Ice" },
    { code = "steep_ice", label = "Steep ice", part_of = "ice" },
    { code = "nobody_knows", label = "Nobody knows", missing = true, synonyms = ["?"] },
]

[variable.helmet]
label = "Helmet"
type = "category"
definition = ""
seed = ""
sources = ["hut_book", "warden"]
categories = [
    { code = "worn", label = "Worn", synonyms = ["yes"] },
    { code = "none", label = "None", synonyms = ["no"] },
]

[variable.hurt]
label = "What was hurt"
type = "categories"
definition = ""
seed = ""
sources = ["hut_book", "warden"]
categories = [
    { code = "head", label = "Head" },
    { code = "arm", label = "Arm" },
    { code = "leg", label = "Leg" },
]

[variable.companions]
label = "Companions"
type = "number"
definition = ""
seed = ""
sources = ["hut_book"]
low = 0
high = 9

[variable.story]
label = "Story"
type = "text"
definition = ""
seed = ""
sources = ["hut_book", "warden"]

[variable.rope]
label = "Place on the rope"
type = "category"
definition = ""
seed = ""
sources = ["register"]
categories = [
    { code = "index", label = "First" },
    { code = "sibling", label = "Next" },
    { code = "duplicate", label = "Again" },
]

[variable.verdict]
label = "Verdict"
type = "category"
definition = ""
seed = ""
sources = ["register"]
categories = [
    { code = "included", label = "In" },
    { code = "excluded", label = "Out" },
    { code = "alongside", label = "Beside" },
]
"""

SELECTION = """
[[selection]]
name = "again"
label = "Written down twice"
outcome = "excluded"
where = [{ variable = "rope", is = "duplicate" }]

[[selection]]
name = "winter"
label = "Ice is another study"
outcome = "alongside"
where = [{ variable = "ground", in = ["ice", "steep_ice"] }]

[[selection]]
name = "same_rope"
label = "Another climber of a rope already counted"
outcome = "excluded"
where = [{ variable = "rope", is = "sibling" }]

[[selection]]
name = "rock_fall"
label = "A fall on rock"
outcome = "included"
where = [{ population = "on_rock" }]

[[check]]
name = "head_with_helmet"
says = "The head was hurt although a helmet was worn."
when = [{ variable = "hurt", is = "head" }]
must = [{ variable = "helmet", is = "none" }]

[[check]]
name = "young_alone"
says = "A young climber without a companion."
when = [{ variable = "age_half", is = "young" }]
must = [{ variable = "companions", from = 1 }]

[[correction]]
name = "helmet_too_late"
says = "The helmet was handed out after the fall and does not count."
variable = "helmet"
becomes = "none"
date = "helmet_given"
later_than = "fell_on"
when = [{ variable = "helmet", is = "worn" }]
"""


def climbing_pack(folder: Path, selection: str = SELECTION) -> Pack:
    (folder / "pack.toml").write_text(PACK, encoding="utf-8")
    (folder / "variables.toml").write_text(VARIABLES, encoding="utf-8")
    (folder / "selection.toml").write_text(selection, encoding="utf-8")
    return load_pack(folder)
