"""Who speaks in a call, a recording or a person, and who has finished."""

from __future__ import annotations

from itertools import pairwise

import pytest

from shopper.sandbox.phone import tones

from .sounds import MUSIC, RATE, Kind, listen, listening, seconds, silence, speech, told

BUSY = speech("All our operators are busy. Please stay on the line.", who="Recording")
AGENT = speech("Good day, Iryna speaking. How can I help you?")
SHORT = speech("Hello?")


def whys(events: list[object]) -> dict[float, str]:
    """Recorded: when it began, to a tenth of a second, and why."""
    return {round(event.first / RATE, 1): event.why for event in told(events, "Recorded")}


def test_who_has_finished_is_handed_on_with_every_sample() -> None:
    _, events = listen(silence(0.5), AGENT, silence(2))
    (utterance,) = told(events, "Utterance")
    assert utterance.first / RATE == pytest.approx(0.5, abs=0.05)
    assert len(utterance.pcm) == 2 * (utterance.last - utterance.first)
    start = 2 * (utterance.first - RATE // 2)
    assert utterance.pcm == (AGENT[start:] if start >= 0 else bytes(-start) + AGENT)[: len(utterance.pcm)]
    assert utterance.recorded == ""


def test_an_utterance_is_told_before_a_second_of_silence_is_over() -> None:
    ear = listening.Ear()
    told_at = None
    pcm = AGENT + silence(3)
    for at in range(0, len(pcm), 320):
        if told(ear.hear(at // 2, pcm[at : at + 320]), "Utterance"):
            told_at = at / 2 / RATE
            break
    assert told_at is not None and told_at < seconds(AGENT) + 1.0


def test_what_leads_into_music_is_a_recording() -> None:
    _, events = listen(silence(0.5), speech("Thank you for calling Bright Shop."), MUSIC, silence(3))
    assert whys(events) == {0.5: "before music"}
    assert [u.recorded for u in told(events, "Utterance")] == ["before music"]
    assert told(events, "Live") == []


def test_music_that_begins_a_moment_after_it_shows_a_recording_in_hindsight() -> None:
    _, events = listen(silence(0.5), speech("Thank you for calling Bright Shop."), silence(1.2), MUSIC, silence(3))
    kinds = [type(event).__name__ for event in events]
    assert kinds.index("Utterance") < kinds.index("Recorded")
    assert told(events, "Utterance")[0].first == told(events, "Recorded")[0].first
    assert told(events, "Live") == []


def test_a_greeting_that_leads_to_ringing_is_a_recording_and_who_answers_then_a_person() -> None:
    greeting = speech("Thank you for calling Bright Shop.", who="Recording")
    ear, events = listen(greeting, silence(0.8), tones.ringback(6), silence(0.5), AGENT, silence(3))
    assert whys(events) == {0.0: "before ringing"}
    (live,) = told(events, "Live")
    assert live.first / RATE == pytest.approx(seconds(greeting) + 0.8 + 6 + 0.5, abs=0.05)
    assert ear.first_live_speech == live.first


def test_a_person_who_hangs_up_at_once_is_no_recording() -> None:
    _, events = listen(silence(0.5), SHORT, silence(0.5), tones.busy_tone(4))
    assert told(events, "Recorded") == []


def test_both_halves_of_an_announcement_with_a_pause_lead_into_music() -> None:
    _, events = listen(speech("Welcome to our shop."), silence(1.2), speech("Please wait."), silence(0.4), MUSIC)
    assert len(whys(events)) == 2


def test_the_same_recording_again_is_known_while_it_still_plays_and_shows_what_the_first_was() -> None:
    ear = listening.Ear()
    first = [*BUSY, *silence(4)]
    pcm = bytes(first) + BUSY
    found = []
    for at in range(0, len(pcm), 320):
        found += [(at / 2 / RATE, event) for event in ear.hear(at // 2, pcm[at : at + 320])]
    recorded = [(at, event.first) for at, event in found if type(event).__name__ == "Recorded"]
    assert [first for _, first in recorded] == sorted(first for _, first in recorded)
    assert len(recorded) == 2
    assert recorded[0][0] < len(first) / 2 / RATE + 2.5
    assert ear.first_live_speech is None


def test_another_sentence_of_the_same_voice_is_no_repetition() -> None:
    other = speech("We have many good offers, and delivery is free.", who="Recording")
    _, events = listen(BUSY, silence(3), other, silence(3))
    assert told(events, "Recorded") == []


def test_a_hello_said_twice_is_no_recording() -> None:
    _, events = listen(SHORT, silence(3), SHORT, silence(3))
    assert told(events, "Recorded") == []


def test_the_first_person_of_a_hotline_is_found_behind_its_queue() -> None:
    greeting = speech("Thank you for calling Bright Shop.", who="Recording")
    queue = [tones.ringback(1), silence(1), greeting, MUSIC, BUSY, MUSIC, BUSY, MUSIC, silence(0.5)]
    agent_at = sum(seconds(part) for part in queue)
    ear, events = listen(*queue, AGENT, silence(3))
    (live,) = told(events, "Live")
    assert live.first / RATE == pytest.approx(agent_at, abs=0.05)
    assert ear.first_live_speech == live.first
    assert ear.hold_s(RATE) == pytest.approx(agent_at - 1, abs=0.05)
    assert ear.first_speech is not None and ear.first_speech / RATE == pytest.approx(2.0, abs=0.05)
    assert ear.first_sound is not None and ear.first_sound / RATE < 0.05
    assert ear.seconds(Kind.MUSIC) == pytest.approx(9.0, abs=1.0)
    assert [bool(u.recorded) for u in told(events, "Utterance")] == [True, True, True, False]


def test_a_person_is_told_only_when_no_music_has_followed_for_two_seconds() -> None:
    ear = listening.Ear()
    pcm = AGENT + silence(4)
    live_at = None
    for at in range(0, len(pcm), 320):
        if told(ear.hear(at // 2, pcm[at : at + 320]), "Live"):
            live_at = at / 2 / RATE
            break
    assert live_at == pytest.approx(seconds(AGENT) + 2.0, abs=0.15)


def test_whom_the_customer_answered_is_a_person_at_once() -> None:
    ear = listening.Ear()
    pcm = AGENT + silence(1)
    events = ear.hear(0, pcm)
    assert not ear.live
    ear.customer_spoke(len(pcm) // 2)
    assert told(ear.hear(len(pcm) // 2, silence(0.1)), "Live")
    assert told(events, "Utterance")


def test_a_person_who_puts_us_on_hold_stays_a_person() -> None:
    ear = listening.Ear()
    pcm = AGENT + silence(3) + speech("One moment, please.") + MUSIC + silence(3)
    events = ear.hear(0, pcm) + ear.finish()
    assert told(events, "Recorded") == []
    assert [u.recorded for u in told(events, "Utterance")] == ["", ""]


def test_an_announcement_while_a_person_has_us_on_hold_is_a_recording() -> None:
    _, events = listen(AGENT, silence(3), MUSIC, BUSY, MUSIC, silence(3))
    assert list(whys(events).values()) == ["before music"]
    assert [u.recorded for u in told(events, "Utterance")] == ["", "before music"]


@pytest.mark.parametrize(("text", "recorded"), [("Press 2 for delivery.", True), ("It costs 1,299 hryvnias.", False)])
def test_words_show_a_recording(text: str, recorded: bool) -> None:
    ear, events = listen(AGENT, silence(3))
    (utterance,) = told(events, "Utterance")
    found = ear.understood(utterance.first, text)
    assert bool(found) is recorded
    assert (ear.first_live_speech is None) is recorded
    assert ear.live is not recorded


def test_after_a_person_turned_out_to_be_a_recording_the_next_one_is_told() -> None:
    ear = listening.Ear()
    pcm = AGENT + silence(3)
    first = told(ear.hear(0, pcm), "Live")
    assert told(ear.mark(first[0].first, "menu"), "Recorded")
    later = told(ear.hear(len(pcm) // 2, speech("Yes, I am here.") + silence(3)), "Live")
    assert len(later) == 1 and later[0].first > first[0].first


def test_what_was_never_said_cannot_be_marked() -> None:
    ear, _ = listen(AGENT, silence(3))
    assert ear.mark(12, "menu") == []


def test_who_never_pauses_is_handed_on_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "_LONGEST_UTTERANCE", 8 * RATE)  # a minute
    line = speech("And then there is this one, and another one, and many more, as I said before, ", who="Petro")
    long = line * (1 + int(18 / seconds(line)))
    _, events = listen(long, silence(2))
    utterances = told(events, "Utterance")
    assert len(utterances) == 3
    assert all(one.last == other.first for one, other in pairwise(utterances))
    assert b"".join(u.pcm for u in utterances) == long[: 2 * utterances[-1].last][2 * utterances[0].first :]


def test_nothing_is_a_call_too() -> None:
    ear = listening.Ear()
    assert ear.hear(0, b"") == [] and ear.finish() == []
    assert ear.pieces == () and ear.hold_s(0) is None and ear.seconds(Kind.SPEECH) == 0.0
