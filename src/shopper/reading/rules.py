"""What every language has to bring for its messages to be read; the files `english`, `polish` and `eastern` do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from re import Pattern


@dataclass(frozen=True, slots=True)
class Rules:
    """Patterns for one clause of a prepared message (text.plain).

    name: as shopper.reading.tongue says it. cut: where a sentence falls into clauses. purpose: what the rest of a
    clause is good for (“so that we can …”).

    Sending away — direct: by target, words that send by themselves (“call us”). places: by target, the names of
    places, which send together with a word of `sends`. third: sends to somebody else. ours: what the company does
    itself. moved: the company has begun elsewhere, and waits there. here: it speaks of the chat that it is in. past:
    tells of what was. aside: the place is an extra. condition: it is one if need be. private: the target that a
    private message stands for. imperative: any polite request, which sends where an address or a counter is named.

    asked_contact: a customer asks for an address.

    The rest — ack, transfer, refusal, vague (a refusal that settles nothing), way (another way is shown), social
    (begins with politeness), kind (readiness to help and regret), fact (signs of information), instruct (tells what to
    do).
    """

    name: str
    cut: Pattern[str]
    purpose: Pattern[str]
    direct: Mapping[str, Pattern[str]]
    places: Mapping[str, Pattern[str]]
    sends: Pattern[str]
    third: Pattern[str]
    ours: Pattern[str]
    moved: Pattern[str]
    here: Pattern[str]
    past: Pattern[str]
    aside: Pattern[str]
    condition: Pattern[str]
    asked_contact: Pattern[str]
    ack: Pattern[str]
    transfer: Pattern[str]
    refusal: Pattern[str]
    vague: Pattern[str]
    way: Pattern[str]
    social: Pattern[str]
    kind: Pattern[str]
    fact: Pattern[str]
    instruct: Pattern[str]
    private: str = "twitter"
    imperative: Pattern[str] | None = None


def any_of(*forms: str) -> Pattern[str]:
    """One pattern out of alternatives."""
    return re.compile("|".join(forms))


def each(forms: Mapping[str, str]) -> dict[str, Pattern[str]]:
    """The patterns of a table."""
    return {name: re.compile(form) for name, form in forms.items()}
