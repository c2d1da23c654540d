"""The error of a press's time on the page of `shopper hand`, with 50 tasks open, and how soon the page answers.

What is true is the browser's own wall clock at the click: on one machine it is the server's too.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shopper.hand.desk import Desk
from shopper.hand.running import running_hand
from shopper.hand.tasks import PRESS, SCOPE, Message, Task, What, press_of
from shopper.journal.sqlite import open_store
from shopper.journal.store import SqlStore
from shopper.programme.loading import load_stock

from ._table import Figure, percentile, show, spread

TASKS = 50
BAR_MS = 100.0

# Beside the page: the wall clock at each press of “sent”, and how long until the page shows what is next.
_WATCH = """
window.presses = {}; window.shown = [];
addEventListener("click", (event) => {
  if (event.target.id !== "sent") return;
  window.presses[document.getElementById("main").dataset.task] = performance.timeOrigin + performance.now();
  window.wall = (window.wall || 0) || Date.now() - (performance.timeOrigin + performance.now());
  const began = performance.now();
  requestAnimationFrame(() => requestAnimationFrame(() => window.shown.push(performance.now() - began)));
}, true);
"""


def run() -> None:
    figures = []
    shown: list[float] = []
    for what, presses, hinder, offline in (
        ("as it is", TASKS, None, False),
        ("each request 0 to 400 ms late", 15, _slow, False),
        ("1 s without a connection", 15, None, True),
    ):
        errors, quick = _pressed(presses, hinder, offline=offline)
        shown += quick
        met = percentile(errors, 99) <= BAR_MS
        figures.append(Figure(f"error, {what} (p50/p99/max)", f"p99 <= {BAR_MS:.0f} ms", spread(errors), met))
    figures.append(Figure(f"until the page shows the press, {TASKS} tasks open", "", spread(shown)))
    show("a press by hand", figures)


def _slow(route: Any) -> None:
    time.sleep(random.uniform(0, 0.4))
    route.continue_()


def _pressed(presses: int, hinder: Callable[[Any], None] | None, *, offline: bool) -> tuple[list[float], list[float]]:
    """Press “sent” in so many of the tasks: how far each time is off, how long the page took to show it (ms)."""
    from playwright.sync_api import sync_playwright

    browsers = load_stock("probes.webchat.browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = open_store(Path(folder) / "journal.db", Path(folder) / "evidence")
        try:
            _open_tasks(store)
            program = browsers.find_browser(playwright.chromium.executable_path)
            browser = playwright.chromium.launch(executable_path=program, args=browsers.flags())
            with running_hand(Desk(store)) as url:
                page = browser.new_page(viewport={"width": 360, "height": 780})
                page.add_init_script(_WATCH)
                page.goto(url)
                page.fill("#name", "Lesia")
                page.click("#begin")
                page.wait_for_selector("main[data-mine=yes] #sent")
                if hinder is not None:
                    page.route("**/api/**", hinder)
                for n in range(presses):
                    if n:
                        page.locator("#list button").first.click()
                    page.wait_for_selector("main[data-mine=yes] #sent")
                    page.context.set_offline(offline)
                    page.click("#sent")
                    if offline:
                        page.wait_for_timeout(1000)
                        page.context.set_offline(False)
                page.unroute_all(behavior="ignoreErrors")
                sent = _until_kept(page, store, presses)
                moments, wall, shown = page.evaluate("[window.presses, window.wall, window.shown]")
            browser.close()
        finally:
            store.close()
    return [abs(at_us / 1000 - (moments[task] + wall)) for task, at_us in sent.items()], shown


def _open_tasks(store: SqlStore) -> None:
    now = time.time_ns() // 1000
    for n in range(TASKS):
        asked = Message(f"m{n}", "How much is the Aurora lamp?", now, now + 3_600_000_000)
        task = Task(
            f"tag{n}", f"j{n}.1", "viber", "Viber", "viber", "+380 44 123 45 67", "Bright Shop", "olena", f"No {n}",
            "en", 30.0, 3600.0, (asked,),
        )  # fmt: skip
        store.put_state(SCOPE, *task.row())


def _until_kept(page: Any, store: SqlStore, presses: int) -> dict[str, int]:
    """task -> when it was sent (UTC µs), once so many are kept, or nothing more comes."""
    sent: dict[str, int] = {}
    for _ in range(600):
        rows = [press_of(value) for key, value in store.list_state(SCOPE) if key.startswith(PRESS)]
        sent = {press.task: press.at_us for press in rows if press.what is What.SENT}
        if len(sent) == presses:
            break
        page.wait_for_timeout(50)
    return sent
