"""Ways to reach a company that stand below its name at a letter's end: every letter has them, and they send nobody."""

from __future__ import annotations

import re

from .addresses import find_addresses

# “--”, or a line of leave alone or with a name after it.
_SIGN_OFF = re.compile(
    r"^[ \t]*(?:-- ?|—|(?:(?:with )?(?:kind|best|warm) (?:regards|wishes)|regards|(?:yours )?sincerely|"
    r"з повагою|з найкращими побажаннями|с уважением|с наилучшими пожеланиями|"
    r"(?:serdecznie )?pozdrawia(?:m|my)|(?:łącz[ęy]m?y? )?pozdrowienia|z (?:poważaniem|wyrazami szacunku))\b"
    r"[^\n]{0,60})"
    r"[ \t]*$",
    re.MULTILINE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_MOST = 6  # words beside an address: “tel.”, “our site”; more are a sentence
_LINES = 12


def without_contacts(words: str) -> str:
    """A prepared message (text.plain) without the telephone numbers, addresses and names in messengers below its
    sign-off. Other lines stay: a postscript there may send the customer on."""
    signed = _SIGN_OFF.search(words)
    if signed is None or not words[: signed.start()].strip():
        return words
    below = words[signed.end() :].split("\n")
    if len(below) > _LINES:
        return words
    return words[: signed.end()] + "\n".join(line for line in below if not _is_contact(line))


def _is_contact(line: str) -> bool:
    found = find_addresses(line)
    if not found:
        return False
    rest = line
    for address in found:
        rest = rest.replace(address.text, " ")
    return len(_WORD.findall(rest)) < _MOST and not rest.rstrip().endswith((".", "?", "!"))
