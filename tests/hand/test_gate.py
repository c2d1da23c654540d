"""The one-time code: one person each, few tries, and everything is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shopper.hand.gate import WRONG_MOST, Answer, Gate


class Door:
    """A gate whose clock moves by hand, and what its terminal said."""

    def __init__(self) -> None:
        self.now = 0.0
        self.told: list[tuple[str, str]] = []
        self.gate = Gate(lambda: self.now, lambda what, value: self.told.append((what, value)))

    @property
    def code(self) -> str:
        return [value for what, value in self.told if what == "code"][-1]

    def enter(self, code: str) -> tuple[Answer, str]:
        self.now += 2.0
        return self.gate.enter(code)

    def wrong(self) -> str:
        return f"{(int(self.code) + 1) % 10**8:08}"


def test_a_code_lets_one_person_in_and_the_next_one_needs_the_next_code() -> None:
    door = Door()
    first = door.code
    answer, issued = door.enter(f"{first[:4]} {first[4:]}")
    assert answer is Answer.IN
    assert door.gate.knows(issued)
    assert door.code != first
    assert door.enter(first)[0] is Answer.WRONG


def test_a_thousand_wrong_codes_lock_the_door_and_that_is_told() -> None:
    door = Door()
    issued = door.enter(door.code)[1]
    answers = [door.enter(door.wrong())[0] for _ in range(1000)]
    assert answers[: WRONG_MOST - 1] == [Answer.WRONG] * (WRONG_MOST - 1)
    assert set(answers[WRONG_MOST - 1 :]) == {Answer.LOCKED}
    assert door.told[-1] == ("locked", "")
    assert [value for what, value in door.told if what == "wrong"] == [str(n) for n in range(WRONG_MOST - 1, 0, -1)]
    assert door.enter(door.code) == (Answer.LOCKED, "")
    assert door.gate.knows(issued)  # who is in stays in


def test_codes_that_come_faster_than_one_a_second_are_not_even_looked_at() -> None:
    door = Door()
    door.enter(door.wrong())
    assert door.gate.enter(door.code) == (Answer.SOON, "")
    assert door.gate.left == WRONG_MOST - 1
    assert door.enter(door.code)[0] is Answer.IN


@given(st.text(max_size=40))
def test_no_other_text_is_a_code_and_no_other_text_a_pass(text: str) -> None:
    door = Door()
    digits = "".join(c for c in text if c.isascii() and c.isdigit())
    assert (door.enter(text)[0] is Answer.IN) == (digits == door.told[0][1])
    assert not door.gate.knows(text)
