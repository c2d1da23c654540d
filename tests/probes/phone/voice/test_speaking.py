"""What the customer says: a recording, else a program, else a service; and no way to say it is told before a call."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest

from shopper.errors import OurFault
from shopper.programme.loading import load_stock
from shopper.settings.hearing import Speaking
from shopper.telephony.audio import wav_bytes, write_wav

from ..speech_server import SpeechServer, answer, with_server

speaking = load_stock("probes.phone.voice.speaking")
SOUND = bytes([0, 16, 0, 240] * 4_000)  # one second

WRITES = """
import sys
from pathlib import Path
given = sys.argv[3] if len(sys.argv) > 3 else sys.stdin.buffer.read().decode()
Path({log!r}).open("a", encoding="utf-8").write(sys.argv[1] + ": " + given + chr(10))
Path(sys.argv[2]).write_bytes(bytes.fromhex({wav!r}))
"""


@pytest.fixture
def program(tmp_path: Path) -> list[str]:
    """A program that says a line: PROGRAM LANGUAGE FILE [TEXT]. It notes what it was asked in asked.txt."""
    script = tmp_path / "say.py"
    log = str(tmp_path / "asked.txt")
    script.write_text(WRITES.format(log=log, wav=wav_bytes(SOUND).hex()), encoding="utf-8")
    return [sys.executable, str(script), "{language}", "{file}"]


def asked(tmp_path: Path) -> list[str]:
    return (tmp_path / "asked.txt").read_text(encoding="utf-8").splitlines()


def voice(tmp_path: Path, **settings: Any) -> Any:
    return speaking.voice_of(Speaking.model_validate(settings), cache=tmp_path / "cache")


def said(voice: Any, text: str, language: str = "en", persona: str = "olena") -> bytes:
    async def run() -> bytes:
        try:
            return bytes(await voice.pcm(text, language, persona))
        finally:
            await voice.aclose()

    return asyncio.run(run())


def test_a_recording_goes_before_everything_else(tmp_path: Path, program: list[str]) -> None:
    (tmp_path / "voices" / "olena").mkdir(parents=True)
    write_wav(tmp_path / "voices" / "olena" / "Hello there.wav", SOUND * 2)
    both = voice(tmp_path, recordings=str(tmp_path / "voices"), command=[*program, "{text}"])
    assert said(both, "Hello, there!") == SOUND * 2
    assert said(both, "Something else") == SOUND
    assert asked(tmp_path) == ["en: Something else"]


def test_a_recording_of_another_rate_in_stereo_is_made_fit_for_the_line(tmp_path: Path) -> None:
    (tmp_path / "voices").mkdir()
    write_wav(tmp_path / "voices" / "Hello.wav", bytes(4 * 44_100), rate=44_100, channels=2)
    assert len(said(voice(tmp_path, recordings=str(tmp_path / "voices")), "Hello")) == pytest.approx(16_000, abs=200)


@pytest.mark.parametrize(
    "text", ["Доброго дня! Скільки коштує?", "$(reboot) `x` \"y\" 'z'", "-w /etc/passwd", "{file}"]
)
def test_a_program_gets_the_words_as_they_are_and_no_shell_sees_them(
    tmp_path: Path, program: list[str], text: str
) -> None:
    assert said(voice(tmp_path, command=[*program, "{text}"]), text, "uk") == SOUND
    assert asked(tmp_path) == [f"uk: {' ' if text.startswith('-') else ''}{text}"]


def test_a_program_without_the_words_among_its_arguments_reads_them(tmp_path: Path, program: list[str]) -> None:
    assert said(voice(tmp_path, command=program), "Good day") == SOUND
    assert asked(tmp_path) == ["en: Good day"]


def test_a_line_is_made_once_by_what_it_says_and_with_what(tmp_path: Path, program: list[str]) -> None:
    for _ in range(2):
        said(voice(tmp_path, command=program), "Good day")
    said(voice(tmp_path, command=program), "Good day", "uk")
    said(voice(tmp_path, command=[*program, "{text}"]), "Good day")
    assert asked(tmp_path) == ["en: Good day", "uk: Good day", "en: Good day"]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["no-such-program-of-ours", "{file}"], "cannot be run"),
        ([sys.executable, "-c", "import sys; sys.exit('no voice uk')", "{file}"], "failed (1): no voice uk"),
        ([sys.executable, "-c", "", "{file}"], "wrote no WAV"),
        ([sys.executable, "-c", "import sys; open(sys.argv[1], 'w').write('x')", "{file}"], "cannot be played"),
    ],
)
def test_a_program_that_fails_is_ours_and_says_what_it_said(tmp_path: Path, command: list[str], words: str) -> None:
    with pytest.raises(OurFault) as told:
        said(voice(tmp_path, command=command), "Good day")
    assert words in str(told.value)
    assert told.value.code == "voice"


def test_a_program_that_never_ends_is_ended(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import time; time.sleep(600)", "{file}"]
    with pytest.raises(OurFault, match=r"within 0\.5 s"):
        said(voice(tmp_path, command=command, within=0.5), "Good day")


def test_a_service_says_what_neither_a_recording_nor_a_program_says(tmp_path: Path) -> None:
    async def use(server: SpeechServer) -> bytes:
        settings = {"url": server.url, "key": "sandbox:password", "voice": {"uk": "olena", "en": "mary"}, "model": "m"}
        spoken = voice(tmp_path, **settings)
        try:
            return bytes(await spoken.pcm("Доброго дня", "uk", "olena") + await spoken.pcm("Hi", "pl", "olena"))
        finally:
            await spoken.aclose()

    pcm, server = with_server(use, answer(200, wav_bytes(SOUND)))
    assert pcm == SOUND * 2
    assert [(a["path"], a["voice"], a["input"], a["model"], a["response_format"]) for a in server.asked] == [
        ("/v1/audio/speech", "olena", "Доброго дня", "m", "wav"),
        ("/v1/audio/speech", "olena", "Hi", "m", "wav"),
    ]


def test_a_service_that_answers_with_something_else_is_told(tmp_path: Path) -> None:
    async def use(server: SpeechServer) -> Any:
        spoken = voice(tmp_path, url=server.url)
        with pytest.raises(OurFault, match="cannot be played"):
            await spoken.pcm("Good day", "en")
        await spoken.aclose()

    with_server(use, answer(200, {"error": "none"}))


def test_lines_that_nothing_can_say_are_told_together_before_a_call(tmp_path: Path) -> None:
    (tmp_path / "voices").mkdir()
    write_wav(tmp_path / "voices" / "Good day.wav", SOUND)
    spoken = voice(tmp_path, recordings=str(tmp_path / "voices"))
    lines = ["Good day", "How much is it?", "When?"]
    assert spoken.missing(lines, "en", "olena") == lines[1:]
    with pytest.raises(OurFault, match="“How much is it\\?”, “When\\?”") as told:
        asyncio.run(spoken.ready(lines, "en", "olena"))
    assert told.value.code == "no_voice"
    with pytest.raises(OurFault, match="no way to say"):
        said(spoken, "When?")


def test_what_was_made_ready_needs_nothing_in_the_call(tmp_path: Path, program: list[str]) -> None:
    asyncio.run(voice(tmp_path, command=program).ready(["One", "Two", "One"], "en"))
    assert sorted(asked(tmp_path)) == ["en: One", "en: Two"]
    later = voice(tmp_path, command=program)
    assert later.missing(["One", "Three"], "en") == []
    Path(program[1]).unlink()
    assert said(later, "Two") == SOUND


def test_a_recording_that_is_no_sound_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "Hello.wav").write_bytes(b"not a sound")
    with pytest.raises(OurFault, match=r"Hello\.wav"):
        said(voice(tmp_path, recordings=str(tmp_path / "voices")), "Hello")
