"""The telephone's part of the staff's script (the rest: ../staff.py).

    phone_customers:                      # customers' lines: SIP user and number; the password is "sandbox"
      olena: "+380440000017"
      mark: {number: "+380440000018", language: en}
    phone:                                # the company's numbers
      "+380440001122": PHONE_DESK
    callback: [ORDER, ...]                # what becomes of an ordered call: the first that fits; else nobody calls

A PHONE_DESK is a DESK (rules and default answer what a caller says) with:

    answers_after: 1 s                    # it rings so long
    refuses: busy                         # instead of answering: busy, declined, or never (it rings on)
    early: [PART, ...]                    # heard before the answer, or before it refuses
    call: [PART, ...]                     # heard after the answer; at the end of the list the company hangs up
    patience: 8 s                         # in a talk: when the caller says nothing for so long, it hangs up

An ORDER:

    words: [price]                        # as of a RULE, looked for in the question; nth: the customer's n-th order
    never: true                           # nobody calls
    after: 2 s                            # since the order came in
    from: "+380440001133"                 # one of the numbers of `phone`; left out: the first one
    rings_for: 20 s                       # then the company gives up
    call: [PART, ...]

A PART is one of:

    {say: TEXT, as: Iryna}                # a person speaks; a name is a voice. recording: a WAV file beside the script
                                          # to be played in place of the synthesised voice
    {announce: TEXT}                      # a recording speaks (as, recording: likewise)
    {menu: TEXT, keys: {"2": [PART, ...]}, wait: 5 s, otherwise: [PART, ...]}    # a key may be pressed while it speaks
    {music: 3 s}  {ringing: 5 s}  {busy_tone: 3 s}  {beep: 0.3 s}  {silence: 1 s}  {jingle: true}
    {repeat: 3, parts: [PART, ...]}
    {answer_order: true}                  # replies by the desk's rules to the question of the order
    {listen: 5 s}                         # until the caller has said something, at most so long
    {talk: true}                          # replies by the desk's rules to each thing that the caller says, until one
                                          # of them hangs up (`close: true` in a reply: the company does)
    {hang_up: true}
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from ...errors import did_you_mean
from ..desk import Block, Desk, Seconds, Text, one_or_more
from ..tongues import Tongue
from .numbers import digits_of, same_number

_NUMBER = re.compile(r"\d{3,15}")
_SOUNDS = ("music", "ringing", "busy_tone", "beep", "silence")
_KINDS = (*_SOUNDS, "say", "announce", "menu", "jingle", "repeat", "answer_order", "listen", "talk", "hang_up")


class Part(Block):
    """One thing of a call; see the module's docstring."""

    say: Text = ""
    announce: Text = ""
    menu: Text = ""
    name: str = Field(default="", alias="as")
    recording: str = ""
    keys: dict[Annotated[str, Field(pattern=r"^[0-9*#]$")], tuple[Part, ...]] = Field(default_factory=dict)
    wait: Seconds = 5.0
    otherwise: tuple[Part, ...] = ()
    music: Seconds = 0.0
    ringing: Seconds = 0.0
    busy_tone: Seconds = 0.0
    beep: Seconds = 0.0
    silence: Seconds = 0.0
    jingle: bool = False
    repeat: Annotated[int, Field(ge=0, le=100)] = 0
    parts: tuple[Part, ...] = ()
    answer_order: bool = False
    listen: Seconds = 0.0
    talk: bool = False
    hang_up: bool = False

    @model_validator(mode="after")
    def _is_one_thing(self) -> Part:
        if len(found := [kind for kind in _KINDS if getattr(self, kind)]) != 1:
            given = f"it is {' and '.join(found)}" if found else "it is none"
            raise ValueError(f"a part of a call is one of {', '.join(_KINDS)}; {given}")
        if self.keys and not self.menu:
            raise ValueError("keys need a menu: what is said before one is pressed")
        if bool(self.parts) != bool(self.repeat):
            raise ValueError("repeat needs parts, and parts need repeat: how many times")
        return self

    @property
    def kind(self) -> str:
        return next(kind for kind in _KINDS if getattr(self, kind))

    @property
    def text(self) -> Text:
        """What is said; "" for what is no speech."""
        return self.say or self.announce or self.menu

    @property
    def seconds(self) -> float:
        """How long a tone, the music or silence lasts."""
        return float(getattr(self, self.kind)) if self.kind in _SOUNDS else 0.0

    def inner(self) -> tuple[Part, ...]:
        return (*self.parts, *self.otherwise, *(part for parts in self.keys.values() for part in parts))


def _all_parts(parts: tuple[Part, ...]) -> list[Part]:
    return [each for part in parts for each in (part, *_all_parts(part.inner()))]


class PhoneDesk(Desk):
    """Who answers at one of the company's numbers."""

    answers_after: Seconds = 1.0
    refuses: Literal["", "busy", "declined", "never"] = ""
    early: tuple[Part, ...] = ()
    call: tuple[Part, ...] = (Part(talk=True),)
    patience: Seconds = 8.0

    def every_part(self) -> list[Part]:
        return _all_parts((*self.early, *self.call))


class Order(Block):
    """What becomes of an ordered call; see the module's docstring."""

    words: tuple[str, ...] = ()
    nth: Annotated[tuple[int, ...], BeforeValidator(one_or_more)] = ()
    never: bool = False
    after: Seconds = 1.0
    calls_from: str = Field(default="", alias="from")
    rings_for: Seconds = 20.0
    call: tuple[Part, ...] = (Part(answer_order=True), Part(talk=True))

    def every_part(self) -> list[Part]:
        return _all_parts(self.call)


class Customer(Block):
    """A customer's line. language: of what is said to them until they have said something."""

    number: Annotated[str, Field(min_length=3)]
    language: Tongue = "en"


def as_customer(given: Any) -> Any:
    return {"number": given} if isinstance(given, str) else given


Customers = dict[str, Annotated[Customer, BeforeValidator(as_customer)]]


def check_numbers(desks: Mapping[str, PhoneDesk], customers: Customers, orders: Sequence[Order]) -> None:
    """Whether all numbers of the script are numbers, each one's own, and those that calls come from are the company's.
    Raises ValueError."""
    numbers = [*desks, *(customer.number for customer in customers.values())]
    for n, number in enumerate(numbers):
        if not _NUMBER.fullmatch(digits_of(number)):
            raise ValueError(f"“{number}” is no phone number; write it like +380 44 123 45 67")
        if any(same_number(number, other) for other in numbers[:n]):
            raise ValueError(f"{number} is given twice")
    if orders and not desks:
        raise ValueError("callback: calls need a number to come from; give one under phone:")
    for order in orders:
        if order.calls_from and order.calls_from not in desks:
            raise ValueError(
                f"callback: from: {order.calls_from} is no number under phone:. {did_you_mean(order.calls_from, desks)}"
            )
