"""Hands in what a person told as what the company said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopper.engine.probe import Host, Incoming
from shopper.hand.tasks import PRESS, Press, Task, What
from shopper.journal.codec import load_evidences
from shopper.model import Clock, Stamp, TurnKind

if TYPE_CHECKING:
    from .leading import Leading


_NOTES = {
    "nobody": {
        "en": "[nobody has answered by now: seen by {person}]",
        "uk": "[досі ніхто не відповів: бачить {person}]",
        "ru": "[до сих пор никто не ответил: видит {person}]",
        "pl": "[dotąd nikt nie odpowiedział: widzi {person}]",
    },
    "shortened": {
        "en": "[… shortened; the whole text is kept as evidence]",
        "uk": "[… скорочено; увесь текст збережено як доказ]",
        "ru": "[… сокращено; весь текст сохранён как доказательство]",
        "pl": "[… skrócono; cały tekst zachowano jako dowód]",
    },
    "picture": {"en": "[a picture]", "uk": "[зображення]", "ru": "[изображение]", "pl": "[obraz]"},
}


def hand_in(host: Host, leading: Leading, press: Press) -> None:
    """Journal a reply, a silence that was seen, or a failure. What was sent is journalled by who waits for it."""
    task, stamp = leading.task, leading.stamp(press)
    if press.what is What.REPLY:
        data = _data(press)
        if (typing := leading.typing_before(press)) is not None:
            data["typing_us"] = typing
        _heard(host, task, press, stamp, _text(press, task.language), data=data)
    elif press.what is What.NOBODY:
        text = _note("nobody", task.language).format(person=press.person)
        _heard(host, task, press, stamp, text, kind=TurnKind.SYSTEM)
    elif press.what is What.FAILED:
        host.fault(
            task.visit,
            f"{press.person} could not go on in {task.title}: {press.text or 'no reason was given'}",
            code="hand_failed",
        )


def hand_in_late(host: Host, task: Task | None, press: Press) -> None:
    """A press for a conversation that has closed: a reply is kept as one that came late, all else has no bearing."""
    if press.what is not What.REPLY or press.handed:
        host.put_state(PRESS + press.id, None)
        return
    language, accuracy_s = (task.language, task.accuracy_s) if task is not None else ("en", 0.0)
    stamp = Stamp(press.at_us, None, "", Clock.HAND, round(accuracy_s * 1e6) + press.accuracy_us)
    _heard(host, task, press, stamp, _text(press, language), data=_data(press), keep=False)


def _heard(
    host: Host,
    task: Task | None,
    press: Press,
    stamp: Stamp,
    text: str,
    *,
    kind: TurnKind = TurnKind.MESSAGE,
    data: dict[str, Any] | None = None,
    keep: bool = True,
) -> None:
    row = press.as_handed().row()[1] if keep else None
    message = Incoming(
        task.visit if task is not None else "",
        f"{task.persona_id}:by_hand" if task is not None else "by_hand",
        f"hand:{press.id}",
        text,
        stamp,
        kind=kind,
        sender=task.address if task is not None else "",
        evidence=load_evidences(press.evidence),
        data=data or {},
    )
    host.heard(message, cursor=(PRESS + press.id, row))


def _note(name: str, language: str) -> str:
    return _NOTES[name].get(language, _NOTES[name]["en"])


def _text(press: Press, language: str) -> str:
    if "shortened" in press.marks:
        return f"{press.text}\n{_note('shortened', language)}"
    return press.text or _note("picture", language)


def _data(press: Press) -> dict[str, Any]:
    data: dict[str, Any] = {"by_hand": press.person}
    if "late" in press.marks:
        data["delivered_late_s"] = round((press.arrived_us - press.at_us) / 1e6)
    if others := [mark for mark in press.marks if mark != "late"]:
        data["marks"] = others
    return data
