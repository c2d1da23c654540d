"""Labelled calls: what is heard in them, and when, is known, since they were put together here."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from shopper.telephony.audio import alaw_decode, ulaw_decode, ulaw_encode

from ._sounds import MUSIC, NOISES, TONES, at_level, hum, over, silence, sung
from ._voices import AGENTS, BUSY, GREETINGS, Say, voices

LEVELS = {"usual": 1.0, "loud": 2.5, "faint": 0.1}


@dataclass(frozen=True, slots=True)
class Part:
    """From sample `first` to `last` it is this; words: what is said in it."""

    kind: str  # speech, announcement, music, tone, noise, silence
    first: int
    last: int
    words: str = ""


@dataclass(slots=True)
class LabelledCall:
    """group: what it is there to show. person: the first sample of a person, None where nobody comes."""

    group: str
    name: str
    pcm: bytes = b""
    parts: list[Part] = field(default_factory=list)

    def add(self, kind: str, pcm: bytes, words: str = "") -> None:
        first = len(self.pcm) // 2
        self.pcm += pcm
        self.parts.append(Part(kind, first, len(self.pcm) // 2, words))

    @property
    def person(self) -> int | None:
        return next((part.first for part in self.parts if part.kind == "speech"), None)


def calls() -> Iterator[LabelledCall]:
    """All of them, one after the other."""
    names = list(MUSIC)
    for number, (who, (languages, recording, person)) in enumerate(voices().items()):
        for language in languages:
            music = names[(number + languages.index(language)) % len(names)]
            made = _hotline(f"{who}, {language}, {music}", recording, person, language, music)
            yield from _as_heard(made)
            yield _coded(_callback(f"{who}, {language}", person, language))
            yield _coded(_greeting(f"{who}, {language}", recording, person, language))
    yield from _sounds()


def _hotline(name: str, recording: Say, person: Say, language: str, music: str) -> LabelledCall:
    call, melody, busy = LabelledCall("queue", name), MUSIC[music], recording(BUSY[language], language)
    call.add("tone", TONES["ring-back"](6))
    call.add("silence", silence(0.8))
    call.add("announcement", recording(GREETINGS[language], language), GREETINGS[language])
    call.add("silence", silence(0.3))
    for seconds in (5.0, 6.0):
        call.add("music", melody(seconds))
        call.add("announcement", busy, BUSY[language])
        call.add("silence", silence(0.3))
    call.add("music", melody(4.0))
    call.add("silence", silence(0.7))
    _person(call, person, language)
    return call


def _person(call: LabelledCall, person: Say, language: str) -> None:
    for line in AGENTS[language]:
        call.add("speech", person(line, language), line)
        call.add("silence", silence(3.0))


def _callback(name: str, person: Say, language: str) -> LabelledCall:
    call = LabelledCall("callback", name)
    call.add("silence", silence(0.4))
    _person(call, person, language)
    call.add("tone", TONES["busy"](4))
    return call


def _greeting(name: str, recording: Say, person: Say, language: str) -> LabelledCall:
    """A recording that is heard once, and no music: only its words show it."""
    call = LabelledCall("recording, no music", name)
    call.add("silence", silence(0.5))
    call.add("announcement", recording(BUSY[language], language), BUSY[language])
    call.add("silence", silence(4.0))
    _person(call, person, language)
    return call


def _sounds() -> Iterator[LabelledCall]:
    """Each sound alone, and then a person."""
    _, _, person = voices()["the sandbox's"]
    kinds = {"music": MUSIC, "tone": TONES, "noise": NOISES}
    for kind, makers in kinds.items():
        for name, make in makers.items():
            call = LabelledCall(f"{kind} alone", name)
            call.add("silence", silence(1.0))
            call.add(kind, make(8.0))
            call.add("silence", silence(5.0))
            _person(call, person, "en")
            yield from _as_heard(call)
    call = LabelledCall("sung music", "vowels on notes")
    call.add("silence", silence(1.0))
    call.add("music", sung(15.0))
    call.add("silence", silence(5.0))
    _person(call, person, "en")
    yield from _as_heard(call)


def _as_heard(call: LabelledCall) -> Iterator[LabelledCall]:
    """At several levels, and over a line that hums."""
    for level, times in LEVELS.items():
        yield _coded(LabelledCall(call.group, f"{call.name}, {level}", at_level(call.pcm, times), call.parts))
    humming = over(call.pcm, at_level(over(hum(2.0), NOISES["hiss"](2.0)), 0.012))
    yield _coded(LabelledCall(call.group, f"{call.name}, with hum", humming, call.parts), alaw=True)


def _coded(call: LabelledCall, *, alaw: bool = False) -> LabelledCall:
    """Through G.711 and back, as on the telephone: µ-law, or A-law."""
    heard = _through_alaw(call.pcm) if alaw else ulaw_decode(ulaw_encode(call.pcm))
    return LabelledCall(call.group, call.name, heard, call.parts)


def _through_alaw(pcm: bytes) -> bytes:
    """Each sample becomes the nearest that A-law knows."""
    steps = sorted(set(array("h", alaw_decode(bytes(range(256))))))
    near: dict[int, int] = {}
    out = array("h")
    for sample in array("h", pcm):
        if sample not in near:
            at = bisect_left(steps, sample)
            near[sample] = min(steps[max(0, at - 1) : at + 1], key=lambda step: abs(step - sample))
        out.append(near[sample])
    return out.tobytes()
