"""What was measured of a call: its instants, how long it rang, how long the caller was on hold, how it ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from shopper.model import Stamp

from .line import Happening, What


@dataclass(slots=True)
class Figures:
    """One call's. began: when it rang, or was dialled. first_sound, first_speech: after the answer. person: when one
    spoke first, as far as a machine can tell a person from a recording."""

    incoming: bool
    began: Stamp
    ringing: Stamp | None = None
    answered: Stamp | None = None
    first_sound: Stamp | None = None
    first_speech: Stamp | None = None
    person: Stamp | None = None
    ended: Happening | None = None
    course: list[dict[str, Any]] = field(default_factory=list)
    _since: Stamp | None = None
    _person_first: int | None = None

    def take(self, item: Happening) -> None:
        """Something happened on the wire."""
        match item.what:
            case What.RINGING:
                self.ringing = self.ringing or item.at
            case What.ANSWERED:
                self.answered = self.answered or item.at
            case What.ENDED:
                self.ended = item
            case _:
                pass

    def switched(self, now: str, at: Stamp) -> float:
        """What is heard switched at that moment; how many seconds the sound before it lasted."""
        lasted = max(0.0, at.seconds_since(self._since)) if self._since is not None else 0.0
        self._since = at
        if self.answered is not None and now != "silence":
            self.first_sound = self.first_sound or at
            if now == "speech":
                self.first_speech = self.first_speech or at
        return lasted

    def person_spoke(self, first: int, at: Stamp) -> None:
        """A person began to speak at sample `first`, at that moment."""
        if self._person_first is None or first < self._person_first:
            self._person_first, self.person = first, at

    def was_recorded(self, first: int) -> None:
        """What began at sample `first` was no person."""
        if self._person_first == first:
            self._person_first = self.person = None

    def note(self, what: str, at: Stamp, data: dict[str, Any]) -> None:
        """A line of the call's course, for the evidence."""
        self.course.append({"what": what, "s": self._s(at), "at_us": at.wall_us, **data})

    def told(self) -> dict[str, Any]:
        """Seconds by name; what did not happen is left out.

        ring_s: from the ring (or the dialling) to the answer, or to the end of a call that nobody answered. hold_s:
        from the answer until a person spoke, or to the end. talk_s: from the answer to the end."""
        end = self.ended.at if self.ended is not None else None
        last = self.answered or end
        found: dict[str, Any] = {"incoming": self.incoming}
        if last is not None:
            found["ring_s"] = _between(self.began, last)
        if self.answered is not None:
            for name, at in (("first_sound_s", self.first_sound), ("first_speech_s", self.first_speech)):
                if at is not None:
                    found[name] = _between(self.answered, at)
            if self.person is not None:
                found["person_s"] = _between(self.answered, self.person)
            if (until := self.person or end) is not None and not self.incoming:
                found["hold_s"] = _between(self.answered, until)
            if end is not None:
                found["talk_s"] = _between(self.answered, end)
        if self.ended is not None:
            found |= {
                "ended_by": self.ended.by.value if self.ended.by else "",
                "how": self.ended.how.value if self.ended.how else "",
                "status": self.ended.status,
            }
        return found

    def _s(self, at: Stamp) -> float:
        return round(at.seconds_since(self.began), 3)


def _between(start: Stamp, end: Stamp) -> float:
    return round(max(0.0, end.seconds_since(start)), 3)
