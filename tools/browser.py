"""The browser that the web chat's shopper drives: found on the machine, else installed.

In this order: $SHOPPER_BROWSER, Playwright's own Chromium, one on the PATH. Standard library only; Playwright is asked
through the project's own Python.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from machine import CommandFailed, SetupFailed, apt_install, can_apt, run, say, works

ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
DEBIAN = ("chromium", "fonts-noto-color-emoji", "fonts-dejavu-core")
DRIVER_NEEDS = "libatomic1"
"""Debian's package of the one library that Playwright's driver needs and a small machine may lack."""
_ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as playwright:\n"
    "    print(playwright.chromium.executable_path)\n"
)
HELP = (
    "No browser was found, and none could be installed. Do one of these, then run the same command again:\n"
    "    .venv/bin/python -m playwright install --with-deps chromium\n"
    "    sudo apt-get install chromium fonts-noto-color-emoji        (Debian)\n"
    "    export SHOPPER_BROWSER=/path/to/a/chromium-or-chrome"
)


def starts(browser: str) -> bool:
    """Whether a browser can be started: one whose libraries are missing can't, though its file is there."""
    return works([browser, "--version"])


def ensure_driver(python: Path) -> None:
    """Playwright's own driver starts here, without which no browser can be driven. Raises SetupFailed."""
    driver = [str(python), "-m", "playwright", "--version"]
    try:
        run(driver, timeout_s=120)
    except CommandFailed as error:
        if not can_apt():
            raise SetupFailed(
                f"Playwright cannot be started here: {error.reason}\nIt may lack a library; on Debian and Ubuntu: "
                f"sudo apt-get install {DRIVER_NEEDS}. Then run the same command again."
            ) from error
        say(f"set-up: Playwright cannot be started ({error.reason}); trying apt-get install {DRIVER_NEEDS}")
        apt_install([DRIVER_NEEDS])
        run(driver, timeout_s=120)


def playwrights_own(python: Path) -> str | None:
    """Where Playwright would find its own Chromium, None if it isn't there."""
    try:
        said = run([str(python), "-c", _ASK_PLAYWRIGHT], timeout_s=120)
    except CommandFailed:
        return None
    path = said.strip().splitlines()[-1] if said.strip() else ""
    return path if path and Path(path).is_file() else None


def find(python: Path) -> str | None:
    """A browser that starts, or None. Raises SetupFailed where $SHOPPER_BROWSER names something that doesn't."""
    named = os.environ.get("SHOPPER_BROWSER", "").strip()
    if named:
        if not starts(named):
            raise SetupFailed(f"SHOPPER_BROWSER={named} cannot be started: mend it, or unset it to let us look.")
        return named
    own = playwrights_own(python)
    candidates = [own, *(shutil.which(name) for name in ON_PATH), *ELSEWHERE]
    return next((c for c in candidates if c and Path(c).is_file() and starts(c)), None)


def ensure(python: Path) -> str:
    """A browser that starts: the one that is there, else Playwright's download, else Debian's. Raises SetupFailed."""
    ensure_driver(python)
    found = find(python)
    if found:
        return found
    reasons = []
    for what, install in _ways(python):
        say(f"set-up: no browser here; trying {what} (some minutes)")
        try:
            install()
        except SetupFailed as error:
            why = error.reason if isinstance(error, CommandFailed) else str(error)
            reasons.append(f"{what}: {why}")
            continue
        found = find(python)
        if found:
            return found
        reasons.append(f"{what} ended well, but gave no browser that starts.")
    raise SetupFailed("\n".join([*reasons, HELP]))


def _ways(python: Path) -> list[tuple[str, Callable[[], None]]]:
    playwright = [str(python), "-m", "playwright"]

    def by_playwright() -> None:
        run([*playwright, "install", "chromium"], timeout_s=900)
        if can_apt() and not find(python):
            run([*playwright, "install-deps", "chromium"], timeout_s=900)

    ways: list[tuple[str, Callable[[], None]]] = [("Playwright's Chromium", by_playwright)]
    if can_apt():
        ways.append((f"apt-get install {' '.join(DEBIAN)}", lambda: apt_install(DEBIAN)))
    return ways
