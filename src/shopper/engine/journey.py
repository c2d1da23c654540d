"""A journey as its steps see it: what the fixture `visit` gives.

Steps touch the world only through the methods of Journey. Each of them is a numbered operation (engine.replay); one
that must wait raises Suspend, and the scenario is run again from its first step when what it waits for is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..journal.events import Kind, NewEvent
from ..model import Origin, Outcome, Turn
from ..words.findings import FindingWords
from .course import no_fault, over
from .ending import Failure
from .hearing import Hearing, Reply
from .identity import digest
from .ledger import Ledger, Saying, VisitState
from .probe import Outgoing
from .replay import Script
from .suspend import Ready


@dataclass(slots=True)
class Journey(Hearing):
    """One scripted customer with one need, at its current visit. Made anew for every run of its scenario."""

    # -- visits ------------------------------------------------------------------------------------------------------
    def open(self, channel: str, service: str, *, origin: Origin = Origin.ENTRY) -> VisitState:
        """Begin a visit in a channel. Raises GuardRail when the day's visits there are used up."""
        args = {"channel": channel, "service": service, "origin": origin.value}
        n, held = self._operation("open", args)
        if held is not None:
            self._current = held.visit
            return self.ledger.visits[held.visit]
        self.session.check_day(channel)
        settings = self.session.channel(channel)
        seq = len(self.ledger.visits) + 1
        visit = f"{self.identity.id}.{seq}"
        body = {
            "name": "open",
            "args": args,
            "channel": channel,
            "kind": settings.kind,
            "origin": origin.value,
            "service": service,
            "persona": self.persona_id,
            "language": self.language,
            "seq": seq,
            "tag": digest("tag", self.identity.wave, visit)[:10],
            "terms": {"sla_s": settings.sla, "tolerable_s": settings.tolerable, "patience_s": settings.patience},
            "redirected_by": self._redirected_by if origin is Origin.REDIRECT else None,
        }
        self._append(
            NewEvent(
                self.identity.wave, Kind.VISIT_OPENED, self.session.stamp(), self.identity.id, visit, op=n, body=body
            ),
            state=[self.session.one_visit_more(channel), self.session.seen(visit, body)],
        )
        self._current = visit
        self.session.opened(self.ledger.visits[visit])
        return self.ledger.visits[visit]

    def say(self, text: str, *, subject: str = "") -> None:
        """Say something in the current visit. It is journalled as intent here and goes out at the persona's pace.

        Raises OurFault when something of ours broke in this visit."""
        self._say(text, subject=subject)

    def act(self, act: str, text: str, *, voiced: str = "") -> None:
        """Do something that begins a call in the current visit: "order", "await" or "dial" (probe.Outgoing.act). text:
        what the company is told by it. voiced: what will be spoken in the call, so that a voice that is missing is told
        before it. Raises OurFault."""
        self._say(text, act=act, **({"voiced": voiced} if voiced else {}))

    def add(self, text: str) -> None:
        """Go on with what was said before in the current visit: a reply to that is a reply. Raises OurFault."""
        self._say(text, more=True)

    def part(self, text: str) -> None:
        """Say a last polite word in the current visit, to which no reply is waited for. Raises OurFault."""
        self._say(text, parting=True)

    def _say(self, text: str, *, subject: str = "", **manner: bool | str) -> None:
        visit = self.current
        args = {"visit": visit.id, "text": digest(text)[:16], **manner}
        n, held = self._operation("say", args)
        if held is not None:
            return
        no_fault(visit)
        body = {
            "name": "say",
            "args": args,
            "id": digest("say", self.identity.wave, self.identity.id, str(n))[:20],
            "text": text,
            "subject": subject or (visit.said[0].subject if visit.said else ""),
            "step": self.step,
            **manner,
        }
        self._append(
            NewEvent(
                self.identity.wave, Kind.SAY_INTENT, self.session.stamp(), self.identity.id, visit.id, op=n, body=body
            )
        )
        saying = self.ledger.visits[visit.id].said[-1]
        self.session.say(self, visit, saying)

    def press(self, button: str) -> None:
        """Press a button that the company shows in the current visit, such as a quick reply. Raises OurFault."""
        self._say(button, press=True)

    def end(self) -> None:
        """Wait until the current visit has run its course, and close it. Raises OurFault."""
        visit = self.current

        def ready(ledger: Ledger, now: int) -> Ready:
            state = ledger.visits[visit.id]
            no_fault(state)
            return over(self.session, state, now)

        self.wait_for("end", "the conversation to end", visit, ready)
        if self.ledger.visits[visit.id].closed is None:
            self._close([visit.id], stopped=False)

    # -- findings ----------------------------------------------------------------------------------------------------
    @property
    def tell(self) -> FindingWords:
        """The sentences of findings, in the owner's language: journey.tell("step_silent", title=…, time=…)."""
        return self.session.context.say

    def note(
        self, judge: str, outcome: Outcome, sentence: str, *, turns: Sequence[tuple[str, Turn]] = (), **data: Any
    ) -> None:
        """A soft verdict of this step: the scenario goes on, and fails at its end with all that failed."""
        args = {"judge": judge, "step": self.step}
        n, held = self._operation("note", args)
        if held is not None:
            return
        body = {
            "name": "note",
            "args": args,
            "judge": judge,
            "outcome": outcome.value,
            "sentence": sentence,
            "step": self.step,
            "quotes": [[visit, turn.key, turn.text] for visit, turn in turns],
            "data": data,
        }
        visit = turns[0][0] if turns else self._current
        self._append_soon(
            NewEvent(self.identity.wave, Kind.NOTE, self.session.stamp(), self.identity.id, visit, op=n, body=body)
        )

    def expect(self, judge: str) -> None:
        """This must not be found: answered by the judge of that name when the journey's visits have closed."""
        args = {"judge": judge, "step": self.step}
        n, held = self._operation("expect", args)
        if held is None:
            self._result(n, "expect", args, None, self._current)


def outgoing(visit: VisitState, saying: Saying) -> Outgoing:
    """What goes out for a saying: with the keys of all that was said and heard in the visit before it."""
    before = [(s.done.wall_us, s.key) for s in visit.said if s.done and s.key and s.seq < saying.seq]
    theirs = [(h.turn.at.wall_us, h.turn.key) for h in visit.heard if h.seq < saying.seq and not h.turn.via]
    references = tuple(key for _, key in sorted(before + theirs))
    reply_to = theirs[-1][1] if theirs else (before[-1][1] if before else "")
    return Outgoing(
        saying.id, saying.text, saying.subject, reply_to, references, saying.press, saying.act, saying.voiced
    )


__all__ = ["Failure", "Journey", "Reply", "Script", "outgoing"]
