"""Who may use a line: digest authentication (RFC 2617 §3.2.2, as RFC 3261 §22 uses it), MD5 with qop=auth."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import time

_FIELD = re.compile(r'(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))')
_GOOD_S = 300


class Digest:
    """Challenges, and the answers to them, for one realm."""

    def __init__(self, realm: str) -> None:
        self.realm = realm
        self._secret = os.urandom(16)

    def challenge(self) -> str:
        """The value of WWW-Authenticate or Proxy-Authenticate."""
        at = str(int(time.monotonic()))
        return f'Digest realm="{self.realm}", nonce="{at}-{self._sign(at)}", algorithm=MD5, qop="auth"'

    def user(self, answer: str, method: str, passwords: dict[str, str]) -> str:
        """The user who answered a challenge with the right password; "" for everybody else, or after five minutes."""
        fields = {name.lower(): quoted or plain for name, quoted, plain in _FIELD.findall(answer)}
        user, nonce = fields.get("username", ""), fields.get("nonce", "")
        at, _, signed = nonce.partition("-")
        if user not in passwords or not hmac.compare_digest(signed.encode(), self._sign(at).encode()):
            return ""
        if time.monotonic() - int(at) > _GOOD_S:
            return ""
        who = _md5(f"{user}:{fields.get('realm', '')}:{passwords[user]}")
        what = _md5(f"{method}:{fields.get('uri', '')}")
        middle = ":".join(fields.get(name, "") for name in ("nc", "cnonce", "qop")) + ":" if "qop" in fields else ""
        expected = _md5(f"{who}:{nonce}:{middle}{what}")
        return user if hmac.compare_digest(expected.encode(), fields.get("response", "").encode()) else ""

    def _sign(self, text: str) -> str:
        return hmac.digest(self._secret, text.encode(), "sha256").hex()[:32]


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
