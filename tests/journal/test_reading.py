"""From events to records: what was said and heard, in order, with what spoilt it."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shopper.journal.codec import (
    dump_evidence,
    dump_stamp,
    dump_verdict,
    load_evidence,
    load_stamp,
    load_verdict,
)
from shopper.journal.events import Event, Kind
from shopper.journal.reading import journeys, verdicts
from shopper.model import (
    Clock,
    Closing,
    Evidence,
    JourneyRecord,
    Origin,
    Outcome,
    Quote,
    Side,
    Stamp,
    Terms,
    TurnKind,
    Verdict,
    VisitRecord,
)

NOON = 1_750_000_000_000_000
OPENED: dict[str, Any] = {
    "channel": "chat",
    "kind": "webchat",
    "origin": "entry",
    "service": "price",
    "persona": "ann",
    "language": "uk",
    "terms": {"sla_s": 60, "tolerable_s": 300, "patience_s": 1800},
    "seq": 0,
    "redirected_by": None,
    "tag": "t0",
}


def at(seconds: float, *, clock: Clock = Clock.LOCAL, accuracy_s: float = 0.001) -> Stamp:
    return Stamp(NOON + round(seconds * 1e6), clock=clock, accuracy_us=round(accuracy_s * 1e6))


class Story:
    """Writes events one after another, as the engine does."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def note(
        self, kind: Kind, seconds: float | Stamp, /, *, visit: str = "v0", op: int | None = None, **body: Any
    ) -> Story:
        stamp = seconds if isinstance(seconds, Stamp) else at(seconds)
        self.events.append(Event(len(self.events) + 1, "w", kind, stamp, "j", visit, op, body))
        return self

    def open(self, seconds: float = 0.0, *, visit: str = "v0", **body: Any) -> Story:
        return self.note(Kind.VISIT_OPENED, seconds, visit=visit, **{**OPENED, **body})

    def say(self, seconds: float | Stamp, text: str, *, visit: str = "v0", **done: Any) -> Story:
        name = f"s{len(self.events)}"
        self.note(Kind.SAY_INTENT, seconds, visit=visit, id=name, text=text, subject="", step="")
        return self.note(Kind.SAY_DONE, seconds, visit=visit, **{"id": name, "key": name, "evidence": [], **done})

    def hear(self, seconds: float | Stamp, text: str, key: str, *, visit: str = "v0", **body: Any) -> Story:
        return self.note(Kind.HEARD, seconds, visit=visit, **{"key": key, "text": text, "kind": "message", **body})

    def close(self, seconds: float, closing: str = "quiet", *, visit: str = "v0") -> Story:
        return self.note(Kind.VISIT_CLOSED, seconds, visit=visit, closing=closing, observed_s=seconds)

    def record(self) -> JourneyRecord:
        [record] = journeys(self.events, facts=lambda persona, _language: {"name": persona.title()})
        return record

    def visit(self) -> VisitRecord:
        return self.record().visits[0]

    def words(self) -> list[str]:
        return [turn.text for turn in self.visit().turns]


def test_a_journey_is_read_with_its_visits_and_turns() -> None:
    story = Story().note(
        Kind.JOURNEY_STARTED,
        0,
        visit="",
        feature="question.feature",
        scenario="Price",
        example="chat",
        title="A price",
        line=7,
        language="en",
    )
    file = Evidence("0" * 64, "image/png", "shot.png", 12)
    read_at = at(3.5)
    story.open(0.1).say(1, "How much?").hear(
        3,
        "100",
        "m1",
        sender="Olha",
        subject="Re",
        read_at=dump_stamp(read_at),
        evidence=[dump_evidence(file)],
    )
    story.close(60).note(Kind.JOURNEY_FINISHED, 61, visit="", outcome="passed", failures=[])
    record = story.record()
    assert (record.id, record.wave, record.feature, record.scenario) == ("j", "w", "question.feature", "Price")
    assert (record.example, record.title, record.line, record.language) == ("chat", "A price", 7, "en")
    assert (record.service, record.persona, record.facts, record.finished) == ("price", "ann", {"name": "Ann"}, True)
    [visit] = record.visits
    assert (visit.id, visit.journey, visit.seq, visit.origin, visit.channel) == ("v0", "j", 0, Origin.ENTRY, "chat")
    assert (visit.kind, visit.language, visit.terms) == ("webchat", "uk", Terms(60, 300, 1800))
    assert (visit.opened, visit.first_said, visit.closed) == (at(0.1), at(1), at(60))
    assert (visit.closing, visit.observed_s, visit.fault, visit.valid) == (Closing.QUIET, 60, "", True)
    said, heard = visit.turns
    assert (said.n, said.side, said.text, said.at) == (0, Side.CUSTOMER, "How much?", at(1))
    assert (heard.n, heard.side, heard.text, heard.at) == (1, Side.COMPANY, "100", at(3))
    assert (heard.read_at, heard.kind, heard.sender) == (read_at, TurnKind.MESSAGE, "Olha")
    assert (heard.subject, heard.key, heard.evidence, heard.late) == ("Re", "m1", (file,), False)


def test_what_was_meant_and_did_not_go_out_is_no_turn() -> None:
    story = Story().open().note(Kind.SAY_INTENT, 1, id="a", text="Hello?", subject="", step="")
    story.note(Kind.SAY_ATTEMPT, 1, id="a")
    assert story.visit().turns == ()
    assert story.visit().first_said is None
    assert story.visit().valid


def test_a_send_that_cannot_be_known_makes_the_visit_invalid() -> None:
    story = Story().open().note(Kind.SAY_INTENT, 1, id="a", text="Hello?").note(Kind.SAY_UNKNOWN, 9, id="a")
    visit = story.visit()
    assert visit.turns == ()
    assert (visit.valid, visit.fault_code) == (False, "unknown_send")
    assert "not sent again" in visit.fault


def test_a_send_learnt_after_a_crash_stands_at_its_own_time() -> None:
    story = Story().open().note(Kind.SAY_INTENT, 1, op=4, id="a", text="Hello?").hear(5, "Yes?", "m1")
    story.note(Kind.SAY_DONE, 1.2, op=4, id="a", key="k", reconciled=True)
    assert story.words() == ["Hello?", "Yes?"]
    assert story.visit().first_said == at(1.2)


def test_a_message_heard_twice_is_one_turn() -> None:
    story = Story().open().hear(2, "100", "m1").hear(2, "100", "m1").hear(3, "100", "m2")
    assert [turn.key for turn in story.visit().turns] == ["m1", "m2"]


def test_messages_without_a_key_are_each_a_turn() -> None:
    assert Story().open().hear(2, "Hi", "").hear(3, "Hi", "").words() == ["Hi", "Hi"]


def test_a_changed_text_replaces_the_first_and_keeps_its_time() -> None:
    first, second = (Evidence(digit * 64, "image/png", "n", 1) for digit in "ab")
    story = Story().open().say(1, "How much?").hear(2, "It", "m1", evidence=[dump_evidence(first)]).hear(3, "!", "m2")
    story.hear(4, "It costs 100", "m1", revises=True, evidence=[dump_evidence(first), dump_evidence(second)])
    turn = story.visit().turns[1]
    assert story.words() == ["How much?", "It costs 100", "!"]
    assert (turn.at, turn.read_at, turn.evidence) == (at(2), at(4), (first, second))


def test_a_change_of_a_message_never_heard_is_heard() -> None:
    assert Story().open().hear(4, "It costs 100", "m1", revises=True).words() == ["It costs 100"]


def test_what_comes_after_the_visit_closed_is_late_and_no_company_turn() -> None:
    visit = Story().open().say(1, "How much?").close(10, "patience").hear(12, "100", "m1").visit()
    assert [(turn.text, turn.late) for turn in visit.turns] == [("How much?", False), ("100", True)]
    assert visit.company_turns() == ()


def test_what_came_in_time_and_was_fetched_after_the_visit_closed_is_not_late() -> None:
    story = Story().open().say(1, "How much?").close(10, "patience")
    story.hear(at(8, clock=Clock.SERVER, accuracy_s=1), "100", "m1")
    assert [turn.late for turn in story.visit().turns] == [False, False]


def test_a_change_after_the_visit_closed_does_not_change_what_the_customer_saw() -> None:
    story = Story().open().say(1, "How much?").hear(2, "100", "m1").close(10).hear(20, "200", "m1", revises=True)
    assert [(turn.text, turn.late) for turn in story.visit().turns][1:] == [("100", False), ("200", True)]
    keys = [turn.key for turn in story.visit().turns]
    assert len(set(keys)) == len(keys)


def test_turns_stand_in_order_of_time_whenever_they_were_learnt() -> None:
    story = Story().open().say(10, "b").say(20, "d")
    story.hear(at(15, clock=Clock.SERVER, accuracy_s=1), "c", "m2").hear(5, "a", "m1", kind="greeting").hear(
        30, "e", "m3"
    )
    assert story.words() == ["a", "b", "c", "d", "e"]
    assert [turn.n for turn in story.visit().turns] == [0, 1, 2, 3, 4]


def test_a_clock_of_whole_seconds_does_not_put_the_answer_before_the_question() -> None:
    story = Story().open().say(10.7, "How much?").hear(at(10, clock=Clock.SERVER, accuracy_s=1), "100", "m1")
    assert story.words() == ["How much?", "100"]


def test_two_moments_of_one_coarse_clock_are_believed_to_be_in_their_order() -> None:
    story = Story().open()
    for second, text in ((12, "c"), (11, "b"), (10, "a")):
        story.hear(at(second, clock=Clock.SERVER, accuracy_s=1), text, text)
    assert story.words() == ["a", "b", "c"]


@given(st.lists(st.floats(0, 1_000).map(lambda s: round(s, 3)), max_size=12))
def test_by_one_clock_turns_stand_in_order_of_time(moments: list[float]) -> None:
    story = Story().open()
    for n, moment in enumerate(moments):
        story.hear(moment, str(n), f"m{n}")
    turns = story.visit().turns
    assert [turn.at.wall_us for turn in turns] == sorted(at(moment).wall_us for moment in moments)
    assert [turn.n for turn in turns] == list(range(len(moments)))


def test_a_fault_makes_the_visit_invalid_and_the_first_one_names_it() -> None:
    story = Story().open().say(1, "Hello").note(Kind.FAULT, 2, code="browser", message="The browser died.")
    story.note(Kind.FAULT, 3, code="network", message="No network.").close(4, "fault")
    visit = story.visit()
    assert (visit.valid, visit.fault, visit.fault_code) == (False, "The browser died.", "browser")
    assert visit.closing is Closing.FAULT


def test_a_fault_after_the_visit_closed_spoils_nothing() -> None:
    story = Story().open().say(1, "Hello").close(4).note(Kind.FAULT, 5, code="browser", message="The browser died.")
    assert story.visit().valid


def test_a_visit_closed_by_a_fault_is_invalid_whatever_else_is_known() -> None:
    assert not Story().open().say(1, "Hello").close(4, "fault").visit().valid
    story = Story().open().close(4, "fault").note(Kind.FAULT, 4, code="captcha", message="Blocked.")
    assert story.visit().fault_code == "captcha"


def test_a_redirected_visit_names_the_turn_that_sent_the_customer_there() -> None:
    story = Story().open().say(1, "How much?").hear(2, "One moment", "m1").hear(3, "Write to us", "m2")
    story.open(4, visit="v1", seq=1, origin="redirect", channel="email", redirected_by=["v0", "m2"])
    story.open(5, visit="v2", seq=2, origin="redirect", redirected_by=["v0", "never heard"])
    visits = story.record().visits
    assert [visit.redirected_by for visit in visits] == [None, ("v0", 2), None]
    assert visits[0].turns[2].text == "Write to us"


def test_visits_stand_in_the_order_of_their_numbers() -> None:
    story = Story().open(visit="b", seq=1).open(visit="a", seq=0)
    assert [visit.id for visit in story.record().visits] == ["a", "b"]


def test_destroyed_texts_leave_turns_with_their_times() -> None:
    story = Story().open().say(1, "my card").hear(2, "thanks", "m1").close(9)
    story.events = [
        Event(e.seq, e.wave, e.kind, e.at, e.journey, e.visit, e.op, {}) if e.kind is not Kind.VISIT_OPENED else e
        for e in story.events
    ]
    visit = story.visit()
    assert [(turn.text, turn.at) for turn in visit.turns] == [("", at(1)), ("", at(2))]
    assert (visit.closed, visit.closing, visit.observed_s) == (at(9), None, None)


def test_a_wave_whose_every_text_was_destroyed_can_still_be_read() -> None:
    story = Story().note(Kind.JOURNEY_STARTED, 0, visit="").open().say(1, "x").hear(2, "y", "m")
    story.note(Kind.FAULT, 3).note(Kind.SAY_UNKNOWN, 3).note(Kind.VERDICT, 4)
    bare = [Event(e.seq, e.wave, e.kind, e.at, e.journey, e.visit, e.op, {}) for e in story.events]
    [record] = journeys(bare)
    assert len(record.visits[0].turns) == 2
    assert not record.visits[0].valid
    assert verdicts(bare) == []


def test_journeys_of_two_waves_are_told_apart_and_keep_their_order() -> None:
    events = [
        Event(n, wave, Kind.JOURNEY_STARTED, at(n), journey, "", 0, {})
        for n, (wave, journey) in enumerate([("w1", "j2"), ("w2", "j2"), ("w1", "j1")])
    ]
    assert [(r.wave, r.id, r.finished) for r in journeys(events)] == [
        ("w1", "j2", False),
        ("w2", "j2", False),
        ("w1", "j1", False),
    ]


_STAMPS = st.builds(Stamp, st.integers(0, 2**53), st.none() | st.integers(0, 2**62), st.text(), st.sampled_from(Clock))
_EVIDENCE = st.builds(Evidence, st.text(), st.text(), st.text(), st.integers(0))
_VERDICTS = st.builds(
    Verdict,
    judge=st.text(),
    version=st.integers(),
    outcome=st.sampled_from(Outcome),
    journey=st.text(),
    visit=st.text(),
    sentence=st.text(),
    quotes=st.lists(st.builds(Quote, st.text(), st.integers(0), st.text()), max_size=3).map(tuple),
    step=st.text(),
    data=st.dictionaries(st.text(), st.floats(allow_nan=False) | st.text()),
)


@given(_STAMPS, _EVIDENCE, _VERDICTS)
def test_stamps_evidence_and_verdicts_come_back_as_they_were(stamp: Stamp, file: Evidence, verdict: Verdict) -> None:
    assert load_stamp(dump_stamp(stamp)) == stamp
    assert load_evidence(dump_evidence(file)) == file
    assert load_verdict(dump_verdict(verdict)) == verdict


def test_verdicts_are_read_in_order() -> None:
    one = Verdict("silence", 1, Outcome.FAILED, "j", "v0", "Nobody answered.", (Quote("v0", 0, "Hello?"),))
    other = Verdict("slow", 1, Outcome.PASSED, "j", "v0", "In time.")
    story = Story().note(Kind.VERDICT, 1, verdict=dump_verdict(one)).note(Kind.VERDICT, 2, verdict=dump_verdict(other))
    assert verdicts(story.events) == [one, other]
