"""The page as a PDF, by the browser that drives the web chat."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest

from shopper.errors import OurFault
from shopper.programme.loading import load_stock

from .. import samples

printing = load_stock("probes.webchat.printing")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "scorecard.html"
    path.write_text(load_stock("reports.page").render(samples.sample_scorecard()), encoding="utf-8")
    return path


def insides(data: bytes) -> bytes:
    """The file with its compressed parts opened."""
    opened = [data]
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            opened.append(zlib.decompress(match[1].rstrip(b"\r\n")))
        except zlib.error:
            continue
    return b"\n".join(opened)


def test_the_page_is_printed_on_a4_with_bookmarks_and_tags(
    page: Path, browser_path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOPPER_BROWSER", browser_path)
    made = printing.print_page(page, page.with_suffix(".pdf"))
    data = made.read_bytes()
    inside = insides(data)
    assert data.startswith(b"%PDF-")
    assert re.search(rb"/MediaBox\s*\[0 0 (595|594)(\.\d+)? 84[12]", inside)
    assert b"/Outlines" in inside
    assert b"/StructTreeRoot" in inside
    assert [p.name for p in page.parent.iterdir() if p.name.startswith(".")] == []


def test_without_a_browser_it_is_our_fault_and_said_how_to_get_one(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPPER_BROWSER", "/nowhere/chromium")
    with pytest.raises(OurFault, match="SHOPPER_BROWSER names /nowhere/chromium") as told:
        printing.print_page(page, page.with_suffix(".pdf"))
    assert told.value.exit_code == 10
