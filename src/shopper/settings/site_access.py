"""How the customer's browser gets into a site that is not open to everybody: a staging site, a preview."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, ValidationInfo, WithJsonSchema, field_validator, model_validator

from .block import Block
from .secrets import check_reference

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110 §5.6.2: a token; cookies' names are such too (RFC 6265)
_SECRET_NAME = re.compile(r"auth|token|secret|passw|api-?_?key|session|\bsid\b|jwt", re.IGNORECASE)
# Set by the browser itself, or by another key of this block.
_NOT_HEADERS = {"host", "content-length", "connection", "transfer-encoding", "origin", "referer"}


def is_reference(value: str) -> bool:
    """Whether a value says where a secret is, instead of being one."""
    return value.startswith(("env:", "keyring:"))


def _plain_or_reference(value: str) -> str:
    if is_reference(value):
        return check_reference(value)
    if any(ord(c) < 32 or ord(c) == 127 for c in value):
        raise ValueError("a value of one line is expected")
    return value


MaybeSecret = Annotated[
    str,
    AfterValidator(_plain_or_reference),
    WithJsonSchema(
        {
            "type": "string",
            "description": "Text that everybody may read, or where a secret is: env:NAME or keyring:service/user.",
        }
    ),
]

SecretOrNone = Annotated[
    str,
    AfterValidator(lambda value: check_reference(value) if value else value),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^(env:[A-Za-z_][A-Za-z0-9_]*|keyring:[^/]+/.+)?$",
            "description": "Where the secret is: env:NAME (an environment variable) or keyring:service/user.",
        }
    ),
]


class SiteAccess(Block):
    """What the site of a web chat wants before it shows its pages. Sent to the site's own origin alone: to the scheme,
    host and port of the channel's address, never to others whose scripts and frames the page holds.

    user, password: for the browser's own window that asks for them (HTTP authentication).
    headers: sent along with every request. cookies: set before the first page. Each value may be a reference.
    login: a saved state of a browser that is logged in (Playwright's storage state, a JSON file).
    ca: certificates (PEM) of the authority that the site's own certificate is of, where browsers don't know it.

    Both files are looked for from the programme's folder; they are read when shopping begins.
    """

    user: str = ""
    password: SecretOrNone = ""
    headers: dict[str, MaybeSecret] = {}
    cookies: dict[str, MaybeSecret] = {}
    login: str = ""
    ca: str = ""

    @field_validator("headers")
    @classmethod
    def _headers_that_can_be_sent(cls, headers: dict[str, str]) -> dict[str, str]:
        _check_names("header", headers)
        for name in headers:
            if name.lower() == "cookie":
                raise ValueError("cookies have a key of their own: cookies: {name: value}")
            if name.lower() in _NOT_HEADERS:
                raise ValueError(f"“{name}” is set by the browser itself; leave it out")
        return headers

    @field_validator("cookies")
    @classmethod
    def _cookies_that_can_be_set(cls, cookies: dict[str, str]) -> dict[str, str]:
        _check_names("cookie", cookies)
        return cookies

    @field_validator("login", "ca")
    @classmethod
    def _from_the_programme(cls, path: str, info: ValidationInfo) -> str:
        root = (info.context or {}).get("root")
        return str(Path(root) / Path(path).expanduser()) if path and root is not None else path

    @model_validator(mode="after")
    def _both_or_none(self) -> SiteAccess:
        if self.user and not self.password:
            raise ValueError("a user without a password; write password: env:NAME")
        if self.password and not self.user:
            raise ValueError("a password without a user; write user: …")
        return self


def _check_names(what: str, values: dict[str, str]) -> None:
    """Raises ValueError, in which no value is repeated."""
    for name, value in values.items():
        if not _NAME.fullmatch(name):
            raise ValueError(f"“{name}” cannot be the name of a {what}")
        if _SECRET_NAME.search(name) and not is_reference(value):
            raise ValueError(
                f"the {what} “{name}” looks like a secret; write {name}: env:NAME with the name of an environment"
                " variable that holds it"
            )
