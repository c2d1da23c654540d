"""`shopper read`: JSON lines in, the same with labels out, mistakes told by line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def shopper_read(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "shopper", "read", *arguments],
        input=given,
        capture_output=True,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": "", "PYTHONUTF8": "1"},
        check=False,
    )


def lines(rows: list[dict[str, str]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def test_messages_from_standard_input_come_out_with_their_labels() -> None:
    done = shopper_read(given=lines([{"id": "1", "text": "Зателефонуйте 0 800 123 456."}, {"text": "Так, є."}]))
    first, second = (json.loads(line) for line in done.stdout.decode().splitlines())
    assert done.returncode == 0 and done.stderr == b""
    assert first["id"] == "1" and first["labels"]["to"] == ["phone"]
    assert second["labels"]["substantive"] and not second["labels"]["deflection"]


def test_pairs_from_a_file_come_out_with_their_label(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_bytes(lines([{"question": "How much is it?", "a": "It costs 5 EUR.", "b": "It costs 6 EUR."}]))
    done = shopper_read("--pairs", str(file))
    assert json.loads(done.stdout)["label"] == "contradictory"


def test_a_line_that_cannot_be_read_is_named_and_the_others_are_read() -> None:
    given = b'{"text": "Hello!"}\nnot json\n[1, 2]\n{"text": 5}\n\xff\xfe\n\n{"text": "Yes, it is in stock."}\n'
    done = shopper_read(given=given)
    told = done.stderr.decode().splitlines()
    assert len(done.stdout.splitlines()) == 2
    assert done.returncode == 12
    assert [line.split(":")[0] for line in told] == [f"standard input, line {n}" for n in (2, 3, 4, 5)]
    assert "not JSON" in told[0] and "no object" in told[1] and "has to be a text" in told[2] and "UTF-8" in told[3]


def test_of_many_mistakes_some_are_told_and_the_rest_counted() -> None:
    done = shopper_read(given=b"x\n" * 30)
    told = done.stderr.decode().splitlines()
    assert len(told) == 21 and "10 more" in told[-1]


def test_a_file_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    done = shopper_read(str(tmp_path / "none.jsonl"))
    assert done.returncode == 12
    assert b"cannot be read" in done.stderr and b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "",
        "🙂",
        "a" * 100_000,
        "<b>hi</b><br>&nbsp;",
        "\u202eoops\u202c",
        "napishite nam na pochtu",
        "\ud800",
        "0rd3r nvmb3r?",
    ],
)
def test_bad_input_is_read_and_written_back(text: str) -> None:
    done = shopper_read(given=(json.dumps({"text": text}) + "\n").encode())
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["text"] == text
