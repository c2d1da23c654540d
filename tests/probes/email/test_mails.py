"""The labelled folder of e-mails: what is read in each, and how often that is right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from shopper.model import TurnKind
from shopper.programme.loading import load_stock
from shopper.reading import read

if TYPE_CHECKING:
    from probes.email.message import Mail, read_mail
else:
    read_mail = load_stock("probes.email.message").read_mail
    Mail = load_stock("probes.email.message").Mail

FOLDER = Path(__file__).parent / "mails"
LABELS: dict[str, dict[str, str]] = yaml.load(  # made by ourselves; the C loader is ten times as fast
    (FOLDER / "labels.yaml").read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader)
)
KINDS = {
    "message": TurnKind.MESSAGE,
    "auto": TurnKind.AUTO,
    "survey": TurnKind.AUTO,
    "bounce": TurnKind.BOUNCE,
}


def lines(text: str) -> list[str]:
    """What is compared: every line that says something; runs of spaces count as one."""
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def is_automatic(mail: Mail) -> bool:
    """By the probe's rules on the mail, or by the reader's on its words: what both make of it together."""
    return mail.kind is not TurnKind.MESSAGE or read(mail.text).auto_ack


@pytest.fixture(scope="module")
def mails() -> dict[str, Mail]:
    return {name: read_mail((FOLDER / f"{name}.eml").read_bytes()) for name in LABELS}


def labelled(kind: str) -> Iterator[tuple[str, dict[str, str]]]:
    return ((name, label) for name, label in LABELS.items() if label["kind"] == kind)


def test_the_folder_holds_what_its_labels_name_and_enough_of_it() -> None:
    assert {path.stem for path in FOLDER.glob("*.eml")} == set(LABELS)
    assert len(LABELS) >= 120
    assert {label["kind"] for label in LABELS.values()} == set(KINDS)


def test_the_words_of_at_least_95_of_100_mails_are_read_exactly(mails: dict[str, Mail]) -> None:
    wrong = [name for name, label in LABELS.items() if lines(mails[name].text) != lines(label["text"])]
    assert len(wrong) <= 0.05 * len(LABELS), wrong


def test_at_least_97_of_100_mails_are_rightly_told_automatic_or_not(mails: dict[str, Mail]) -> None:
    wrong = [name for name, label in LABELS.items() if is_automatic(mails[name]) != (label["kind"] != "message")]
    assert len(wrong) <= 0.03 * len(LABELS), wrong


def test_no_mail_of_a_person_is_taken_for_a_programs(mails: dict[str, Mail]) -> None:
    assert not [name for name, _ in labelled("message") if is_automatic(mails[name])]


def test_bounces_are_told_from_delays_and_name_the_address_and_the_code(mails: dict[str, Mail]) -> None:
    assert {name for name, _ in labelled("bounce")} == {n for n, m in mails.items() if m.kind is TurnKind.BOUNCE}
    told = {name: (mails[name].data.get("status"), mails[name].data.get("recipient")) for name, _ in labelled("bounce")}
    assert told == {name: (label["status"], label["recipient"]) for name, label in labelled("bounce")}


def test_surveys_are_recognised_and_nothing_else_is_one(mails: dict[str, Mail]) -> None:
    told = {name for name, mail in mails.items() if mail.data.get("automatic") == "survey"}
    assert told == {name for name, _ in labelled("survey")}


def test_subjects_and_names_are_read_in_every_character_set(mails: dict[str, Mail]) -> None:
    for name, label in LABELS.items():
        assert label.get("subject", mails[name].subject) == mails[name].subject
        assert label.get("sender_name", mails[name].sender_name) == mails[name].sender_name


def test_every_mail_that_names_our_letter_is_matched_to_it(mails: dict[str, Mail]) -> None:
    ours = "<t17.1@customer.example>"
    naming = {name for name in LABELS if ours.encode() in (FOLDER / f"{name}.eml").read_bytes()}
    assert len(naming) > 300
    assert not {name for name in naming if ours not in mails[name].clues.references}
