"""The messages that rules are measured by are labelled consistently, and no mail address in them is anybody's."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "data" / "reading"
LOTS = sorted(path for path in FOLDER.glob("unseen_*.jsonl") if path.stem != "unseen_pairs")
TARGETS = {
    *("phone", "email", "webchat", "telegram", "whatsapp", "viber", "facebook", "instagram", "vk", "twitter", "sms"),
    *("app", "website_form", "branch", "other"),
}
LABELS = {"deflection", "to", "transfer", "asks_for_info", "slots", "auto_ack", "refusal", "substantive"}
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Seven digits or more, in groups or at one go; two groups of three (“20 000”) are an amount.
NUMBER = re.compile(r"(?<![\w.-])\+?\(?\d[\d ()-]{6,}\d")
# What the British regulator keeps for drama, what American films say, and numbers with three noughts in a row.
KEPT_FOR_EXAMPLES = re.compile(r"01632960|447700900|442079460|03069990|08081570|^55501\d\d$|000")
HANDLE = re.compile(r"(?<![\w.+-])@[A-Za-z][\w.]*")


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("lot", LOTS, ids=lambda path: path.stem)
def test_every_row_of_a_lot_agrees_with_itself(lot: Path) -> None:
    for row in rows(lot):
        labels = row["labels"]
        assert set(labels) == LABELS, row["id"]
        assert labels["deflection"] == bool(labels["to"]), row["id"]
        assert set(labels["to"]) <= TARGETS, row["id"]
        assert labels["asks_for_info"] == bool(labels["slots"]), row["id"]
        # A message that only acknowledges does nothing else.
        assert not (labels["auto_ack"] and (labels["deflection"] or labels["asks_for_info"] or labels["substantive"]))
        assert row["text"].strip(), row["id"]


@pytest.mark.parametrize("lot", LOTS, ids=lambda path: path.stem)
def test_a_lot_speaks_all_four_languages_alike(lot: Path) -> None:
    counts = Counter(row["lang"] for row in rows(lot))
    assert set(counts) == {"en", "uk", "ru", "pl"}
    assert max(counts.values()) - min(counts.values()) <= 2


def test_no_message_stands_twice() -> None:
    every = [row for lot in LOTS for row in rows(lot)]
    assert len({row["id"] for row in every}) == len(every)
    assert [text for text, n in Counter(row["text"] for row in every).items() if n > 1] == []


def test_no_address_of_mail_is_anybodys() -> None:
    for lot in [*LOTS, FOLDER / "unseen_pairs.jsonl"]:
        addresses = MAIL.findall(lot.read_text(encoding="utf-8"))
        assert [address for address in addresses if not address.endswith(".example")] == []


def test_the_pairs_are_answers_to_one_question_each() -> None:
    pairs = rows(FOLDER / "unseen_pairs.jsonl")
    assert len(pairs) >= 40
    assert Counter(pair["label"] for pair in pairs).keys() == {"consistent", "contradictory", "unrelated"}
    assert all(pair["question"] and pair["a"] != pair["b"] for pair in pairs)


def test_no_telephone_number_or_handle_is_anybodys() -> None:
    text = "\n".join(lot.read_text(encoding="utf-8") for lot in LOTS)
    numbers = [re.sub(r"\D", "", number) for number in NUMBER.findall(text)]
    assert numbers
    assert [number for number in numbers if not KEPT_FOR_EXAMPLES.search(number)] == []
    assert [handle for handle in HANDLE.findall(text) if handle != "@customer" and "example" not in handle] == []
