"""What went wrong on our own side, in the owner's language: a clause by the fault's code.

Faults are told in English where they happen, with what to do about them; an owner who reads another language is first
told what sort of fault it was. A clause begins small, has no full stop, and says nothing against the company.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache

# One clause serves several codes: what an owner must do is in the English text that stands beside it.
_SORTS: dict[str, str] = {
    "login": "login login_refused access",
    "secret": "secret",
    "no_account": "no_account no_address no_number no_persona",
    "account_shared": "account_shared",
    "in_use": "line_leased line_busy",
    "network": "network no_network timeout telegram_failed",
    "provider": "provider provider_refused telegram_refused sender_refused",
    "site": "site_unreachable site_error",
    "blocked": "blocked",
    "captcha": "captcha",
    "chat": "chat_not_found chat_not_opened",
    "form": "form_refused form_not_found form_needs",
    "not_sent": "not_sent",
    "perhaps_sent": "not_shown unknown_send sent_unknown",
    "perhaps_ordered": "order_not_taken",
    "flood": "flood_wait peer_flood new_chats",
    "browser": "browser browser_died no_browser",
    "certificate": "certificate ca insecure",
    "not_installed": "not_installed no_model no_pdf",
    "disk": "disk journal recording",
    "line": "line_down deaf no_line no_calls call_cut",
    "speech": "voice no_voice cannot_speak speech_slow speech_refused speech_busy",
    "hand_missed": "hand_missed",
    "hand_failed": "hand_failed",
    "lost": "conversation_lost not_attached stopped",
    "stranger": "possible_callback",
    "buttons": "no_button buttons_only",
    "practice": "staff sandbox not_the_sandbox",
    "bug": "bug",
    "config": "no_wording no_such_fact no_order no_probe bad_address not_a_person unknown_name too_long outside "
    "not_loopback",
}
_SORT_OF = {code: sort for sort, codes in _SORTS.items() for code in codes.split()}
SORTS = tuple(_SORTS)


def fault_in_words(language: str, code: str) -> str:
    """What sort of fault a code is, in a language; "" in English, and for a code that has no clause."""
    sort = _SORT_OF.get(code)
    return _texts(language)[sort] if sort is not None and language != "en" else ""


@cache
def _texts(language: str) -> Mapping[str, str]:
    texts: Mapping[str, str] = importlib.import_module(f".faults_{language}", __package__).TEXTS
    return texts
