"""A pack that is wrong is refused with one paragraph: what, where, what would be right, nothing changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from waymark.instruments.loading import load_pack, pack_folder
from waymark.instruments.problems import CallProblem, InputProblem


def refused(folder: Path) -> str:
    """The paragraph with which the pack is refused."""
    with pytest.raises(InputProblem) as caught:
        load_pack(folder)
    paragraph = caught.value.paragraph()
    assert "\n" not in paragraph
    assert paragraph.endswith("Nothing was changed.")
    assert paragraph.startswith(folder.name) or str(folder) in paragraph
    return paragraph


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, f"{file} has no {old}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def add(folder: Path, file: str, text: str) -> None:
    with (folder / file).open("a", encoding="utf-8") as stream:
        stream.write(text)


@pytest.mark.parametrize(
    ("precedence", "right"),
    [
        ('precedence = ["sheet", "sample", ', "Put “sample” first in “precedence”."),
        ('final = ["sheet"]\nprecedence = ["sample", "sheet", ', "first in “precedence” and into “final”."),
    ],
)
def test_a_sample_that_another_source_can_overrule_is_refused(
    tiny_pack_folder: Path, precedence: str, right: str
) -> None:
    change(tiny_pack_folder, "instruments.toml", "layer = 1", 'layer = 1\nsampled_into = "rusty"')
    change(tiny_pack_folder, "variables.toml", 'sources = ["sheet"]', 'sources = ["sheet", "sample"]')
    change(tiny_pack_folder, "pack.toml", 'precedence = ["sheet", ', precedence)
    paragraph = refused(tiny_pack_folder)
    assert "another source can overrule what a sample says of “rusty”" in paragraph
    assert right in paragraph
    first = 'final = ["sample"]\nprecedence = ["sample", "sheet", '
    change(tiny_pack_folder, "pack.toml", precedence, first)
    assert load_pack(tiny_pack_folder).instruments[0].sampled_into == "rusty"


def test_the_pack_that_the_others_are_made_from_is_right(tiny_pack_folder: Path) -> None:
    assert load_pack(tiny_pack_folder).about.name == "tiny"


# file, what stands there, what is put instead, words of the paragraph
CHANGES = {
    "a final source that is none": (
        "pack.toml",
        "precedence = [",
        'final = ["adjudicatd"]\nprecedence = ["adjudicated", ',
        ("there is no source “adjudicatd”", "Did you mean “adjudicated”?"),
    ),
    "an answer that is none": (
        "pack.toml",
        "precedence = [",
        'answer_codes = { "not state" = "unknown" }\nprecedence = [',
        ("there is no answer “not state”", "Did you mean “not stated”?"),
    ),
    "an instrument for an unknown population": (
        "instruments.toml",
        "layer = 1",
        'layer = 1\npopulation = "inspectd"',
        ("instrument.sheet", "there is no population “inspectd”", "Did you mean “inspected”?"),
    ),
    "a sample that sets a variable that is none": (
        "instruments.toml",
        "layer = 1",
        'layer = 1\nsampled_into = "rustee"',
        ("instrument.sheet", "there is no variable “rustee”", "Did you mean “rusty”?"),
    ),
    "a sample that sets a variable which does not know of it": (
        "instruments.toml",
        "layer = 1",
        'layer = 1\nsampled_into = "rusty"',
        ("instrument.sheet", "“rusty”, which does not name that source", "Add “sample” to its sources."),
    ),
    "a sample that sets a variable without yes and no": (
        "instruments.toml",
        "layer = 1",
        'layer = 1\nsampled_into = "colour"',
        ("“colour” cannot say whether a case is in a sample", "the categories “yes” and “no”"),
    ),
    "a wrong key": (
        "variables.toml",
        'label = "Colour"',
        'lable = "Colour"',
        ("variables.toml", "variable.colour", "there is no key “lable”", "Did you mean “label”?"),
    ),
    "a wrong key inside a row": (
        "tables.toml",
        '{ variable = "many_gears" }',
        '{ variabel = "many_gears" }',
        ("table 1", "there is no key “variabel” in “rows[0]”", "Did you mean “variable”?"),
    ),
    "a wrong table of TOML": (
        "selection.toml",
        "[[check]]",
        "[[checks]]",
        ("selection.toml", "there is no key “checks”", "Did you mean “check”?"),
    ),
    "a missing key": (
        "variables.toml",
        'definition = "The colour of the frame."',
        "",
        ("variables.toml", "variable.colour", "the key “definition” is missing"),
    ),
    "a missing key of the pack": (
        "pack.toml",
        'case_number = "ticket"',
        "",
        ("pack.toml", "the key “case_number” is missing"),
    ),
    "a wrong type": (
        "variables.toml",
        "low = 1",
        'low = "one"',
        ("variables.toml", "variable.gears", "there is text in “low”", "It has to be a whole number."),
    ),
    "a measure that does not exist": (
        "tables.toml",
        '{ key = "all", label = "All" }',
        '{ key = "all", label = "All", measure = "percentage" }',
        ("table 1", "“percentage” cannot stand in “columns[1].measure”", "Did you mean “percent”?"),
    ),
    "no TOML": (
        "variables.toml",
        "[variable.ticket]",
        "[variable.ticket",
        ("variables.toml", "this is not TOML"),
    ),
    "single brackets": (
        "selection.toml",
        "[[check]]",
        "[check]",
        ("selection.toml", "check", "Write [[check]] above each."),
    ),
    "an unknown variable": (
        "selection.toml",
        'variable = "visit"',
        'variable = "visits"',
        ("selection “twice”", "there is no variable “visits”", "Did you mean “visit”?"),
    ),
    "an unknown category in a condition": (
        "selection.toml",
        'is = "duplicate"',
        'is = "duplicated"',
        ("selection “twice”", "there is no category of “visit” “duplicated”", "Did you mean “duplicate”?"),
    ),
    "two tests in one condition": (
        "selection.toml",
        'is = "duplicate"',
        'is = "duplicate", stated = true',
        ("selection twice", "exactly one of: is, in, not_in, from/to/below, stated"),
    ),
    "a range of words": (
        "pack.toml",
        'where = [{ variable = "inspected", is = "yes" }]',
        'where = [{ variable = "inspected", from = 3 }]',
        ("population.inspected", "“inspected” has no range: it is a category"),
    ),
    "a population inside itself": (
        "pack.toml",
        'label = "Bicycles counted"',
        'label = "Bicycles counted"\nwithin = "inspected"',
        ("population.counted", "lies within itself"),
    ),
    "a variable derived from itself": (
        "variables.toml",
        'derive = { bands = "gears" }',
        'derive = { bands = "many_gears" }',
        ("variable.many_gears", "derived from itself"),
    ),
    "a variable with sources and a derivation": (
        "variables.toml",
        'derive = { bands = "gears" }',
        'derive = { bands = "gears" }\nsources = ["sheet"]',
        ("variable.many_gears", "either sources or a derivation"),
    ),
    "a category without its categories": (
        "variables.toml",
        'type = "number"',
        'type = "category"',
        ("variable.gears", "a variable of this type lists its categories"),
    ),
    "a code twice": (
        "variables.toml",
        '{ code = "blue", label = "Blue" }',
        '{ code = "red", label = "Blue" }',
        ("variable.colour", "two categories have the same code"),
    ),
    "an unknown source": (
        "variables.toml",
        'sources = ["sheet", "notification"]',
        'sources = ["sheets", "notification"]',
        ("variable.colour", "there is no source “sheets”", "Did you mean “sheet”?"),
    ),
    "a variable asked twice": (
        "instruments.toml",
        'variable = "rusty"',
        'variable = "colour"',
        ("instrument.sheet", "the variable “colour” is asked 2 times"),
    ),
    "a question whose variable does not name the instrument": (
        "instruments.toml",
        'variable = "rusty"',
        'variable = "gears"',
        ("instrument.sheet", "“gears” is asked here", "Add “sheet” to its sources."),
    ),
    "a table twice": (
        "tables.toml",
        'number = "2"',
        'number = "1"',
        ("table 1", "the number is given twice"),
    ),
    "a table of an unknown population": (
        "tables.toml",
        'population = "inspected"',
        'population = "inspect"',
        ("table 2", "there is no population “inspect”", "Did you mean “inspected”?"),
    ),
    "a table of an unknown kind": (
        "tables.toml",
        'kind = "counts"',
        'kind = "count"',
        ("tables.toml", "table 1", "“count” cannot stand in “kind”", "Did you mean “counts”?"),
    ),
    "a column without a label": (
        "tables.toml",
        '{ key = "all", label = "All" }',
        '{ key = "all" }',
        ("table 1", "a column names a variable, or has a key and a label"),
    ),
    "an unknown category of a row": (
        "tables.toml",
        '{ variable = "many_gears" }',
        '{ variable = "many_gears", only = ["some"] }',
        ("table 1", "there is no category of “many_gears” “some”", "Known: few, many."),
    ),
}


@pytest.mark.parametrize("mistake", CHANGES)
def test_a_mistake_is_told_with_place_and_remedy(tiny_pack_folder: Path, mistake: str) -> None:
    file, old, new, words = CHANGES[mistake]
    change(tiny_pack_folder, file, old, new)
    paragraph = refused(tiny_pack_folder)
    for word in words:
        assert word in paragraph


FIGURE = '[[figure]]\nnumber = "1"\ntitle = "F"\nkind = "bars"\nseed = "1"\nx = "colour"\n'

# file, what is written at its end, words of the paragraph
ADDITIONS = {
    "an aggregate of an unknown table": (
        "aggregates.csv",
        "table,row,column,count,percent,value\n9,few,all,3,,\n",
        ("aggregates.csv", "there is no table “9”", "Known: 1, 2."),
    ),
    "an aggregate of an unknown row": (
        "aggregates.csv",
        "table,row,column,count,percent,value\n1,some,all,3,,\n",
        ("aggregates.csv, table 1", "there is no row “some”", "Known: few, many."),
    ),
    "an aggregate of an unknown column": (
        "aggregates.csv",
        "table,row,column,count,percent,value\n1,few,al,3,,\n",
        ("aggregates.csv, table 1", "there is no column “al”", "Did you mean “all”?"),
    ),
    "an aggregate twice": (
        "aggregates.csv",
        "table,row,column,count,percent,value\n1,few,all,3,,\n1,few,all,4,,\n",
        ("table 1, row few, column all is given 2 times",),
    ),
    "a count in words": (
        "aggregates.csv",
        "table,row,column,count,percent,value\n1,few,all,three,,\n",
        ("aggregates.csv, row 2", "there is text in “count”", "It has to be a whole number."),
    ),
    "a column too many": (
        "aggregates.csv",
        "table,row,column,count,percent,value,extra\n1,few,all,3,,,\n",
        ("aggregates.csv, row 1", "there is no column “extra”"),
    ),
    "a cell too many": (
        "aggregates.csv",
        "table,row,column,count,percent,value\n1,few,all,3,,,x\n",
        ("aggregates.csv, row 2", "more cells than the header"),
    ),
    "a slip of an unknown table": (
        "slips.csv",
        "table,row,column,printed,note\n9,few,all,3,\n",
        ("slips.csv", "there is no table “9”"),
    ),
    "a comparison with an unknown population": (
        "tables.toml",
        '\n[[comparison]]\nkey = "c"\ntitle = "C"\nvariable = "colour"\nsample = "inspected"\nfull = "all"\n',
        ("comparison “c”", "there is no population “all”"),
    ),
    "a test of an unknown column": (
        "tables.toml",
        '\n[[table.test]]\nkind = "fisher"\nname = "T"\ncolumns = [["all"], ["every"]]\n',
        ("table 2", "there is no column “every”"),
    ),
    "a test of an unknown row": (
        "tables.toml",
        '\n[[table.test]]\nkind = "fisher"\nname = "T"\nrow_groups = [["yes"], ["perhaps"]]\n',
        ("table 2", "there is no row “perhaps”"),
    ),
    "a list of denominators that is not there": (
        "tables.toml",
        '\n[[table]]\nkind = "counts"\nnumber = "3"\ntitle = "T"\nseed = "1"\npopulation = "counted"\n'
        'rows = [{ variable = "colour" }]\ncolumns = [{ key = "r", label = "R", denominators = "people" }]\n',
        ("table 3", "there is no list of denominators “people”"),
    ),
    "a column of an unknown period": (
        "tables.toml",
        '\n[[table]]\nkind = "counts"\nnumber = "3"\ntitle = "T"\nseed = "1"\npopulation = "counted"\n'
        'rows = [{ variable = "colour" }]\ncolumns = [{ key = "r", label = "R", published = "2019" }]\n',
        ("table 3", "there is no period “2019”"),
    ),
    "a kind of incident in a colour that is not there": (
        "instruments.toml",
        '\n[[instrument.sheet.kind]]\nlabel = "Rust"\ncolour = "rust red"\n',
        ("instrument.sheet", "“rust red” cannot stand"),
    ),
    "a kind of incident by an unknown answer": (
        "instruments.toml",
        '\n[[instrument.sheet.kind]]\nlabel = "Rust"\ncolour = "orange"\n'
        'where = [{ variable = "rusty", is = "maybe" }]\n',
        ("instrument.sheet kind “Rust”", "there is no category of “rusty” “maybe”"),
    ),
    "bands without names": (
        "tables.toml",
        '\n[[table]]\nkind = "areas"\nnumber = "3"\ntitle = "T"\nseed = "1"\npopulation = "counted"\n'
        'area_variable = "shop"\nby = "children"\ncuts = [10, 20]\nlabels = ["small", "large"]\n',
        ("table 3", "2 cuts make 3 bands, but there are 2 labels"),
    ),
    "a sentence with a name that nothing fills": (
        "figures.toml",
        FIGURE + 'sentence = "{totl} in all."\n',
        ("figure 1, sentence", "there is no name “totl”", "Did you mean “total”?"),
    ),
    "a sentence with an open bracket": (
        "figures.toml",
        FIGURE + 'sentence = "{total in all."\n',
        ("figure 1", "the sentence cannot be filled"),
    ),
}


@pytest.mark.parametrize("mistake", ADDITIONS)
def test_a_wrong_addition_is_told_likewise(tiny_pack_folder: Path, mistake: str) -> None:
    file, text, words = ADDITIONS[mistake]
    add(tiny_pack_folder, file, text)
    paragraph = refused(tiny_pack_folder)
    for word in words:
        assert word in paragraph


def test_every_mistake_is_told_at_once(tiny_pack_folder: Path) -> None:
    change(tiny_pack_folder, "variables.toml", 'label = "Colour"', 'lable = "Colour"')
    change(tiny_pack_folder, "selection.toml", "[[check]]", "[[checks]]")
    paragraph = refused(tiny_pack_folder)
    assert "“lable”" in paragraph
    assert "“checks”" in paragraph


def test_a_list_that_is_not_utf8_is_told(tiny_pack_folder: Path) -> None:
    text = "table,row,column,printed,note\n1,few,all,½,\n"
    (tiny_pack_folder / "slips.csv").write_bytes(text.encode("cp1252"))
    paragraph = refused(tiny_pack_folder)
    assert "slips.csv" in paragraph
    assert "Save the file as UTF-8." in paragraph


@pytest.mark.parametrize("file", ["variables.toml", "pack.toml"])
def test_a_pack_without_a_needed_file_is_refused(tiny_pack_folder: Path, file: str) -> None:
    (tiny_pack_folder / file).unlink()
    assert f"a pack needs the file {file}" in refused(tiny_pack_folder)


def test_a_pack_that_does_not_exist_is_a_wrong_call() -> None:
    with pytest.raises(CallProblem) as caught:
        pack_folder("scr_2011_15")
    assert "there is no pack “scr_2011_15”. Did you mean “scr_2011_14”?" in str(caught.value)


REPORTS = """
[[review_kind]]
key = "service"
label = "Service record"
words = ["service record"]

[[match_key]]
key = "board"
variables = ["shop"]

[[match_key]]
key = "incident_date"
variables = ["brought_in"]

[[match_key]]
key = "details"
variables = ["colour"]
"""


def test_what_a_pack_knows_of_reports_is_read(tiny_pack_folder: Path) -> None:
    add(tiny_pack_folder, "reports.toml", REPORTS)
    pack = load_pack(tiny_pack_folder)
    assert [key.variables for key in pack.match_keys] == [("shop",), ("brought_in",), ("colour",)]
    assert pack.review_kinds[0].label == "Service record"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('variables = ["colour"]', 'variables = ["color"]', ("match_key details", "Did you mean “colour”?")),
        ('key = "details"', 'key = "colour"', ("reports.toml", "match_key colour")),
        ('key = "incident_date"', 'key = "board"', ("match_key board", "the key stands twice")),
        ('words = ["service record"]', "", ("review_kind service", "the key “words” is missing")),
    ],
)
def test_what_is_wrong_about_reports_is_named(
    tiny_pack_folder: Path, old: str, new: str, says: tuple[str, ...]
) -> None:
    add(tiny_pack_folder, "reports.toml", REPORTS.replace(old, new))
    paragraph = refused(tiny_pack_folder)
    assert all(words in paragraph for words in says), paragraph


def test_more_keys_that_must_match_than_there_are(tiny_pack_folder: Path) -> None:
    add(tiny_pack_folder, "reports.toml", REPORTS)
    change(tiny_pack_folder, "pack.toml", "to = 2020-12-31", "to = 2020-12-31\nkeys_that_match = 4")
    assert "Write a number from 1 to 3" in refused(tiny_pack_folder)
