"""What is asked of a person, and what they pressed: rows of mutable state in the journal's file.

The wave writes the tasks, one for each open conversation; `shopper hand`, in another process, writes the presses.
Neither changes a row of the other's. A press is kept under its own id, so that one which is delivered twice is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

SCOPE = "probe:by_hand"  # the state of the probe of that kind
TASK, PRESS = "task:", "press:"
LATE_S = 60.0  # a press that was delivered later than so is marked
TEXT_MOST = 1_048_576  # characters of one pasted answer
TURN_MOST = 20_000  # characters of it that stand in the conversation; all of it is evidence


class What(StrEnum):
    """What a person can tell."""

    TAKEN = "taken"  # it was shown to them, and is theirs
    SENT = "sent"
    TYPING = "typing"
    REPLY = "reply"
    NOBODY = "nobody"
    FAILED = "failed"  # they could not do it: ours


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that the person is to write for the customer. Times are UTC µs. press: it is a button to be pressed."""

    id: str
    text: str
    asked_us: int
    deadline_us: int
    subject: str = ""
    press: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One conversation that a person leads for a customer.

    id: the visit's tag. until_us: when the customer's patience with what was said last is over, UTC µs; 0 while
        nothing was said. within_s: how long the person has for each thing. undo_s: for how long “Sent” can be taken
        back. closed_us: when the visit closed, 0 while it is open.
    """

    id: str
    visit: str
    channel: str
    title: str
    kind: str
    address: str
    company: str
    persona_id: str
    persona: str
    language: str
    accuracy_s: float
    within_s: float
    messages: tuple[Message, ...] = ()
    until_us: int = 0
    closed_us: int = 0
    undo_s: float = 0.0

    @property
    def end_us(self) -> int:
        """When nothing that is told of it can change anything any more, as far as is known now."""
        last = max((m.deadline_us for m in self.messages), default=0)
        return max(last, self.until_us + round(self.within_s * 1e6) if self.until_us else 0)

    def row(self) -> tuple[str, dict[str, Any]]:
        """(key, value) as it is kept."""
        return TASK + self.id, asdict(self)


@dataclass(frozen=True, slots=True)
class Press:
    """One thing that a person told.

    at_us: when it was, by the person's own clock mapped to ours; accuracy_us: how far that mapping may be off.
    arrived_us: when it was delivered. message: the message's id, where it is about one. evidence: as journal.codec
    writes it. marks: "late" (delivered long after), "implausible" (its own time cannot be, so it counts when it
    arrived), "shortened", "looked_up" (the person read the time off the channel). handed: it stands in the journal.
    """

    id: str
    task: str
    what: What
    at_us: int
    accuracy_us: int
    arrived_us: int
    person: str
    message: str = ""
    text: str = ""
    evidence: tuple[Mapping[str, Any], ...] = ()
    marks: tuple[str, ...] = ()
    handed: bool = field(default=False, compare=False)

    def row(self) -> tuple[str, dict[str, Any]]:
        """(key, value) as it is kept."""
        return PRESS + self.id, asdict(self)

    def as_handed(self) -> Press:
        return replace(self, handed=True)


def task_of(value: Mapping[str, Any]) -> Task:
    """A task as it was kept."""
    return Task(**{**value, "messages": tuple(Message(**m) for m in value["messages"])})


def press_of(value: Mapping[str, Any]) -> Press:
    """A press as it was kept."""
    return Press(
        **{
            **value,
            "what": What(value["what"]),
            "evidence": tuple(value["evidence"]),
            "marks": tuple(value["marks"]),
        }
    )


def may_be_undone(press: Press, of_task: Iterable[Press], undo_s: float, now_us: int) -> bool:
    """Whether a “Sent” may still be taken back: it has just been delivered, and nothing was told after it."""
    if press.what is not What.SENT or press.handed or now_us >= press.arrived_us + round(undo_s * 1e6):
        return False
    return not any(p.arrived_us > press.arrived_us and p.what is not What.TAKEN for p in of_task)


class Wants(StrEnum):
    """What a task asks of the person now."""

    WRITE = "write"
    WATCH = "watch"
    CONFIRM = "confirm"  # patience is over: did really nobody answer?
    NOTHING = "nothing"  # it is over, or was told to be


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a task stands: what it wants now, of which message, until when (UTC µs), and what was said in it."""

    task: Task
    wants: Wants
    due_us: int
    message: Message | None
    presses: tuple[Press, ...]

    @property
    def person(self) -> str:
        """Whoever told something last, "" if nobody has."""
        return self.presses[-1].person if self.presses else ""


def standing(task: Task, presses: Iterable[Press], now_us: int) -> Standing:
    """Where a task stands after these presses of it."""
    own = tuple(sorted((p for p in presses if p.task == task.id), key=lambda p: (p.at_us, p.arrived_us, p.id)))
    sent = {p.message for p in own if p.what is What.SENT}
    failed = any(p.what is What.FAILED for p in own)
    unsent = next((m for m in task.messages if m.id not in sent), None)
    if task.closed_us or failed or not task.messages:
        return Standing(task, Wants.NOTHING, 0, None, own)
    if unsent is not None:
        wants = Wants.WRITE if now_us < unsent.deadline_us else Wants.NOTHING
        return Standing(task, wants, unsent.deadline_us, unsent, own)
    last = max((p.at_us for p in own if p.what is What.SENT), default=0)
    known = task.until_us > last  # else it is the patience with an earlier message
    if answered(task, own) or not known or now_us < task.until_us:
        return Standing(task, Wants.WATCH, task.until_us, task.messages[-1], own)
    over = silent_until(own) >= task.until_us or now_us >= task.end_us
    return Standing(task, Wants.NOTHING if over else Wants.CONFIRM, task.end_us, task.messages[-1], own)


def answered(task: Task, presses: Sequence[Press]) -> bool:
    """Whether a reply came after the last message was sent."""
    last = max((p.at_us for p in presses if p.what is What.SENT and p.message == task.messages[-1].id), default=0)
    return any(p.what is What.REPLY and p.at_us >= last for p in presses)


def silent_until(presses: Iterable[Press]) -> int:
    """Up to when a person has said that nobody answered, UTC µs; 0 if nobody has."""
    return max((p.at_us + p.accuracy_us for p in presses if p.what is What.NOBODY), default=0)
