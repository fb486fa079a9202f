"""Takes the pictures of the guides from a running demonstration: `python -m bench.pictures`.

Start `make run` first, on an instance folder that nobody has clicked in; for another address give
it: `python -m bench.pictures http://127.0.0.1:8123`. Where Pillow is installed, which is no
requirement, the files get a palette, which more than halves them.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from desk.chromium import chromium_flags, find_chromium

try:
    from PIL import Image
except ImportError:
    Image = None

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
USUAL = "http://127.0.0.1:8000"
MOST_BYTES = 200_000
DESK, PHONE = (1280, 860), (360, 720)


@dataclass(frozen=True)
class Shot:
    """One picture: its file, who looks, where they go, and how large the window is."""

    name: str
    person: str
    links: tuple[str, ...]
    size: tuple[int, int] = DESK
    top: str = ""


# A link is what to press: its words, or a selector that begins with css=.
SHOTS = (
    Shot("coverage", "viewer", ("Overview",), top="h1"),
    Shot("suggestions", "viewer", ("Briefs", "css=td a"), top=".pw-panel", size=(1280, 760)),
    Shot(
        "beside",
        "viewer",
        ("Briefs", "css=td a", "Side by side"),
        top=".pw-beside",
        size=(1280, 760),
    ),
    Shot(
        "blocked",
        "viewer",
        ("Briefs", "css=tr:nth-child(2) td a"),
        top=".pw-panel",
        size=(1280, 620),
    ),
    Shot("why", "viewer", ("Briefs", "css=td a", "Why these?"), top="h1", size=(1280, 760)),
    Shot("network", "viewer", ("Network",), top=".pw-tabs, [aria-label='Ways to see the network']"),
    Shot(
        "survey-phone", "editor", ("css=main form button", "What you do, and who for"), size=PHONE
    ),
)


def take(browser: Browser, base: str, shot: Shot) -> None:
    """Sign in, go there, and write the picture."""
    width, height = shot.size
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{base}/sign-in")
    page.locator(f"form[action$='/{shot.person}'] button").click()
    for words in shot.links:
        press(page, words)
    if shot.top:
        page.locator(shot.top).first.evaluate("it => window.scrollTo(0, it.offsetTop - 24)")
    page.wait_for_load_state("networkidle")
    file = FOLDER / f"{shot.name}.png"
    page.screenshot(path=file, animations="disabled")
    page.context.close()
    shrink(file)
    kept = file.stat().st_size
    print(f"{file.name}: {width} by {height}, {kept / 1000:.0f} kB")
    if kept > MOST_BYTES:
        sys.exit(f"{file.name} is larger than {MOST_BYTES / 1000:.0f} kB: make its window smaller.")


def shrink(file: Path) -> None:
    """Give a picture a palette of 128 colours, which is more than its pages use."""
    if Image is not None:
        with Image.open(file) as picture:
            small = picture.convert("RGB").quantize(128, dither=Image.Dither.NONE)
        small.save(file, optimize=True)


def press(page: Page, link: str) -> None:
    """Press a link by its words, or whatever a selector finds first."""
    by_words = not link.startswith("css=")
    (page.get_by_role("link", name=link) if by_words else page.locator(link)).first.click()


def main(base: str) -> None:
    """Take all pictures."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=chromium_flags())
        for shot in SHOTS:
            take(browser, base.rstrip("/"), shot)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else USUAL)
