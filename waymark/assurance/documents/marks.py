"""What stands in a text for its look alone: formulas between dollar signs, tags, marks of emphasis.

Pure text to text. Nothing that carries a figure is lost.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"\$([^$\n]{1,200})\$")
_TAG = re.compile(
    r"</?(?:p|i|b|em|strong|u|sup|sub|span|br|hr|td|th|tr|li|ul|ol|div)\b[^<>]*/?>", re.IGNORECASE
)
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,2}|_{1,2})(?=\S)([^*_\n]{1,200}?)(?<=\S)\1(?![\w*])")
_COMMANDS = {
    r"\chi": "χ", r"\rho": "ρ", r"\kappa": "κ", r"\alpha": "α", r"\leq": "≤", r"\le": "≤", r"\geq": "≥", r"\ge": "≥",
    r"\lt": "<", r"\gt": ">", r"\times": "×", r"\pm": "±", r"\%": "%", r"\,": " ", r"\;": " ",
}  # fmt: skip
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def plain(text: str) -> str:
    """The text without marks: “$\\chi^2 = 3.8$, *Title*” is “χ² = 3.8, Title”."""
    if "$" in text:
        text = _FORMULA.sub(lambda found: _formula(found[1]), text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(r"\2", text)
    return text.replace("\u00a0", " ")


def _formula(inside: str) -> str:
    for command, letter in _COMMANDS.items():
        inside = inside.replace(command, letter)
    inside = re.sub(r"\^\{?(\d)\}?", lambda found: found[1].translate(_RAISED), inside)
    return re.sub(r"\\(?:text|mathrm|mathit)\{([^{}]*)\}", r"\1", inside).replace("{", "").replace("}", "")
