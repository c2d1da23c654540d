"""What `shopper check` tells of telephone lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench._programme import company, write_programme
from shopper.cli.lines import tell_lines
from shopper.errors import Exit
from tests.programmes import make_programme

TIMES = "sla: 1 min, tolerable: 5 min, patience: 20 min"
HOTLINE = f"kind: hotline, address: '+380440001123', {TIMES}"
SAID = (
    f"{HOTLINE}, call: {{hearing: {{engine: openai, url: 'http://127.0.0.1:1/v1'}}, "
    "speaking: {command: [say, '{file}']}}"
)


def programme(root: Path, *, hotline: str = HOTLINE, server: str = "sip.provider.example", basis: str = "") -> Path:
    sip = f'{{user: mark, server: "{server}", transport: tcp, password: env:SIP_MARK}}'
    phone = f"{{number: '+380440000017', sip: {sip}}}"
    files = {
        "config/company.yaml": company({"hotline": hotline}, sandbox=False) + basis,
        "config/personas.yaml": f"personas:\n  mark: {{name: Mark, languages: [en], phone: {phone}}}\n",
    }
    return write_programme(make_programme(root).root, files)


def told(root: Path, *, online: bool = False, language: str = "en") -> tuple[int, list[str]]:
    lines: list[str] = []
    return tell_lines(root, language, online=online, told=lines.append), lines


def test_the_lines_are_named_and_what_calls_would_lack(tmp_path: Path) -> None:
    code, lines = told(programme(tmp_path))
    assert code == Exit.OK
    assert lines[0] == "mark: +380440000017, by SIP at sip.provider.example (tcp)"
    assert ["legal_basis" in line for line in lines] == [False, True, False, False]
    assert "no transcript" in lines[2] and "Nothing can be said" in lines[3]


def test_where_nothing_is_lacking_nothing_more_is_told(tmp_path: Path) -> None:
    _, lines = told(programme(tmp_path, hotline=SAID, basis="legal_basis: annex 2\n"))
    assert len(lines) == 1


@pytest.mark.parametrize("language", ["uk", "ru", "pl"])
def test_it_is_told_in_the_owners_language(tmp_path: Path, language: str) -> None:
    root = programme(tmp_path)
    assert all(a != b for a, b in zip(told(root)[1], told(root, language=language)[1], strict=True))


def test_a_line_that_does_not_come_up_is_named_with_the_reason_and_is_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("baresip", reason="calls need the extra: pip install 'mystery-shopper[phone]'")
    monkeypatch.delenv("SIP_MARK", raising=False)
    code, lines = told(programme(tmp_path, server="127.0.0.1:1"), online=True)
    assert code == Exit.OUR_FAULT
    assert lines[0].startswith("mark: +380440000017 is not up: ") and "SIP_MARK" in lines[0]


def test_a_company_without_calls_is_told_nothing(tmp_path: Path) -> None:
    assert told(make_programme(tmp_path).root) == (Exit.OK, [])
