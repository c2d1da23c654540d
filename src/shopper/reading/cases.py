"""The numbers of cases, tickets and orders in a text."""

from __future__ import annotations

import re
import unicodedata

_NUMBER = r"(?:[A-Z]{1,8}-)?\d{4,12}(?![\d-])"
# "[#12345]", "#12345", "№ 12345", "[SUP-1234]", "ticket no. 12345", "звернення 12345", "sprawa nr 12345"
_MARKED = re.compile(
    rf"(?:#\s?|\bno\.?\s?|\bnr\.?\s?|\[(?=[A-Z]{{1,8}}-)|"
    rf"\b(?:tickets?|cases?|requests?|orders?|reference|ref\.?|incident|id|звернення|заявк\w|запит\w?|тікет\w?|"
    rf"замовлення|обращени\w|запрос\w?|тикет\w?|заказ\w?|zgłoszeni\w|spraw\w|zamówieni\w|numer)"
    rf"(?:\s+(?:number|no|nr|is|номер|має))*\s*[.:#]?\s?)(?P<number>{_NUMBER})",
    re.IGNORECASE,
)
_ANY = re.compile(r"(?<![\w+.,-])\d{4,12}(?![\w-])(?![.,]\d)")
_LONGEST = 20_000


def case_numbers(text: str) -> frozenset[str]:
    """Numbers that are marked as those of a case: what stands in subjects as "[#12345]", or behind such a word."""
    return frozenset(match["number"].upper() for match in _MARKED.finditer(_plain(text)))


def numbers(text: str) -> frozenset[str]:
    """Every number of 4 to 12 digits that stands alone: no price with a fraction, no part of a phone number."""
    return frozenset(_ANY.findall(_plain(text))) | case_numbers(text)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:_LONGEST].replace("№", "#"))
