"""Taking the pictures: each page in a browser on loopback, 1280 pixels wide, written with as few colours as it needs.

In: a study that is served, and the list of pictures. Out: PNG files.
"""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urljoin

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.pictures.pages_shown import Picture
from waymark.study.models import Person
from waymark.web.people.sessions import BACKEND

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
WIDTH = 1280
LARGEST_BYTES = 200 * 1024
COLOURS = (256, 128, 64)


def take(pictures: Sequence[Picture], address: str, folder: Path, width: int = WIDTH) -> None:
    options = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    # All that the store is asked for comes before Playwright begins: within its loop Django would use whatever
    # connection an earlier test left there.
    people = dict.fromkeys(picture.person for picture in pictures if picture.person)
    keys = {handle: session_of(Person.objects.get(handle=handle)) for handle in people}
    asked = [(picture, picture.where()) for picture in pictures]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        for picture, page in asked:
            taken = take_one(chromium, picture, address + page, width, keys.get(picture.person, ""))
            write(taken, folder / f"{picture.name}.png")
        chromium.close()


def take_one(browser: Browser, picture: Picture, address: str, width: int, session: str) -> bytes:
    context = browser.new_context(
        viewport={"width": width, "height": picture.height}, reduced_motion="reduce"
    )
    if session:
        context.add_cookies([{"name": "waymark_session", "value": session, "url": urljoin(address, "/")}])
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    for key in picture.keys.split():
        page.keyboard.press(key)
    settle(page, picture)
    taken = page.screenshot(animations="disabled")
    context.close()
    return taken


def settle(page: Page, picture: Picture) -> None:
    """What the keys began is finished: answers are saved, pictures of pages have come."""
    if picture.shows:
        page.locator(picture.shows).scroll_into_view_if_needed()
        page.evaluate("where => document.querySelector(where).scrollIntoView()", picture.shows)
    page.wait_for_load_state("networkidle")
    for drawn in page.locator("img.wm-page-picture").all():
        if drawn.is_visible():
            drawn.evaluate("image => image.decode()")
    if page.locator("#saved").count():
        expect(page.locator("#saved")).not_to_contain_text("saving")


def session_of(person: Person) -> str:
    """The key of a session in which the person is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def write(png: bytes, file: Path) -> None:
    """With 256 colours, and fewer where the file is still too large for a document."""
    drawn = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in COLOURS:
        drawn.quantize(colours, dither=Image.Dither.NONE).save(file, optimize=True)
        if file.stat().st_size <= LARGEST_BYTES:
            return
