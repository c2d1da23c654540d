"""Errors as Telegram calls them, and their numbers: https://core.telegram.org/api/errors."""

from __future__ import annotations

_CODES = {
    "AUTH_KEY_DUPLICATED": 406,
    "RANDOM_ID_DUPLICATE": 500,
    "INTERNAL_SERVER_ERROR": 500,
    "TIMEOUT": -503,
    "FROZEN_METHOD_INVALID": 420,
}
_BEGINNINGS = (
    ("FLOOD_WAIT_", 420),
    ("FLOOD_PREMIUM_WAIT_", 420),
    ("SLOWMODE_WAIT_", 420),
    ("AUTH_KEY_", 401),
    ("SESSION_", 401),
    ("USER_DEACTIVATED", 401),
    ("ACTIVE_USER_REQUIRED", 401),
    ("PRIVACY_PREMIUM_REQUIRED", 403),
    ("USER_PRIVACY_RESTRICTED", 403),
    ("ALLOW_PAYMENT_REQUIRED", 403),
    ("CHAT_WRITE_FORBIDDEN", 403),
    ("USER_MIGRATE_", 303),
    ("PHONE_MIGRATE_", 303),
    ("FILE_MIGRATE_", 303),
)


def code_of(name: str) -> int:
    """The number of an error; 400 for all that have none of their own."""
    if name in _CODES:
        return _CODES[name]
    return next((code for beginning, code in _BEGINNINGS if name.startswith(beginning)), 400)
