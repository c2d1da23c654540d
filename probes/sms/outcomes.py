"""Whose fault it is that a message did not arrive, by the provider's number for it (www.twilio.com/docs/api/errors)."""

from __future__ import annotations

from dataclasses import dataclass

# Nobody can write to this number of the company's: it is switched off, no handset, a land line, not able to take texts.
_THEIRS = frozenset({30003, 30005, 30006, 21614, 30011})
_OURS: dict[int, str] = {
    21211: "The provider does not take the channel's address for a number; correct it in config/company.yaml.",
    21408: "The account may not send texts to that country; allow it in the provider's console, under Geo permissions.",
    21606: "The persona's number cannot send text messages; get one that can, or write another.",
    21660: "The persona's number does not belong to this account; write number and account that go together.",
    21610: "The number was unsubscribed there (somebody wrote STOP from it); write START to it, or take another one.",
    21612: "The provider has no way from the persona's number to that one; take a number of the company's country.",
    30002: "The account is suspended; look at the provider's console.",
    30007: "A carrier filtered the message as unwanted; register the number with the carriers, and write less often.",
    30010: "The message would have cost more than the account allows.",
    30032: "The number is not verified yet; the provider's console says what is missing.",
    30034: "The number is not registered for text messages to that country (A2P 10DLC); register it with the provider.",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """Why a message did not arrive. ours: what to do, where it says nothing about the company; "" where it does."""

    code: int
    words: str
    ours: str


def outcome_of(code: int, words: str) -> Outcome:
    """What an error means. One that is not known says nothing about the company."""
    if code in _THEIRS:
        return Outcome(code, words, "")
    advice = _OURS.get(code) or f"https://www.twilio.com/docs/errors/{code} says what it means." if code else ""
    told = f"A text message did not go out ({code or 'no number'}: {words or 'no reason given'}). {advice}".strip()
    return Outcome(code, words, told)
