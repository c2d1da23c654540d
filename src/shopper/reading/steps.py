"""The steps of good service in an answer: greets, says who it is, confirms, answers, names the next step, takes leave.

A step is looked for in all that somebody at the company wrote in a conversation. What can't be told is left out: who
mentioned nothing that could be confirmed has nobody to confirm it, and only who waited long is owed an apology.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..model import Turn
from ..words.calls import SPOKEN
from .manner import manner, uses_name
from .persons import is_bot
from .promises import find_promises
from .staff_names import names_told
from .text import LONGEST, plain

# What the customer does next, or what they will do.
_NEXT = re.compile(
    r"\b(?:next step|you (?:can|may|need to|should|will (?:need|receive|get))|please (?:fill|send|choose|go|pay|place|"
    r"order|sign|click|use|tell|write|call|come|bring|wait|ask|reply|contact|open|check|let us)|"
    r"(?:could|can) you (?:please )?(?:tell|send|give|confirm)|we(?:'ll| will)|i(?:'ll| will)|within|once you|after "
    r"that|"
    r"then (?:you|we)|"
    r"ви (?:можете|отримаєте)|можете|можна|вам (?:потрібно|треба|необхідно)|потрібно|необхідно|далі|після цього|"
    r"заповніть|надішліть|оформіть|оберіть|перейдіть|напишіть|повідомте|підкажіть|зателефонуємо|передзвонимо|надішлемо|"
    r"протягом|"
    r"вы (?:можете|получите)|можно|вам (?:нужно|надо|необходимо)|нужно|необходимо|далее|после этого|заполните|пришлите|"
    r"оформите|выберите|перейдите|напишите|сообщите|подскажите|позвоним|перезвоним|отправим|пришл[её]м|в течение|"
    r"(?:może|mogą) (?:pan|pani|państwo)|można|należy|trzeba|następnie|po czym|proszę \w+|wystarczy|w ciągu|oddzwonimy|"
    r"wyślemy|prześlemy)\b"
)
_NAME = r"[^\W\d_a-zа-яіїєґąćęłńóśźż][^\W\d_]+"
_SIGNATURE = re.compile(rf"{_NAME}(?: {_NAME}){{0,2}}(?:, [^.!?]{{2,40}})?")
_LINES = 3
_LEAST = 4  # characters of a thing that is confirmed by being repeated
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Step:
    """A step to look for. id: a known one, or a name with its words (plain, lower case). channels: ids or kinds;
    empty: everywhere."""

    id: str
    words: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()

    def applies(self, channel: str, kind: str) -> bool:
        """Whether it is looked for in a channel."""
        return not self.channels or channel in self.channels or kind in self.channels


USUAL = tuple(map(Step, ("greet", "identify", "confirm", "answer", "next_step")))


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What steps are measured by besides the words. name: the customer's, "" where staff could not know it. told: what
    they mentioned (an order's number, a product). answered: as Resolution.solved. owed: an apology is due. greetings:
    what was shown before they wrote."""

    name: str = ""
    told: Sequence[str] = ()
    answered: bool | None = None
    owed: bool = False
    greetings: Sequence[Turn] = field(default=())


def step_taken(step: Step, turns: Sequence[Turn], here: Circumstances) -> tuple[bool | None, Turn | None]:
    """Whether a step was taken, None where that cannot be told or asked for; and the turn in which it was."""
    if not turns or any(turn.text == SPOKEN for turn in turns):
        return None, None
    own = _first(turns, lambda turn: any(words in plain(turn.text) for words in step.words))
    if own is not None:
        return True, own
    if step.id in ("answer", "confirm", "apologise", "use_name") and not _asked(step.id, here):
        return None, None
    if step.id == "answer":
        return here.answered, None
    found = _found(step.id, turns, here)
    return found is not None, found


def _asked(step: str, here: Circumstances) -> bool:
    return {
        "answer": here.answered is not None,
        "confirm": bool(here.told),
        "apologise": here.owed,
        "use_name": bool(here.name),
    }[step]


def _found(step: str, turns: Sequence[Turn], here: Circumstances) -> Turn | None:
    if step == "greet":
        return _first((*here.greetings, *turns), lambda turn: manner(turn.text).greets)
    if step == "identify":
        return _first((*here.greetings, *turns), _gives_a_name)
    if step == "use_name":
        return _first(turns, lambda turn: uses_name(turn.text, here.name))
    if step == "confirm":
        return _first(turns, lambda turn: any(_repeats(turn.text, told) for told in here.told))
    if step == "next_step":
        return _first(turns, lambda turn: bool(_NEXT.search(plain(turn.text)) or find_promises(turn.text)))
    if step == "thank":
        return _first(turns, lambda turn: manner(turn.text).thanks)
    if step == "apologise":
        return _first(turns, lambda turn: manner(turn.text).apologises)
    if step == "close":
        return _first(turns, lambda turn: manner(turn.text).closes)
    return None


def _first(turns: Sequence[Turn], wanted: Callable[[Turn], bool]) -> Turn | None:
    return next((turn for turn in turns if wanted(turn)), None)


def _gives_a_name(turn: Turn) -> bool:
    """In words, in a signature, or as the sender that the channel shows; a robot's name is nobody's."""
    return not is_bot(turn) and (bool(names_told(turn)) or _signed(turn.text))


def _signed(text: str) -> bool:
    """A name stands in a line of its own at the end of a letter, perhaps with what its bearer does."""
    lines = [line.strip() for line in text[:LONGEST].splitlines() if line.strip()]
    return len(lines) > 1 and any(_SIGNATURE.fullmatch(line) and not _courteous(line) for line in lines[1:][-_LINES:])


def _courteous(line: str) -> bool:
    here = manner(line)
    return here.greets or here.thanks or here.closes or here.apologises


def _repeats(text: str, told: str) -> bool:
    """Whether what the customer mentioned stands in an answer, in whatever case of the four languages."""
    words = _WORD.findall(plain(told))
    own = set(_WORD.findall(plain(text)))
    long = [word for word in words if len(word) >= _LEAST or word.isdigit()]
    if not long:
        return False
    return all(
        word in own if any(c.isdigit() for c in word) else any(w[: len(word) - 1] == word[:-1] for w in own)
        for word in long
    )
