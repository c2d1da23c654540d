"""Evidence beside the page: named safely, the same content, found again after both were moved."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.engine.beside import beside, name_of
from shopper.model import Evidence

_SHA = "a1" * 32


def test_page_and_evidence_can_be_moved_together(tmp_path: Path) -> None:
    kept = tmp_path / "store" / _SHA
    kept.parent.mkdir()
    kept.write_bytes(b"picture")
    folder = tmp_path / "out" / "w"
    way = beside(kept, Evidence(_SHA, "image/png", "reply.png", 7), folder)
    moved = Path(shutil.copytree(folder, tmp_path / "sent"))
    shutil.rmtree(tmp_path / "store")
    assert (moved / way).read_bytes() == b"picture"
    assert way == "evidence/a1a1a1a1a1a1a1a1-reply.png"


def test_a_copy_that_was_interrupted_is_made_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(b"whole")
    whole = shutil.copyfile

    def unlinked(*_: object) -> None:
        raise OSError("another disk")

    def cut_short(source: Path, there: Path) -> None:
        Path(there).write_bytes(b"wh")
        raise KeyboardInterrupt

    monkeypatch.setattr("os.link", unlinked)
    monkeypatch.setattr(shutil, "copyfile", cut_short)
    evidence = Evidence(_SHA, "image/png", "reply.png", 5)
    with pytest.raises(KeyboardInterrupt):
        beside(kept, evidence, tmp_path / "w")
    monkeypatch.setattr(shutil, "copyfile", whole)
    way = beside(kept, evidence, tmp_path / "w")
    assert (tmp_path / "w" / way).read_bytes() == b"whole"
    assert len(list((tmp_path / "w" / "evidence").iterdir())) == 1


def test_evidence_that_is_gone_still_gives_a_page(tmp_path: Path) -> None:
    way = beside(tmp_path / "gone", Evidence(_SHA, "message/rfc822", "mail.eml", 7), tmp_path / "w")
    assert way == "evidence/a1a1a1a1a1a1a1a1-mail.eml"
    assert not (tmp_path / "w" / way).exists()


@pytest.mark.parametrize(
    ("name", "media_type", "expected"),
    [
        ("reply.html", "text/html", "-reply.txt"),
        ("x.svg", "application/octet-stream", "-x.txt"),
        ("../../etc/passwd", "text/plain", "-passwd.txt"),
        ("call.wav", "audio/wav", ".wav"),
        ("", "image/png", ".png"),
        ("x.shtml", "application/octet-stream", "-x.txt"),
        ("x.xht", "application/octet-stream", "-x.txt"),
        ("x.exe", "application/octet-stream", "-x.txt"),
        ("order.answer", "Text/HTML", "-order.txt"),
        ("order.answer", "application/x-msdownload", "-order.txt"),
        ("x", "application/xhtml+xml", "-x.txt"),
        ("", "", ".txt"),
        ("Photo.JPG", "image/jpeg", "-Photo.jpg"),
    ],
)
def test_a_file_is_opened_as_what_it_is_and_never_run(name: str, media_type: str, expected: str) -> None:
    assert name_of(Evidence(_SHA, media_type, name, 1)) == _SHA[:16] + expected


@given(st.text(), st.sampled_from(["image/png", "text/html", "message/rfc822", "", "a/b"]))
def test_whatever_a_file_is_called_its_name_is_safe(name: str, media_type: str) -> None:
    made = name_of(Evidence(_SHA, media_type, name, 1))
    assert re.fullmatch(r"[A-Za-z0-9-]{16,60}(\.[a-z0-9]{1,12})?", made)
    assert not made.endswith((".html", ".htm", ".svg", ".js", ".xml"))
