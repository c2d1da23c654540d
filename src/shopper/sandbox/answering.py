"""What staff answer: a pure function of their script, what they remember of the conversation, and what was said."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .desk import Desk, Reply, Rule, Text
from .phone.numbers import number_in
from .staff import Staff
from .tongues import tongue_of

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Memory:
    """What staff remember of one conversation.

    said: how many messages the customer wrote. asked: names of the rules that have asked for the order number.
    awaiting: the rule that waits for it now.
    """

    said: int = 0
    language: str = "en"
    order: str = ""
    email: str = ""
    phone: str = ""
    asked: tuple[str, ...] = ()
    awaiting: str = ""


def answer(staff: Staff, desk: Desk, memory: Memory, text: str) -> tuple[Memory, tuple[Reply, ...]]:
    """What the desk replies to the customer's next message, and what it remembers afterwards."""
    told = staff.order_in(text)
    email = next((found for found in _EMAIL.findall(text) if not found.lower().endswith(f"@{staff.domain}")), "")
    memory = replace(
        memory,
        said=memory.said + 1,
        language=tongue_of(text, memory.language),
        order=told or memory.order,
        email=email or memory.email,
        phone=number_in(text) or memory.phone,
    )
    named = [(rule.name or f"#{n}", rule) for n, rule in enumerate(desk.rules)]
    if memory.awaiting and told and staff.knows_order(told):
        for name, rule in named:
            if name == memory.awaiting:
                return replace(memory, awaiting=""), rule.replies
    for name, rule in [*named, ("default", desk.default)]:
        if _fits(staff, rule, memory, text):
            asks = rule.asks_order and (not memory.order or (rule.asks_again and name not in memory.asked))
            if asks:
                return replace(memory, awaiting=name, asked=(*memory.asked, name)), rule.asks_order
            return replace(memory, awaiting=""), rule.replies
    return memory, ()


def _fits(staff: Staff, rule: Rule, memory: Memory, text: str) -> bool:
    if rule.nth and memory.said not in rule.nth:
        return False
    known = bool(memory.order) and staff.knows_order(memory.order)
    orders = {
        "": True,
        "told": bool(memory.order),
        "untold": not memory.order,
        "known": known,
        "unknown": bool(memory.order) and not known,
    }
    return orders[rule.order] and rule.spoken(text)


def worded(text: Text, memory: Memory, company: str) -> str:
    """A text of the script in the conversation's language, with its places filled in."""
    if isinstance(text, str):
        chosen = text
    else:
        wanted = {str(language): words for language, words in text.items()}
        chosen = wanted.get(memory.language) or next(iter(wanted.values()), "")
    for place, value in (("order", memory.order), ("company", company), ("email", memory.email)):
        chosen = chosen.replace("{" + place + "}", value)
    return chosen
