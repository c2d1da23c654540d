"""What came of the first question: its page, written beside the programme, and its lines for the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..engine import wave as waves
from ..engine.artefacts import write_artefacts
from ..engine.first_look import look_of
from ..engine.opening import open_journal
from ..judging import scorecard_of
from ..programme import Programme
from ..programme.loading import load, mount
from ..settings import load_settings
from ..words import Words
from .first_look import printable

WAVE = "first-findings"
PAGE = "first-findings.html"


class Findings:
    """The first findings of a programme that `shopper try` wrote, from its journal as it is now."""

    def __init__(self, programme: Programme, language: str) -> None:
        mount(programme)
        self.programme, self.language = programme, language
        self.settings = load_settings(programme)
        self.card = self._card()

    @property
    def visit(self) -> Mapping[str, Any] | None:
        """The conversation; None where nobody was asked."""
        return next(iter(self.card["visits"]), None)

    @property
    def asked(self) -> bool:
        """Whether there is a conversation."""
        return self.visit is not None

    def watched_s(self) -> float | None:
        """Seconds from the question until now; None where nothing was said."""
        visit = self.visit
        if visit is None or not any(turn["side"] == "customer" for turn in visit["turns"]):
            return None
        return (datetime.now(UTC) - datetime.fromisoformat(visit["began"])).total_seconds()

    def write(self) -> Path:
        """Write the page into the programme's folder. Raises OSError."""
        path = self.programme.root / PAGE
        made = self.programme.state / "out" / WAVE / PAGE
        if self.asked:
            self.card = self._card()  # once more: what is known of the look may have changed
            text = made.read_text(encoding="utf-8")
        else:
            templates = [layer / "reports" / "templates" for layer in self.programme.layers]
            text = load("reports.first_findings").render({**self.card, "found": self._found()}, templates)
        path.write_text(text, encoding="utf-8", newline="\n")
        return path

    def lines(self, words: Words) -> Iterator[str]:
        """What is told of it at the terminal: the first sentence of the page, and who said what when."""
        labels = load("reports._words").Words(self.language)
        wording = load("reports._wording").Wording(labels)
        key, seconds = load("reports.first_findings").heading_of(self._found(), self.visit)
        times = {} if seconds is None else {"time": wording.short(seconds)}
        yield labels.plain(f"ff_h_{key}", **times)
        for turn in self.visit["turns"] if self.visit is not None else ():
            who = words("you") if turn["side"] == "customer" else turn["sender"] or words("they")
            yield f"  {wording.clock(turn['at'])}  {printable(who)}: {printable(turn['text'])}"

    def _found(self) -> dict[str, Any]:
        return look_of(self.programme.state, WAVE) or {}

    def _card(self) -> dict[str, Any]:
        """The scorecard, with all its artefacts where somebody was asked."""
        state = self.programme.state
        if (state / "journal.db").is_file():
            store = open_journal(state)
            try:
                if waves.started(store, WAVE) is not None:
                    words = Words(self.language)
                    made = write_artefacts(self.programme, self.settings, store, WAVE, state, words)
                    card: dict[str, Any] = json.loads((made.folder / "scorecard.json").read_text(encoding="utf-8"))
                    return card
            finally:
                store.close()
        return scorecard_of([], self.settings, wave=WAVE)
