"""Rows of a transcript, read and compared, with the places of the words that decided."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.reading.rows import LABELS, compare_row, read_row


def test_a_row_keeps_what_it_had_and_gets_labels_in_the_shape_of_a_labelled_set() -> None:
    row = read_row({"id": "7", "text": "Please call 0 800 123 456 with your order number.", "company": "Lamps"})
    assert row["id"] == "7" and row["company"] == "Lamps"
    assert row["labels"] == {
        "deflection": True,
        "to": ["phone"],
        "transfer": False,
        "asks_for_info": True,
        "slots": ["order_number"],
        "auto_ack": False,
        "refusal": False,
        "substantive": False,
    }


def test_every_true_label_shows_the_words_that_decided_it() -> None:
    text = "Вітаємо, Олено! Лампа коштує 450 грн. Щоб замовити, напишіть, будь ласка, на sklad@lamps.example."
    row = read_row({"text": text, "lang": "uk"})
    assert [span["text"] for span in row["spans"]["substantive"]] == ["Лампа коштує 450 грн."]
    (sent,) = row["spans"]["deflection"]
    assert "sklad@lamps.example" in sent["text"]
    for spans in row["spans"].values():
        assert all(text[span["start"] : span["end"]] == span["text"] for span in spans)


def test_what_was_asked_before_decides_with_the_text() -> None:
    asked = {"text": "Call 0 800 123 456.", "context": "What is your phone number?"}
    assert not read_row(asked)["labels"]["deflection"]
    assert read_row({"text": "Call 0 800 123 456."})["labels"]["deflection"]


@pytest.mark.parametrize("channel", ["vk", "facebook", "instagram"])
def test_a_private_message_stays_on_the_network_of_the_conversation(channel: str) -> None:
    assert read_row({"text": "Please DM us.", "channel": channel})["labels"]["to"] == [channel]


@pytest.mark.parametrize("row", [{}, {"text": None}, {"text": 5}, {"text": "Hello", "context": ["x"]}])
def test_a_row_without_a_text_is_refused_in_words(row: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="has to be a text"):
        read_row(row)


def test_a_pair_gets_its_label() -> None:
    pair = {"id": "1", "question": "How much is it?", "a": "It costs 5 EUR.", "b": "It costs 6 EUR."}
    assert compare_row(pair) == {**pair, "label": "contradictory"}


_ANY = st.text(alphabet=st.characters(codec="utf-8"), max_size=200)


@given(st.fixed_dictionaries({"text": _ANY}, optional={"context": _ANY, "lang": _ANY, "channel": _ANY}))
def test_any_row_is_read_and_its_spans_stand_in_its_text(row: dict[str, str]) -> None:
    read = read_row(row)
    assert set(read["spans"]) <= {label for label in LABELS if read["labels"][label]}
    for spans in read["spans"].values():
        assert all(row["text"][span["start"] : span["end"]] == span["text"] for span in spans)
