"""What `shopper journal` prints."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console
from rich.table import Table

from shopper.errors import Refused
from shopper.journal.events import Kind, NewEvent
from shopper.journal.listing import (
    clean,
    find_visit,
    moment,
    seconds,
    transcript_table,
    transcript_text,
    visit_rows,
    visits_table,
    waves_table,
)
from shopper.journal.reading import build_records, waves
from shopper.journal.sqlite import open_store
from shopper.journal.store import SqlStore
from shopper.model import Clock, Stamp

NOON = 1_750_075_200_000_000  # 2025-06-16 12:00:00 UTC


def event(kind: Kind, s: float, journey: str = "", visit: str = "", op: int | None = None, **body: Any) -> NewEvent:
    return NewEvent("monday", kind, Stamp(NOON + round(s * 1e6)), journey, visit, op, body)


def opened(s: float, journey: str, visit: str, channel: str) -> NewEvent:
    return event(
        Kind.VISIT_OPENED, s, journey, visit, channel=channel, persona="ann", service="price", language="uk", seq=0
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    with closing(open_store(tmp_path / "j.db", tmp_path / "e")) as filled:
        filled.append(
            [
                event(Kind.WAVE_STARTED, 0),
                *(event(Kind.JOURNEY_STARTED, 0, f"j{n}", op=0, scenario=f"Story [{n}]", example="") for n in range(4)),
                opened(1, "j0", "j0-chat", "chat"),
                event(Kind.SAY_INTENT, 2, "j0", "j0-chat", 1, id="a", text="Скільки коштує?"),
                event(Kind.SAY_DONE, 2.125, "j0", "j0-chat", 1, id="a", key="k"),
                event(Kind.WAIT, 3, "j0", "", 2, until_us=0),
                event(Kind.HEARD, 4.5, "j0", "j0-chat", key="m", text="\x1b[31m100 [b]грн\x07\nДякуємо", sender="Бот"),
                event(Kind.OP, 4.6, "j0", "", 2, name="hear"),
                opened(5, "j1", "j1-mail", "email"),
                event(Kind.WAIT, 6, "j1", "", 2, until_us=0),
                event(Kind.FAULT, 7, "j2", "j2-chat", code="browser", message="The browser died."),
                opened(6, "j2", "j2-chat", "chat"),
                event(Kind.WAIT, 6, "j3", "", 1, until_us=0),
                event(Kind.JOURNEY_FINISHED, 8, "j3", outcome="passed"),
            ]
        )
        yield filled


def printed(table: Table) -> str:
    file = io.StringIO()
    Console(file=file, width=200).print(table)
    return file.getvalue()


def test_a_wave_says_how_many_of_its_journeys_are_done_and_how_many_wait(store: SqlStore) -> None:
    [wave] = waves(store)
    assert (wave.name, wave.journeys, wave.journeys_finished, wave.waiting) == ("monday", 4, 1, 1)
    assert wave.open
    assert "monday  2025-06-16 12:00:00  open      1 of 4    1" in printed(waves_table([wave]))


def test_a_finished_wave_says_when_and_one_taken_up_again_is_open(store: SqlStore) -> None:
    store.append([event(Kind.WAVE_FINISHED, 60)])
    [wave] = waves(store)
    assert not wave.open
    assert "2025-06-16 14:01:00" in printed(waves_table([wave], zone=ZoneInfo("Europe/Warsaw")))
    store.append([event(Kind.WAVE_STARTED, 90)])
    assert waves(store)[0].open
    assert waves(store)[0].started == wave.started


def test_the_visits_of_a_wave_are_listed_with_their_first_reply_and_state(store: SqlStore) -> None:
    rows = visit_rows(build_records(store, "monday"))
    assert [(row.visit, row.channel, row.turns, row.reply_s, row.state) for row in rows] == [
        ("j0-chat", "chat", 2, 2.375, "open"),
        ("j1-mail", "email", 0, None, "open"),
        ("j2-chat", "chat", 0, None, "unmeasured: The browser died."),
    ]
    text = printed(visits_table(rows))
    assert "Story [0]" in text
    assert "2.38 s" in text


def test_a_transcript_shows_every_word_and_nothing_that_steers_a_terminal(store: SqlStore) -> None:
    visit = find_visit(store, "j0-chat")
    assert transcript_text(visit) == (
        "Visit j0-chat: ann in chat, price, uk; open\n"
        "2025-06-16 12:00:02.125  +0.00 s  customer:\n    Скільки коштує?\n"
        "2025-06-16 12:00:04.500  +2.38 s  Бот:\n    [31m100 [b]грн\n    Дякуємо\n"
    )
    shown = printed(transcript_table(visit))
    assert "[31m100 [b]грн" in shown
    assert "\x1b" not in shown and "\x07" not in shown


@pytest.mark.parametrize(
    ("data", "note"),
    [
        ({"folder": "Спам", "spam": True}, "found in the spam folder, “Спам”"),
        ({"folder": "Shops\x1b[31m"}, "found in the folder “Shops[31m”"),
    ],
)
def test_a_reply_that_a_filter_hid_is_shown_with_where_it_lay(store: SqlStore, data: dict[str, Any], note: str) -> None:
    store.append([event(Kind.HEARD, 9, "j1", "j1-mail", key="m", text="250 UAH", sender="Iryna", data=data)])
    visit = find_visit(store, "j1-mail")
    assert f"Iryna ({note}):" in transcript_text(visit)
    assert visit.turns[0].data == data


def test_a_mail_returned_for_our_own_account_makes_the_visit_unmeasured(store: SqlStore) -> None:
    data = {"status": "5.7.1", "ours": "The account's mail is taken for spam."}
    store.append([event(Kind.HEARD, 9, "j1", "j1-mail", key="m", text="554 5.7.1", data=data)])
    visit = find_visit(store, "j1-mail")
    assert (visit.fault, visit.fault_code, visit.valid) == (data["ours"], "sender_refused", False)


def test_a_visit_is_found_by_the_beginning_of_its_id_if_that_is_one(store: SqlStore) -> None:
    assert find_visit(store, "j1").id == "j1-mail"
    with pytest.raises(Refused, match=r"has no wave and no visit “j”\. It could be j0-chat, j1-mail, j2-chat"):
        find_visit(store, "j")
    with pytest.raises(Refused, match="Did you mean “j1-mail”"):
        find_visit(store, "j1-mali")
    with pytest.raises(Refused, match="has no wave and no visit “”"):
        find_visit(store, "")


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.004, "0.00 s"), (59.5, "59.50 s"), (125, "2 min 05 s"), (3_600, "1 h 00 min"), (187_300, "2 d 04 h")],
)
def test_durations_are_told_in_units_of_people(value: float, words: str) -> None:
    assert seconds(value) == words


def test_a_moment_is_not_told_more_exactly_than_it_is_known() -> None:
    assert moment(Stamp(NOON + 1_234_567), accurate=True) == "2025-06-16 12:00:01.234"
    coarse = Stamp(NOON + 1_000_000, clock=Clock.SERVER, accuracy_us=1_000_000)
    assert moment(coarse, accurate=True) == "2025-06-16 12:00:01 (server)"


def test_text_is_cleaned_of_what_turns_writing_round() -> None:
    assert clean("a\u202eb\u0000c\r\nd\te\u00a0f\ud800") == "abc\nd\te\u00a0f?"
