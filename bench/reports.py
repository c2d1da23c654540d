"""Our page against the reports of Allure 3 and pytest-html, on the same 500 results: time to make, size, time to open.

Allure (npm `allure`) and pytest-html are installed for the measurement into a temporary folder, by npm and pip; where
that cannot be done they are left out, and said so.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ._run import environment
from ._table import say
from .scoring import CHANNELS, SERVICES, table

RESULTS = 500
OPENED = 5
_TESTS = """\
import json, pathlib, pytest

ROWS = json.loads(pathlib.Path(__file__).with_name("rows.json").read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_journey(row):
    print("\\n".join(row["said"]))
    assert not row["failed"], row["why"]
"""


def run() -> None:
    card = _card()
    rows = _rows(card)
    with tempfile.TemporaryDirectory(prefix="shopper-bench-") as folder:
        root = Path(folder)
        made: dict[str, tuple[float, Path]] = {}
        for name, make in (("ours", _ours), ("Allure", _allure), ("pytest-html", _pytest_html)):
            place = root / name
            place.mkdir()
            try:
                made[name] = make(place, card, rows)
            except (OSError, subprocess.CalledProcessError, StopIteration) as error:
                say(f"{name} is left out: {error}")
        opened = _opened({name: page for name, (_, page) in made.items()})
        say(f"{len(rows)} results, the same for all; every page is one file")
        for name, (seconds, page) in made.items():
            took = statistics.median(opened[name]) * 1000
            say(
                f"{name:12} made in {seconds:5.2f} s   {page.stat().st_size / 1e3:7,.0f} KB   read after {took:5.0f} ms"
            )


def _card() -> dict[str, Any]:
    from shopper.scoring.scorecard import scorecard

    from ._wave import prepared

    return scorecard(*prepared(table(RESULTS), CHANNELS, SERVICES))


def _rows(card: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the others are given of each journey: its result, its sentence, and what was said."""
    visits = {visit["id"]: visit for visit in card["visits"]}
    return [
        {
            "name": f"{row['title']} {n}",
            "channel": row["channel_title"],
            "failed": row["result"] == "failed",
            "why": row["failures"][0]["sentence"] if row["failures"] else "",
            "seconds": row["seconds"],
            "said": [f"{t['side']}: {t['text']}" for v in row["visits"] for t in visits[v]["turns"]],
        }
        for n, row in enumerate(card["journeys"])
    ]


def _timed(work: Callable[[], Any]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def _ours(place: Path, card: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> tuple[float, Path]:
    """In a process of its own, like the others: from the scorecard's JSON to the page."""
    (place / "scorecard.json").write_text(json.dumps(card), encoding="utf-8")
    script = (
        "import json, pathlib, sys; from shopper.programme.loading import load_stock; p = pathlib.Path(sys.argv[1]);"
        "(p / 'scorecard.html').write_text("
        "load_stock('reports.page').render(json.loads((p / 'scorecard.json').read_text('utf-8'))), 'utf-8')"
    )
    command = [sys.executable, "-c", script, str(place)]
    took = _timed(lambda: subprocess.run(command, env=environment(), check=True))
    return took, place / "scorecard.html"


def _allure(place: Path, card: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> tuple[float, Path]:
    npm = shutil.which("npm")
    if npm is None:
        raise OSError("there is no npm")
    quiet: dict[str, Any] = {"cwd": place, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([npm, "install", "allure@3", "--no-audit", "--no-fund", "--loglevel=error"], check=True, **quiet)
    results = place / "allure-results"
    results.mkdir()
    for n, row in enumerate(rows):
        (results / f"{n}-result.json").write_text(json.dumps(_allure_result(n, row)), encoding="utf-8")
    allure = str(place / "node_modules" / ".bin" / "allure")
    command = [allure, "awesome", "--single-file", "-o", "report", str(results)]
    took = _timed(lambda: subprocess.run(command, check=True, **quiet))
    return took, next((place / "report").rglob("index.html"))


def _allure_result(n: int, row: Mapping[str, Any]) -> dict[str, Any]:
    start = 1_764_147_600_000 + n * 1000
    status = "failed" if row["failed"] else "passed"
    return {
        "uuid": f"{n}", "historyId": f"{n}", "fullName": row["name"], "name": row["name"], "status": status,
        "statusDetails": {"message": row["why"], "trace": row["why"]} if row["failed"] else {}, "stage": "finished",
        "start": start, "stop": start + round(row["seconds"] * 1000),
        "labels": [{"name": "suite", "value": row["channel"]}],
        "steps": [{"name": said, "status": "passed", "stage": "finished", "start": start, "stop": start} for said in
                  row["said"]],
    }  # fmt: skip


def _pytest_html(place: Path, card: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> tuple[float, Path]:
    """What it adds to a run of pytest that fails and prints the same."""
    there = place / "lib"
    pip = [sys.executable, "-m", "pip", "install", "-q", "--target", str(there), "pytest-html"]
    subprocess.run(pip, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    (place / "test_rows.py").write_text(_TESTS, encoding="utf-8")
    (place / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (place / "rows.json").write_text(json.dumps(rows), encoding="utf-8")
    path = {"PYTHONPATH": str(there), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    plain = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(place)]
    page = place / "report.html"
    with_html = [*plain, "-p", "pytest_metadata.plugin", "-p", "pytest_html.plugin", f"--html={page}",
                 "--self-contained-html"]  # fmt: skip
    quiet: dict[str, Any] = {"cwd": place, "env": environment() | path, "stdout": subprocess.DEVNULL}
    without = _timed(lambda: subprocess.run(plain, check=False, **quiet))
    took = _timed(lambda: subprocess.run(with_html, check=False, **quiet)) - without
    return max(0.0, took), next(iter([page] if page.is_file() else []))


def _opened(pages: Mapping[str, Path]) -> dict[str, list[float]]:
    """Seconds from going to a page until a failed result's sentence, or as much text, stands in it."""
    from playwright.sync_api import sync_playwright

    from shopper.programme.loading import load_stock

    browser_of = load_stock("probes.webchat.browser")
    found: dict[str, list[float]] = {name: [] for name in pages}
    with sync_playwright() as playwright:
        program = browser_of.find_browser(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=program, args=browser_of.flags())
        for _ in range(OPENED):
            for name, path in pages.items():
                page = browser.new_page()
                began = time.monotonic()
                page.goto(path.as_uri(), wait_until="load")
                page.wait_for_function("document.body.innerText.trim().length > 400")
                found[name].append(time.monotonic() - began)
                page.close()
        browser.close()
    return found
