"""What every store of the journal keeps to, whatever database is behind it."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from shopper.errors import JournalError, LineLeased
from shopper.journal.events import Event, Kind, NewEvent, Store
from shopper.journal.sqlite import open_store
from shopper.model import Clock, Stamp

Opener = Callable[[Path], Store]

# Every store is opened on a folder; opened twice on one folder, it is the same journal.
STORES: dict[str, Opener] = {"sqlite": lambda folder: open_store(folder / "journal.db", folder / "evidence")}


@pytest.fixture(params=list(STORES))
def opener(request: pytest.FixtureRequest) -> Opener:
    return STORES[request.param]


@pytest.fixture
def store(opener: Opener, tmp_path: Path) -> Iterator[Store]:
    opened = opener(tmp_path)
    yield opened
    opened.close()


def at(n: int) -> Stamp:
    return Stamp(1_750_000_000_000_000 + n, n * 1_000, "p", Clock.LOCAL, 1_000)


def op(number: int | None, *, journey: str = "j", kind: Kind = Kind.OP, visit: str = "", **body: Any) -> NewEvent:
    return NewEvent("w", kind, at(number or 0), journey, visit, number, body)


def test_an_event_is_read_as_it_was_appended(store: Store) -> None:
    stamp = Stamp(1, None, "", Clock.SERVER, 1_000_000)
    body = {"text": "Доброго дня,\n\u0000“ціна”?", "n": 1.5, "none": None, "list": [1, {"a": True}]}
    [appended] = store.append([NewEvent("w", Kind.HEARD, stamp, "j", "v", 3, body)])
    assert store.events() == [appended]
    assert (appended.wave, appended.kind, appended.at, appended.journey) == ("w", Kind.HEARD, stamp, "j")
    assert (appended.visit, appended.op, appended.body) == ("v", 3, body)


def test_append_returns_the_body_as_a_later_reading_will_give_it(store: Store) -> None:
    [appended] = store.append([op(1, channels=("chat", "email"))])
    assert appended.body == {"channels": ["chat", "email"]}
    assert store.events() == [appended]


def test_half_a_character_in_a_text_is_kept(store: Store) -> None:
    store.append([op(1, text="broken \ud83d here")])
    assert store.events()[0].body == {"text": "broken \ud83d here"}
    assert store.verify() == []


def test_events_are_found_by_any_mix_of_conditions_in_order(store: Store) -> None:
    events = store.append(
        [
            NewEvent(wave, kind, at(n), journey, visit)
            for n, (wave, journey, visit, kind) in enumerate(
                (wave, journey, visit, kind)
                for kind in (Kind.HEARD, Kind.NOTE)
                for wave in ("w1", "w2")
                for journey in ("j1", "j2")
                for visit in ("", f"{wave}{journey}")
            )
        ]
    )

    def expected(**wanted: Any) -> list[Event]:
        return [e for e in events if all(getattr(e, name) == value for name, value in wanted.items())]

    assert store.events(wave="w1") == expected(wave="w1")
    assert store.events(wave="w2", journey="j1") == expected(wave="w2", journey="j1")
    assert store.events(visit="w1j2") == expected(visit="w1j2")
    assert store.events(wave="w1", visit="") == expected(wave="w1", visit="")
    assert store.events(kinds=[Kind.NOTE]) == expected(kind=Kind.NOTE)
    assert store.events(wave="w1", journey="j1", kinds={Kind.NOTE}) == expected(wave="w1", journey="j1", kind=Kind.NOTE)
    assert store.events(kinds=[Kind.NOTE, Kind.HEARD]) == events
    assert store.events(kinds=[]) == []
    assert store.events(wave="w1", after=events[3].seq) == [e for e in expected(wave="w1") if e.seq > events[3].seq]
    assert store.events(journey="nobody") == []


def test_an_operation_is_done_once_and_a_second_time_is_refused_by_name(store: Store) -> None:
    store.append([op(1, kind=Kind.SAY_INTENT), op(1, kind=Kind.SAY_DONE)])
    with pytest.raises(JournalError, match=r"Operation 1 \(say_intent\) of journey j, wave w, is in the journal"):
        store.append([op(2), op(1, kind=Kind.SAY_INTENT)])
    assert [(e.op, e.kind) for e in store.events()] == [(1, Kind.SAY_INTENT), (1, Kind.SAY_DONE)]


def test_one_operation_twice_in_one_append_is_refused_whole(store: Store) -> None:
    with pytest.raises(JournalError, match="nothing was written"):
        store.append([op(1), op(2), op(2)])
    assert store.events() == []


def test_events_without_an_operation_may_be_alike(store: Store) -> None:
    store.append([op(None, kind=Kind.HEARD), op(None, kind=Kind.HEARD)])
    assert len(store.events()) == 2


def test_an_append_that_fails_leaves_nothing_behind_and_the_next_one_goes_on(store: Store) -> None:
    store.append([op(1)])
    with pytest.raises(ValueError, match="not JSON compliant"):
        store.append([op(2), op(3, price=float("nan"))], state=[("s", "k", 1)])
    with pytest.raises(JournalError):
        store.append([op(2), op(1)], state=[("s", "k", 1)])
    assert store.get_state("s", "k") is None
    store.append([op(2)])
    assert [e.op for e in store.events()] == [1, 2]
    assert store.verify() == []


def test_what_was_heard_and_its_cursor_are_kept_together(store: Store) -> None:
    store.append([op(None, kind=Kind.HEARD)], state=[("mailbox", "uid", 17), ("mailbox", "old", None)])
    assert store.get_state("mailbox", "uid") == 17


def test_a_burst_of_a_thousand_events_goes_in_at_once(store: Store) -> None:
    events = store.append([op(n % 7, journey=f"j{n // 7}", visit=f"v{n // 14}") for n in range(1_000)])
    assert [e.seq for e in events] == sorted({e.seq for e in events})
    assert store.events() == events
    assert store.verify() == []


def test_another_store_on_the_same_journal_sees_and_continues_it(opener: Opener, store: Store, tmp_path: Path) -> None:
    other = opener(tmp_path)
    try:
        for n in range(6):
            (store, other)[n % 2].append([op(n, visit="v")])
        assert store.events() == other.events()
        assert [e.op for e in other.events()] == list(range(6))
        assert store.verify() == other.verify() == []
    finally:
        other.close()


def test_threads_that_write_and_read_at_once_lose_and_double_nothing(store: Store) -> None:
    failures: list[BaseException] = []

    def shop(name: str) -> None:
        try:
            for n in range(25):
                store.append([op(n, journey=name, visit=f"{name}-{n % 3}")])
                assert [e.op for e in store.events(wave="w", journey=name)] == list(range(n + 1))
                store.put_state("cursor", name, n)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=shop, args=(f"j{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(store.events()) == 6 * 25
    assert dict(store.list_state("cursor")) == {f"j{n}": 24 for n in range(6)}
    assert store.verify() == []


def test_a_destroyed_text_is_gone_and_the_chain_still_holds(store: Store) -> None:
    events = store.append([op(n, text="secret", visit="v") for n in range(3)])
    store.destroy_payload(events[1].seq)
    store.destroy_payload(events[1].seq)
    assert [e.body for e in store.events()] == [{"text": "secret"}, {}, {"text": "secret"}]
    assert store.verify() == []


def test_destroying_what_is_not_there_says_so(store: Store) -> None:
    with pytest.raises(JournalError, match="has no event 4711"):
        store.destroy_payload(4711)


def test_ids_that_hold_slashes_do_not_mix_their_chains(store: Store) -> None:
    store.append([NewEvent("w/a", Kind.OP, at(0), "b", "c"), NewEvent("w", Kind.OP, at(1), "a/b", "c")])
    store.append([NewEvent("w", Kind.OP, at(2), "a%2Fb", "c")])
    assert store.verify() == []
    assert store.verify(wave="w") == []
    assert store.verify(wave="never heard of") == []


def test_state_is_kept_by_scope_and_key_and_none_removes_it(store: Store) -> None:
    store.put_state("a", "k2", {"cookies": ["ї"]})
    store.put_state("a", "k1", 0)
    store.put_state("b", "k1", "other")
    store.put_state("a", "k1", [1])
    assert list(store.list_state("a")) == [("k1", [1]), ("k2", {"cookies": ["ї"]})]
    store.put_state("a", "k1", None)
    assert store.get_state("a", "k1") is None
    assert list(store.list_state("a")) == [("k2", {"cookies": ["ї"]})]
    assert store.get_state("b", "k1") == "other"
    assert list(store.list_state("c")) == []


def test_evidence_is_kept_once_under_the_name_of_its_content(store: Store) -> None:
    first = store.put_evidence(b"From: shop\r\n", media_type="message/rfc822", name="reply.eml")
    second = store.put_evidence(b"From: shop\r\n", media_type="message/rfc822", name="again.eml")
    assert first.sha256 == second.sha256
    assert (first.name, second.name, first.size) == ("reply.eml", "again.eml", 12)
    assert store.evidence_path(first.sha256).read_bytes() == b"From: shop\r\n"


def test_a_line_has_one_owner_until_it_is_released(store: Store) -> None:
    store.lease("ann/telegram", "elsewhere:1:1:a")
    store.lease("ann/telegram", "elsewhere:1:1:a")
    with pytest.raises(LineLeased, match="“ann/telegram” is in use by process 1 on host elsewhere"):
        store.lease("ann/telegram", "elsewhere:2:1:b")
    store.release("ann/telegram", "elsewhere:2:1:b")
    assert [(lease.line, lease.owner) for lease in store.leases()] == [("ann/telegram", "elsewhere:1:1:a")]
    store.release("ann/telegram", "elsewhere:1:1:a")
    store.lease("ann/telegram", "elsewhere:2:1:b")
    assert [lease.owner for lease in store.leases()] == ["elsewhere:2:1:b"]


def test_of_many_who_want_a_line_at_once_one_gets_it(opener: Opener, store: Store, tmp_path: Path) -> None:
    other = opener(tmp_path)
    got: list[str] = []

    def want(through: Store, owner: str) -> None:
        try:
            through.lease("line", owner)
        except LineLeased:
            return
        got.append(owner)

    threads = [threading.Thread(target=want, args=((store, other)[n % 2], f"far:{n}:1:x")) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    assert len(got) == 1
    assert [lease.owner for lease in store.leases()] == got


def test_a_store_that_was_closed_says_so(store: Store) -> None:
    store.close()
    store.close()
    for use in (store.events, store.verify, lambda: store.append([op(1)]), lambda: store.put_state("s", "k", 1)):
        with pytest.raises(JournalError, match="was closed"):
            use()


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)
_NEW = st.builds(
    NewEvent,
    wave=st.sampled_from(["w1", "w2"]),
    kind=st.sampled_from([Kind.OP, Kind.HEARD, Kind.SAY_DONE]),
    at=st.builds(Stamp, st.integers(0, 2**52), st.none() | st.integers(0, 2**62), clock=st.sampled_from(list(Clock))),
    journey=st.sampled_from(["", "j1", "shop/ціна.feature"]),
    visit=st.sampled_from(["", "v1", "v2"]),
    op=st.none() | st.integers(0, 12),
    body=st.dictionaries(st.text(max_size=5), _JSON, max_size=3),
)


class JournalMachine(RuleBasedStateMachine):
    """Two handles on one journal, used in any order, against a plain list."""

    opener: Opener

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.model: list[Event] = []
        self.states: dict[tuple[str, str], Any] = {}
        self.stores: list[Store] = []

    @initialize()
    def open_both(self) -> None:
        self.stores = [type(self).opener(self.folder) for _ in range(2)]

    @rule(which=st.integers(0, 1), new=st.lists(_NEW, max_size=5), state=st.none() | st.tuples(st.text("ab"), _JSON))
    def append(self, which: int, new: list[NewEvent], state: tuple[str, Any] | None) -> None:
        put = [] if state is None else [("s", *state)]
        everything: list[Event | NewEvent] = [*self.model, *new]
        taken = [(e.wave, e.journey, e.op, e.kind) for e in everything if e.op is not None]
        if len(set(taken)) < len(taken):
            with pytest.raises(JournalError):
                self.stores[which].append(new, state=put)
            return
        self.model += self.stores[which].append(new, state=put)
        self.states.update({(scope, key): value for scope, key, value in put})

    @precondition(lambda self: self.model)
    @rule(which=st.integers(0, 1), data=st.data())
    def destroy(self, which: int, data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(self.model) - 1))
        old = self.model[place]
        self.stores[which].destroy_payload(old.seq)
        self.model[place] = Event(old.seq, old.wave, old.kind, old.at, old.journey, old.visit, old.op, {})

    @rule(which=st.integers(0, 1))
    def reopen(self, which: int) -> None:
        self.stores[which].close()
        self.stores[which] = type(self).opener(self.folder)

    @rule(
        which=st.integers(0, 1),
        wave=st.none() | st.just("w1"),
        journey=st.none() | st.sampled_from(["", "j1"]),
        kinds=st.none() | st.sets(st.sampled_from([Kind.OP, Kind.HEARD])),
        after=st.integers(0, 20),
    )
    def select(self, which: int, wave: str | None, journey: str | None, kinds: set[Kind] | None, after: int) -> None:
        found = self.stores[which].events(wave=wave, journey=journey, kinds=kinds, after=after)
        assert found == [
            e
            for e in self.model
            if wave in (None, e.wave)
            and journey in (None, e.journey)
            and (kinds is None or e.kind in kinds)
            and e.seq > after
        ]

    @invariant()
    def both_hold_what_was_appended(self) -> None:
        for store in self.stores:
            assert store.events() == self.model
            assert dict(store.list_state("s")) == {k: v for (_, k), v in self.states.items() if v is not None}

    def teardown(self) -> None:
        try:
            for store in self.stores:
                assert store.verify() == []
        finally:
            for store in self.stores:
                store.close()
            shutil.rmtree(self.folder)


class SqliteMachine(JournalMachine):
    opener = staticmethod(STORES["sqlite"])


TestAnyOrderOfUse = SqliteMachine.TestCase
# Shrinking a failure would take minutes of disk time; the failing steps are printed as they are.
TestAnyOrderOfUse.settings = settings(
    max_examples=25, stateful_step_count=15, phases=[Phase.explicit, Phase.generate], database=None
)
