"""How well calls are understood: speech, announcements, music and tones by seconds; when a person speaks; what that
costs; and the word error rate where a model of Whisper is."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from shopper.programme.loading import load_stock

from ._labelled import LabelledCall, calls
from ._table import Figure, percentile, say, show
from ._words import word_errors

_FRAME = 80  # samples: 10 ms
_CHUNK = 320  # bytes: 20 ms, as a telephone sends them
_KINDS = ("speech", "announcement", "music", "tone", "noise")

Overlaps = Counter[tuple[str, str]]  # (what it is, what was heard) -> frames


def run() -> None:
    listening = load_stock("probes.phone.ear.listening")
    found: dict[str, Overlaps] = defaultdict(Counter)
    heard_words: dict[str, Overlaps] = defaultdict(Counter)
    first_speech, first_person, missed, wrong, seconds, cpu, people = [], [], 0, 0, 0.0, 0.0, 0
    for call in calls():
        began = time.thread_time()
        ear = _listened(listening.Ear(), call)
        cpu += time.thread_time() - began
        seconds += len(call.pcm) / 2 / listening.RATE
        found[call.group] += _overlaps(call, ear)
        truth = next(part.first for part in call.parts if part.kind in ("speech", "announcement"))
        if ear.first_speech is not None and call.group != "sung music":
            first_speech.append(abs(ear.first_speech - truth) / 8)
        _tell_words(ear, call)
        heard_words[call.group] += _overlaps(call, ear)
        if call.person is None or call.group == "sung music":
            continue
        people += 1
        if ear.first_live_speech is None:
            missed += 1
        elif abs(off := (ear.first_live_speech - call.person) / 8) > 500:
            wrong += 1
            say(f"the person in “{call.group}: {call.name}” was taken {off / 1000:+.1f} s off")
        else:
            first_person.append(abs(off))
    _print(found, heard_words)
    show("Instants and cost", _instants(first_speech, first_person, people, missed, wrong, cpu / seconds))
    say(f"{seconds / 60:.0f} minutes of labelled calls, made here; G.711; four levels of line")
    word_errors()


def _listened(ear: Any, call: LabelledCall) -> Any:
    for at in range(0, len(call.pcm), _CHUNK):
        ear.hear(at // 2, call.pcm[at : at + _CHUNK])
    ear.finish()
    return ear


def _tell_words(ear: Any, call: LabelledCall) -> None:
    """As if every utterance had its true words."""
    for piece in ear.pieces:
        words = " ".join(p.words for p in call.parts if p.words and p.first < piece.last and p.last > piece.first)
        if piece.kind == "speech" and words:
            ear.understood(piece.first, words)


def _overlaps(call: LabelledCall, ear: Any) -> Overlaps:
    frames = len(call.pcm) // 2 // _FRAME
    truth, heard = ["silence"] * frames, ["silence"] * frames
    for part in call.parts:
        truth[part.first // _FRAME : part.last // _FRAME] = [part.kind] * (part.last // _FRAME - part.first // _FRAME)
    for piece in ear.pieces:
        name = "announcement" if piece.recorded else str(piece.kind)
        first, last = piece.first // _FRAME, min(frames, piece.last // _FRAME)
        heard[first:last] = [name] * (last - first)
    return Counter(zip(truth, heard, strict=True))


def _share(overlaps: Overlaps, names: Iterable[str]) -> tuple[str, str, float]:
    """(precision, recall, the lesser of both) of some kinds together."""
    kinds = set(names)
    both = sum(n for (truth, heard), n in overlaps.items() if truth in kinds and heard in kinds)
    heard_all = sum(n for (_, heard), n in overlaps.items() if heard in kinds)
    true_all = sum(n for (truth, _), n in overlaps.items() if truth in kinds)
    precision = both / heard_all if heard_all else float("nan")
    recall = both / true_all if true_all else float("nan")
    return f"{precision:.1%}", f"{recall:.1%}", min(precision, recall)


def _print(found: dict[str, Overlaps], heard_words: dict[str, Overlaps]) -> None:
    usual: Overlaps = sum((o for group, o in found.items() if group not in _APART), Counter())
    rows = [_row("any speech", usual, ("speech", "announcement")), *(_row(kind, usual, (kind,)) for kind in _KINDS)]
    for group, kinds in _APART.items():
        for kind in kinds:
            rows.append(_row(f"{group}: {kind}", found[group], (kind,)))
            if heard_words[group] != found[group]:
                rows.append(_row(f"{group}: {kind}, with a transcript", heard_words[group], (kind,)))
    show("Told apart, by seconds (precision, recall)", rows)
    for group, overlaps in sorted(found.items()):
        mistakes = {pair: n for pair, n in overlaps.items() if pair[0] != pair[1] and n >= 50}
        told = ", ".join(
            f"{a} as {b} {n / 100:.1f} s" for (a, b), n in sorted(mistakes.items(), key=lambda m: -m[1])[:5]
        )
        say(f"{group}: {told or 'nothing mistaken for half a second'}")


# What can be told by its words only, and what is known to be hard, stands apart.
_APART = {"recording, no music": ("announcement", "speech"), "sung music": ("music", "speech")}


def _row(what: str, overlaps: Overlaps, kinds: Iterable[str]) -> Figure:
    precision, recall, _ = _share(overlaps, kinds)
    return Figure(what, "", f"{precision}, {recall}")


def _instants(
    speech_ms: list[float], person_ms: list[float], people: int, missed: int, wrong: int, cost: float
) -> list[Figure]:
    return [
        _error("first speech: error against the label, p99", speech_ms),
        _error("first speech of a person: error, p99", person_ms),
        Figure("calls in which the person was missed / taken for somebody else", "", f"{missed} / {wrong} of {people}"),
        Figure("one call's share of a core", "≤ 2%", f"{cost:.2%}", cost <= 0.02),
    ]


def _error(what: str, values: list[float]) -> Figure:
    p99 = percentile(values, 99)
    measured = f"{percentile(values, 50):.0f} / {p99:.0f} / {max(values, default=0):.0f} ms (p50 / p99 / max)"
    return Figure(what, "≤ 50 ms", measured, p99 <= 50)
