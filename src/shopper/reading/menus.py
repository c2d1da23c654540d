"""A menu of a robot: it asks to choose, and what there is to choose is no answer."""

from __future__ import annotations

import re

_MENU = re.compile(
    r"\b(?:(?:reply|respond|answer|type|send) (?:with )?(?:a|the) (?:number|letter|digit)|(?:choose|pick|"
    r"select) (?:a|an|the|one)? ?(?:of )?"
    r"(?:option|topic|categor|number|following)\w*|wybierz (?:język|temat|opcj|numer|kategori|spośród)\w*|"
    r"(?:оберіть|выберите|натисніть|нажмите)(?: \w+)? ?(?:тему|пункт|варіант|вариант|розділ|раздел|цифру|номер|мову|"
    r"язык)|"
    r"(?:натисніть|нажмите|оберіть|выберите|wybierz|press|choose):? ?(?:1|a\))|"
    r"(?:оберіть|виберіть|выберите|choose|pick|wybierz) (?:a |an )?(?:зручн|удобн|convenient|suitable|"
    r"dogodn)\w+ (?!.*(?:сайт|site|stroni|форм|form)))"
)
_ITEM = re.compile(r"(?:^|\s|:)(?:\d\ufe0f?\u20e3?|[a-cа-в])\)? ?[-.)–:]? ?[^\W\d]|\ufe0f\u20e3|^\d")
# “Choose your town 👇”: buttons stand below.
_CHOOSE = re.compile(
    r"\b(?:оберіть|виберіть|обирайте|выберите|выбирайте|choose|pick|select|wybierz|wybierzcie|proszę wybrać)\b,?"
    r"(?: [\w',]+){0,6}? ?(?:[👇⬇🔽⤵↓]|:$|(?:нижче|ниже|below|poniżej|z listy|зі списку|из списка|from the list)\b)"
)


def is_menu(words: str) -> bool:
    """Whether a prepared message, or a clause of it, asks to choose from what it lists."""
    return bool(_MENU.search(words) or _CHOOSE.search(words))


def is_item(clause: str) -> bool:
    """Whether a clause of a menu is one of its items, or its request."""
    return bool(_ITEM.search(clause) or is_menu(clause))
