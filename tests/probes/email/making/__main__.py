"""python -m tests.probes.email.making: writes the labelled folder of e-mails, tests/probes/email/mails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from .automatic import automatic
from .bounces import bounces
from .charsets import charsets
from .clients import clients
from .desks import desks
from .odd import odd
from .second import second
from .writing import Made

FOLDER = Path(__file__).resolve().parent.parent / "mails"


def every() -> Iterator[Made]:
    for makers in (clients, desks, automatic, bounces, charsets, odd, second):
        yield from makers()


def label(made: Made) -> dict[str, str]:
    """What labels.yaml says of one mail; what is empty is left out, except its text."""
    told = {"form": made.form, "kind": made.kind, "text": made.text}
    more = {
        "subject": made.subject,
        "sender_name": made.sender_name,
        "status": made.status,
        "recipient": made.recipient,
    }
    return told | {key: value for key, value in more.items() if value}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.eml"):
        old.unlink()
    labels: dict[str, dict[str, str]] = {}
    for made in every():
        if made.name in labels:
            raise SystemExit(f"Two mails are named {made.name}.")
        labels[made.name] = label(made)
        (FOLDER / f"{made.name}.eml").write_bytes(made.raw)
    words = yaml.safe_dump(labels, allow_unicode=True, sort_keys=True, width=110)
    (FOLDER / "labels.yaml").write_text(words, encoding="utf-8")
    print(f"{len(labels)} mails in {FOLDER}")


if __name__ == "__main__":
    main()
