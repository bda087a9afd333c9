"""When a reader sees the desk on a report of 190 pages: in a real browser, from the click to words on the screen.

    python benchmarks/first_paint.py STUDY [--runs 5]

STUDY is a demonstration study (`waymark demo`), made as large as for workbench.py and served in the same way; nobody
else is at work. Each run is a browser that has never been there. Given are the medians of the first contentful paint
as the browser tells it, and of the first frames in which a question and a paragraph of the report stand within the
window. Target: the later of the two within a second. Needs Chromium: `chromium` on the path, or its place in CHROMIUM.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.loaded_study import PAGES, Reader, load, served

PORT = 8918
WIDTH, HEIGHT = 1280, 800
WATCH = """
const wanted = {question: "#instrument .wm-question:not([hidden])", paragraph: "#report p.wm-paragraph"};
window.seen = {};
const look = () => {
  for (const [name, selector] of Object.entries(wanted)) {
    if (name in window.seen) continue;
    const box = document.querySelector(selector)?.getBoundingClientRect();
    if (box && box.height > 0 && box.top < innerHeight && box.bottom > 0) window.seen[name] = performance.now();
  }
  const painted = performance.getEntriesByName("first-contentful-paint")[0];
  if (painted) window.seen.paint = painted.startTime;
  const ready = document.body?.classList.contains("wm-desk-ready");
  if (ready && !("ready" in window.seen)) window.seen.ready = performance.now();
  if (Object.keys(window.seen).length < 4) requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
TOLD = {
    "paint": "first contentful paint",
    "paragraph": "first paragraph of the report in the window",
    "question": "first question in the window",
    "ready": "keys and saving ready",
}


def opened(browser: Browser, reader: Reader) -> dict[str, float]:
    """Milliseconds from the click, by what was seen."""
    address = f"http://127.0.0.1:{PORT}"
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    context.add_cookies([{"name": "waymark_session", "value": reader.session, "url": address}])
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(f"{address}/reading/{reader.form}")
    for _ in range(200):
        seen: dict[str, float] = page.evaluate("window.seen")
        if len(seen) == len(TOLD):
            break
        page.wait_for_timeout(25)
    context.close()
    return seen


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("study", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as scratch:
        study = Path(scratch) / "study"
        shutil.copytree(args.study, study)
        [reader] = load(study, 1)
        with served(study, PORT), sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            runs = [opened(browser, reader) for _ in range(args.runs)]
            browser.close()
    print(f"A report of {PAGES} pages, {args.runs} browsers one after the other, {os.cpu_count()} cores\n")
    print("| seen | median | longest |\n|---|---|---|")
    for name, words in TOLD.items():
        took = [run[name] for run in runs if name in run]
        told = f"{statistics.median(took):.0f} ms | {max(took):.0f} ms" if took else "never | never"
        print(f"| {words} | {told} |")


if __name__ == "__main__":
    main()
