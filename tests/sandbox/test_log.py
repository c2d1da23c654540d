from __future__ import annotations

import time
from pathlib import Path

from shopper.sandbox.log import LogEntry, SandboxLog, read_log, said_twice


def entry(direction: str, conversation: str, key: str, text: str) -> LogEntry:
    return LogEntry(0, 0, direction, "chat", conversation, key, text, "customer")


def test_an_entry_is_on_disk_at_once_with_both_clocks(tmp_path: Path) -> None:
    log = SandboxLog(tmp_path / "log.jsonl")
    before = time.time_ns() // 1000
    log.add("in", "chat", "c1", "m1", text="Добрий день", sender="customer", subject="x")
    (found,) = read_log(tmp_path / "log.jsonl")
    log.close()
    assert (found.dir, found.channel, found.conversation, found.id, found.text) == (
        "in",
        "chat",
        "c1",
        "m1",
        "Добрий день",
    )
    assert before <= found.at_us <= time.time_ns() // 1000
    assert found.mono_ns <= time.monotonic_ns()
    assert found.more == {"subject": "x"}


def test_a_line_cut_short_by_a_kill_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    log = SandboxLog(path)
    log.add("in", "chat", "c1", "m1", text="a", sender="")
    log.close()
    path.write_text(path.read_text() + '{"at_us": 1, "mono')
    assert [found.id for found in read_log(path)] == ["m1"]


def test_a_line_separator_inside_a_text_does_not_cut_an_entry_in_two(tmp_path: Path) -> None:
    log = SandboxLog(tmp_path / "log.jsonl")
    log.add("in", "chat", "c1", "m1", text="one\u2028two\x85three\nfour", sender="")
    log.close()
    assert [found.text for found in read_log(log.path)] == ["one\u2028two\x85three\nfour"]


def test_what_was_said_twice_is_found_by_id_or_by_its_words_in_one_conversation() -> None:
    first = entry("in", "c1", "m1", "Hello there")
    same_id = entry("in", "c2", "m1", "Something else")
    same_words = entry("in", "c1", "m2", "Hello  there")
    elsewhere = entry("in", "c3", "m3", "Hello there")
    reply = entry("out", "c1", "m1", "Hello there")
    assert said_twice([first, same_id, same_words, elsewhere, reply]) == [same_id, same_words]
