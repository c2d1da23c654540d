"""Folder names on the wire: modified UTF-7 (RFC 3501 §5.1.3)."""

from __future__ import annotations

import binascii
import re

_OTHER = re.compile(r"[^\x20-\x7e]+|&")
_SHIFTED = re.compile(r"&([A-Za-z0-9+,]*)-")


def encode_name(name: str) -> str:
    """A folder's name as a server sends it: "Спам" is "&BCEEPwQwBDw-"."""

    def shifted(found: re.Match[str]) -> str:
        if found[0] == "&":
            return "&-"
        coded = binascii.b2a_base64(found[0].encode("utf-16-be"), newline=False).decode("ascii")
        return "&" + coded.rstrip("=").replace("/", ",") + "-"

    return _OTHER.sub(shifted, name)


def decode_name(name: str) -> str:
    """The name that a client means; what is no modified UTF-7 is taken as it stands."""

    def plain(found: re.Match[str]) -> str:
        coded = found[1].replace(",", "/")
        if not coded:
            return "&"
        try:
            return binascii.a2b_base64(coded + "=" * (-len(coded) % 4)).decode("utf-16-be")
        except (binascii.Error, UnicodeDecodeError):
            return found[0]

    return _SHIFTED.sub(plain, name)
