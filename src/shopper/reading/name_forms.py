"""The forms that Slavic languages give a personal name, by what it ends in.

Closed lists, not “any few letters”: whoever is called Марія is in «Марією» and not in «Маркет», Anna in “Annę” and not
in “Annual”.
"""

from __future__ import annotations

import re

_END = re.compile(r"[аеєиіїоуюяыьйaeiouyąęó]{1,2}\Z")
_SHORTEST_STEM = 3
# What the last letter of a name becomes; "" stands for a consonant.
_BECOMES = {
    "": "а у ю я ом ем єм ём ові еві е і ї ым им ой ою a u owi iowi em iem ie ze",
    "а": "а и ы і ї е у о ою ой ої ій",
    "я": "я і ї и ю е є ею єю ей йо",
    "о": "о а у ові ом ем і е",
    "ь": "ь я ю ем єм ом еві і и е",
    "й": "й я ю ем єм еві єві и і ї е є",
    "a": "a y i e ę ą o ie ej iej",
    "o": "o a u owi em ie",
    "i": "i iego iemu im",
    "y": "y ego emu ym",
    "e": "e ego emu em",
}
_ADJECTIVE = "ий ій ый ой ого ього его ому ьому ему им ім ым ом ем а ая яя я ої ой ій у ую ю юю ою ею е"
_ADJECTIVES = frozenset("ий ій ый ой ая яя".split())  # noqa: SIM905 - as the lists above


def forms_of(name: str) -> tuple[str, list[str]]:
    """The stem of a name in lower case and all that may stand behind it, the longest first."""
    found = _END.search(name)
    end = found[0] if found is not None and len(name) - len(found[0]) >= _SHORTEST_STEM else ""
    stem = name.removesuffix(end)
    tails = {end, *(end[:-1] + tail for tail in _BECOMES.get(end[-1:], "").split())}
    if end in _ADJECTIVES:
        tails.update(_ADJECTIVE.split())
    if end == "ia":  # Kasia, Kasi, Kasiu
        tails.update(("i", "iu"))
    return stem, sorted(tails, key=lambda tail: (-len(tail), tail))
