"""The desk: a task is one person's, a press is kept once, and what cannot be is told."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopper.hand.desk import HELD_S, Desk, Person, Untaken
from shopper.hand.moments import Moment
from shopper.hand.pictures import picture_type
from shopper.hand.tasks import Press, Task, Wants, What, press_of, standing, task_of
from shopper.journal.sqlite import open_store
from tests.hand.desks import OLENA, TARAS, World, world


def at(still: World) -> Moment:
    return Moment(still.clock(), 1000)


def wants(still: World, person: Person = OLENA) -> list[Wants]:
    return [one.standing.wants for one in still.desk.offered(person)]


def test_a_task_goes_from_writing_to_watching_to_being_asked_once_more(still: World) -> None:
    task = still.task(1)
    assert wants(still) == [Wants.WRITE]
    still.desk.press("a", "tag1", What.SENT, at(still), OLENA, message="m1.1")
    still.task(1, asked_us=task.messages[0].asked_us, until_us=still.clock() + 60_000_000)
    assert wants(still) == [Wants.WATCH]
    still.clock.forward(61)
    assert wants(still) == [Wants.CONFIRM]
    still.desk.press("b", "tag1", What.NOBODY, at(still), OLENA, message="m1.1")
    assert wants(still) == []


def test_who_was_answered_is_not_asked_whether_anybody_did(still: World) -> None:
    task = still.task(1)
    still.desk.press("a", "tag1", What.SENT, at(still), OLENA, message="m1.1")
    still.clock.forward(5)
    still.desk.press("b", "tag1", What.REPLY, at(still), OLENA, message="m1.1", text="42")
    still.task(1, asked_us=task.messages[0].asked_us, until_us=still.clock() + 60_000_000)
    still.clock.forward(120)
    assert wants(still) == [Wants.WATCH]


def test_what_was_not_written_in_time_is_not_asked_for_any_more(still: World) -> None:
    still.task(1)
    still.clock.forward(3601)
    assert wants(still) == []


def test_a_task_is_leased_to_one_person_until_they_give_it_back(still: World) -> None:
    still.task(1)
    still.desk.take("tag1", OLENA)
    with pytest.raises(Untaken) as refusal:
        still.desk.take("tag1", TARAS)
    assert (refusal.value.why, refusal.value.person) == ("others", "Olena")
    with pytest.raises(Untaken):
        still.desk.press("a", "tag1", What.SENT, at(still), TARAS, message="m1.1")
    still.desk.give_back("tag1", OLENA)
    still.desk.take("tag1", TARAS)


def test_a_task_of_who_gave_no_sign_of_life_is_free_again(still: World) -> None:
    still.task(1)
    still.desk.take("tag1", OLENA)
    still.clock.forward(HELD_S - 1)
    still.desk.beat(["tag1"], OLENA)
    still.clock.forward(HELD_S - 1)
    with pytest.raises(Untaken):
        still.desk.take("tag1", TARAS)
    still.clock.forward(2)
    still.desk.take("tag1", TARAS)


def test_who_lost_the_network_after_writing_is_believed_though_another_has_the_task_now(still: World) -> None:
    still.task(1)
    still.desk.take("tag1", OLENA)
    wrote = at(still)
    still.clock.forward(HELD_S + 1)
    still.desk.take("tag1", TARAS)
    still.desk.press("a", "tag1", What.SENT, wrote, OLENA, message="m1.1")
    with pytest.raises(Untaken) as refusal:
        still.desk.press("b", "tag1", What.SENT, at(still), TARAS, message="m1.1")
    assert (refusal.value.why, refusal.value.person) == ("told_already", "Olena")


def test_of_two_people_who_press_the_same_task_at_once_one_is_taken(tmp_path: Path) -> None:
    with world(tmp_path, real_time=True) as live:
        for n in range(10):
            live.task(n)

        def press(who: tuple[Person, int]) -> str:
            person, n = who
            store = open_store(tmp_path / "journal.db", tmp_path / "evidence")  # another process's, as it were
            try:
                desk = Desk(store)
                moment = Moment(desk.clock(), 0)
                desk.press(f"{person.id}-{n}", f"tag{n}", What.SENT, moment, person, message=f"m{n}.1")
            except Untaken as refusal:
                return refusal.why
            finally:
                store.close()
            return "taken"

        for n in range(10):
            with ThreadPoolExecutor(2) as pool:
                answers = sorted(pool.map(press, [(OLENA, n), (TARAS, n)]))
            assert answers == ["others", "taken"]
        assert len(live.presses()) == 10


def test_what_a_press_of_an_hour_ago_is_marked_by(still: World) -> None:
    still.task(1, within_s=36_000.0)
    moment = at(still)
    still.clock.forward(3600)
    press = still.desk.press("a", "tag1", What.FAILED, moment, OLENA)
    assert (press.at_us, press.arrived_us - press.at_us, press.marks) == (moment.at_us, 3_600_000_000, ("late",))


TEXTS = st.text(max_size=50)
PRESSES = st.builds(
    Press,
    id=TEXTS,
    task=TEXTS,
    what=st.sampled_from(What),
    at_us=st.integers(0, 2**52),
    accuracy_us=st.integers(0, 2**40),
    arrived_us=st.integers(0, 2**52),
    person=TEXTS,
    message=TEXTS,
    text=TEXTS,
    marks=st.lists(TEXTS, max_size=3).map(tuple),
)


@given(PRESSES)
def test_a_press_is_read_as_it_was_kept(press: Press) -> None:
    assert press_of(press.row()[1]) == press


@given(
    st.lists(
        st.tuples(st.sampled_from(What), st.integers(0, 4), st.integers(0, 100), st.sampled_from((OLENA, TARAS))),
        max_size=12,
    )
)
@settings(max_examples=40, deadline=None)
def test_whatever_is_pressed_in_whatever_order_every_press_is_kept_once_and_the_task_stands_somewhere(
    steps: list[tuple[What, int, int, Person]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, world(Path(folder)) as still:
        task = still.task(1, until_us=still.clock() + 50_000_000)
        kept: dict[str, Press] = {}
        for what, name, seconds, person in steps:
            still.clock.forward(seconds)
            try:
                press = still.desk.press(f"p{name}", "tag1", what, at(still), person, message="m1.1", text="x")
            except Untaken:
                continue
            assert kept.setdefault(press.id, press) == press
        assert {press.id: press for press in still.presses()} == kept
        assert sum(press.what is What.SENT for press in kept.values()) <= 1
        stands = standing(task_of(task.row()[1]), still.presses(), still.clock())
        assert set(stands.presses) == set(kept.values())
        assert (stands.wants is Wants.WRITE) <= all(press.what is not What.SENT for press in kept.values())


@given(st.binary(max_size=64))
def test_only_the_beginnings_of_pictures_are_pictures(data: bytes) -> None:
    known = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF")
    assert picture_type(b"<html>" + data) == ""
    assert not picture_type(data) or data.startswith(known) or data[4:8] == b"ftyp"


def test_the_pictures_that_telephones_make_are_known() -> None:
    assert picture_type(b"\x00\x00\x00\x18ftypheic\x00") == "image/heif"
    assert picture_type(b"RIFF\x00\x00\x00\x00WEBPVP8 ") == "image/webp"
    assert picture_type(b"RIFF\x00\x00\x00\x00WAVEfmt ") == ""


def test_a_task_is_read_as_it_was_kept(still: World) -> None:
    task: Task = still.task(1)
    assert task_of(task.row()[1]) == task


def test_sent_is_forgotten_where_it_was_pressed_by_mistake(still: World) -> None:
    still.task(1, undo_s=6.0)
    still.desk.press("a", "tag1", What.SENT, at(still), OLENA, message="m1.1")
    still.clock.forward(4)
    still.desk.undo("a", OLENA)
    still.desk.undo("a", OLENA)
    assert wants(still) == [Wants.WRITE]
    still.desk.press("b", "tag1", What.SENT, at(still), OLENA, message="m1.1")
    assert wants(still) == [Wants.WATCH]


@pytest.mark.parametrize("why", ["long ago", "answered", "another's", "no send"])
def test_what_counts_already_is_not_forgotten(still: World, why: str) -> None:
    still.task(1, undo_s=6.0)
    still.desk.press("a", "tag1", What.SENT, at(still), OLENA, message="m1.1")
    still.clock.forward(1)
    if why in ("answered", "no send"):
        still.desk.press("b", "tag1", What.REPLY, at(still), OLENA, message="m1.1", text="42")
    if why == "long ago":
        still.clock.forward(5)
    with pytest.raises(Untaken):
        still.desk.undo("b" if why == "no send" else "a", TARAS if why == "another's" else OLENA)
    assert next(press.what for press in still.presses()) is What.SENT
