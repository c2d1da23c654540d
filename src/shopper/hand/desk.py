"""The desk at which persons take tasks and tell what happened; the page and the terminal are two ways to it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ..errors import LineLeased, ShopperError
from ..journal.codec import dump_evidence
from ..journal.events import Store
from ..model import Evidence
from .moments import Moment
from .tasks import (
    LATE_S,
    PRESS,
    SCOPE,
    TASK,
    TEXT_MOST,
    TURN_MOST,
    Press,
    Standing,
    Task,
    Wants,
    What,
    may_be_undone,
    press_of,
    standing,
    task_of,
)

HELD_S = 600.0  # a task that was taken stays with its person for so long without a sign of life
_RENEW_S = 60.0
_UNDONE_BY_S = 1.0  # so long before a press counts it can be undone no more: the wave may be reading it


class Untaken(ShopperError):
    """The press cannot be taken; `why` is the key of a text that tells the person. person: who has the task."""

    exit_code = 2

    def __init__(self, why: str, person: str = "") -> None:
        super().__init__(why)
        self.why, self.person = why, person


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the desk. id: stays with their device."""

    id: str
    name: str

    @property
    def owner(self) -> str:
        """How a lease names them."""
        return f"hand {self.id} {self.name}".replace(":", " ")


@dataclass(frozen=True, slots=True)
class Offered:
    """A task as one person sees it. holder: the other person who has it, "" for nobody. mine: it is theirs."""

    standing: Standing
    holder: str
    mine: bool
    shown_us: int  # when it was shown to this person, 0 if it was not


def _now_us() -> int:
    return time.time_ns() // 1000


class Desk:
    """Reads tasks, writes presses. Safe to be called from any thread. clock: UTC µs, the journal's own."""

    def __init__(self, store: Store, clock: Callable[[], int] = _now_us) -> None:
        self._store, self.clock = store, clock
        self._renewed: dict[tuple[str, str], int] = {}

    # -- what is asked -----------------------------------------------------------------------------------------------
    def read(self) -> tuple[dict[str, Task], list[Press]]:
        """All tasks by id, and all presses that are kept."""
        tasks: dict[str, Task] = {}
        presses: list[Press] = []
        for key, value in self._store.list_state(SCOPE):
            if key.startswith(TASK):
                task = task_of(value)
                tasks[task.id] = task
            elif key.startswith(PRESS):
                presses.append(press_of(value))
        return tasks, presses

    def offered(self, person: Person) -> list[Offered]:
        """What there is to do, the most urgent first: what is to be written, then what is watched."""
        tasks, presses = self.read()
        now = self.clock()
        of_task: dict[str, list[Press]] = {}
        for press in presses:
            of_task.setdefault(press.task, []).append(press)
        holders = self._holders()
        found = []
        for task in tasks.values():
            stands = standing(task, of_task.get(task.id, ()), now)
            if stands.wants is Wants.NOTHING:
                continue
            owner = holders.get(task.id, "")
            mine = owner == person.owner
            shown = min(
                (p.at_us for p in stands.presses if p.what is What.TAKEN and p.person == person.name), default=0
            )
            found.append(Offered(stands, "" if mine else _name_of(owner), mine, shown))
        order = {Wants.WRITE: 0, Wants.CONFIRM: 1, Wants.WATCH: 2}
        return sorted(found, key=lambda o: (order[o.standing.wants], o.standing.due_us or 2**62, o.standing.task.id))

    def _holders(self) -> dict[str, str]:
        fresh = self.clock() - round(HELD_S * 1e6)
        ours = [lease for lease in self._store.leases() if lease.line.startswith("hand:") and lease.beat_us >= fresh]
        return {lease.line.removeprefix("hand:"): lease.owner for lease in ours}

    # -- what is told ------------------------------------------------------------------------------------------------
    def take(self, task_id: str, person: Person) -> int:
        """Make a task this person's; when it was shown to them (UTC µs). Raises Untaken while somebody else has it."""
        stands = self._standing(task_id)
        if stands is None or stands.wants is Wants.NOTHING:
            raise Untaken("over")
        self._lease(task_id, person)
        message = stands.message.id if stands.message is not None else ""
        press_id = f"taken-{task_id}-{person.id}-{message}"
        kept = self._store.get_state(SCOPE, PRESS + press_id)
        if kept is not None:
            return press_of(kept).at_us
        now = self.clock()
        self._put(Press(press_id, task_id, What.TAKEN, now, 0, now, person.name, message))
        return now

    def give_back(self, task_id: str, person: Person) -> None:
        """The task is free for others again."""
        self._store.release(f"hand:{task_id}", person.owner)

    def beat(self, task_ids: Iterable[str], person: Person) -> None:
        """A sign of life from who has these tasks."""
        now = self.clock()
        for task_id in task_ids:
            if now - self._renewed.get((task_id, person.id), 0) > _RENEW_S * 1e6:
                with contextlib.suppress(LineLeased):
                    self._store.lease(f"hand:{task_id}", person.owner, stale_after_s=HELD_S)
                    self._renewed[task_id, person.id] = now

    def press(
        self,
        press_id: str,
        task_id: str,
        what: What,
        moment: Moment,
        person: Person,
        *,
        message: str = "",
        text: str = "",
        evidence: Sequence[Evidence] = (),
        marks: Sequence[str] = (),
    ) -> Press:
        """Keep what a person told, once, however often it is delivered. Raises Untaken where somebody else has the
        task, where there is no such task, or where it was told already by somebody else."""
        if (kept := self._store.get_state(SCOPE, PRESS + press_id)) is not None:
            return press_of(kept)
        if len(text) > TEXT_MOST:
            raise Untaken("too_long")
        stands = self._standing(task_id)
        if stands is None:
            raise Untaken("unknown")
        had = any(p.id.startswith(f"taken-{task_id}-{person.id}-") for p in stands.presses)
        if stands.wants is not Wants.NOTHING:
            try:
                self._lease(task_id, person)
            except Untaken:
                if not had:  # who had it and lost the network has done what they tell, whoever has it now
                    raise
        told = [p for p in stands.presses if p.what is what and p.message == message]
        if what in (What.SENT, What.FAILED) and told:
            raise Untaken("told_already", told[0].person)
        if what is What.SENT and all(m.id != message for m in stands.task.messages):
            raise Untaken("unknown")
        files = list(evidence)
        marks = list(marks)
        if len(text) > TURN_MOST:
            files.append(self._store.put_evidence(text.encode(), media_type="text/plain", name=f"{press_id}.txt"))
            text, marks = text[:TURN_MOST], [*marks, "shortened"]
        now = self.clock()
        if now - moment.at_us > LATE_S * 1e6 and "looked_up" not in marks:
            marks.append("late")
        if moment.implausible:
            marks.append("implausible")
        press = Press(
            press_id,
            task_id,
            what,
            moment.at_us,
            moment.accuracy_us,
            now,
            person.name,
            message,
            text,
            tuple(dump_evidence(e) for e in files),
            tuple(marks),
        )
        self._put(press)
        return press

    def undo(self, press_id: str, person: Person) -> None:
        """Forget a “Sent” of this person that was pressed by mistake. Raises Untaken where it counts already."""
        value = self._store.get_state(SCOPE, PRESS + press_id)
        if value is None:
            return  # it never arrived, or is forgotten already
        press = press_of(value)
        stands = self._standing(press.task)
        if stands is None or press.person != person.name:
            raise Untaken("unknown")
        if not may_be_undone(press, stands.presses, stands.task.undo_s - _UNDONE_BY_S, self.clock()):
            raise Untaken("undo_late")
        self._store.put_state(SCOPE, PRESS + press_id, None)

    def keep_picture(self, data: bytes, media_type: str, name: str) -> Evidence:
        """Keep a picture as evidence."""
        return self._store.put_evidence(data, media_type=media_type, name=name)

    def _standing(self, task_id: str) -> Standing | None:
        tasks, presses = self.read()
        task = tasks.get(task_id)
        return None if task is None else standing(task, presses, self.clock())

    def _lease(self, task_id: str, person: Person) -> None:
        try:
            self._store.lease(f"hand:{task_id}", person.owner, stale_after_s=HELD_S)
        except LineLeased:
            raise Untaken("others", _name_of(self._holders().get(task_id, ""))) from None
        self._renewed[task_id, person.id] = self.clock()

    def _put(self, press: Press) -> None:
        key, value = press.row()
        self._store.put_state(SCOPE, key, value)


def _name_of(owner: str) -> str:
    return owner.split(" ", 2)[2] if owner.count(" ") >= 2 else ""
