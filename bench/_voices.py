"""Speech for test recordings: the sandbox's own voice, and whatever programs that speak are installed here."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path

from shopper.sandbox.phone.voice import Voice, speak
from shopper.telephony.audio import to_line_audio

from ._sounds import at_level

LANGUAGES = ("en", "uk", "ru", "pl")
_QUIET = 60  # of 32,768: what a program leaves before and after the words

Say = Callable[[str, str], bytes]  # text, language -> sound, without silence around it

GREETINGS = {
    "en": "Thank you for calling Bright Shop.",
    "uk": "Дякуємо, що зателефонували до магазину.",
    "ru": "Спасибо, что позвонили в наш магазин.",
    "pl": "Dziękujemy za telefon do naszego sklepu.",
}
BUSY = {
    "en": "All our operators are busy. Please stay on the line.",
    "uk": "Усі оператори зайняті. Залишайтеся на лінії.",
    "ru": "Все операторы заняты. Оставайтесь на линии.",
    "pl": "Wszyscy konsultanci są zajęci. Proszę pozostać na linii.",
}
AGENTS = {
    "en": ("Good day, Iryna speaking. How can I help you?", "Delivery costs ninety nine, and takes two days."),
    "uk": ("Добрий день, мене звати Ірина. Чим можу допомогти?", "Доставка коштує сто гривень, і триває два дні."),
    "ru": ("Добрый день, меня зовут Ирина. Чем могу помочь?", "Доставка стоит сто рублей, и займёт два дня."),
    "pl": ("Dzień dobry, mówi Irena. W czym mogę pomóc?", "Dostawa kosztuje sto złotych, i trwa dwa dni."),
}


def voices() -> dict[str, tuple[tuple[str, ...], Say, Say]]:
    """Name: (languages, a recording's voice, a person's voice)."""
    found: dict[str, tuple[tuple[str, ...], Say, Say]] = {
        "the sandbox's": (LANGUAGES, _sandbox("Recording"), _sandbox("Iryna"))
    }
    if shutil.which("espeak-ng"):
        found["espeak-ng"] = (LANGUAGES, _espeak("+f2"), _espeak("+m3"))
    if shutil.which("flite"):
        found["flite"] = (("en",), _flite("rms"), _flite("slt"))
    if shutil.which("text2wave") and Path("/usr/share/festival/voices/russian").is_dir():
        found["festival"] = (("ru",), _festival, _festival)
    return found


def _sandbox(who: str) -> Say:
    return lambda text, language: speak(text, Voice.of(who), language).pcm


def _espeak(variant: str) -> Say:
    return lambda text, language: _made(["espeak-ng", "-v", language + variant, "-w", "{file}", text])


def _flite(name: str) -> Say:
    return lambda text, language: _made(["flite", "-voice", name, "-t", text, "-o", "{file}"])


def _festival(text: str, language: str) -> bytes:
    return _made(["text2wave", "-eval", "(voice_msu_ru_nsh_clunits)", "-o", "{file}"], text)


def _made(command: Sequence[str], given: str = "") -> bytes:
    with tempfile.TemporaryDirectory(prefix="shopper-bench-") as folder:
        file = str(Path(folder) / "line.wav")
        arguments = [argument.replace("{file}", file) for argument in command]
        subprocess.run(arguments, input=given.encode(), check=True, capture_output=True, timeout=60)
        return at_level(_trimmed(to_line_audio(file)), 0.5)


def _trimmed(pcm: bytes) -> bytes:
    loud = [n for n, sample in enumerate(array("h", pcm)) if abs(sample) > _QUIET]
    return pcm[2 * loud[0] : 2 * (loud[-1] + 1)] if loud else pcm
