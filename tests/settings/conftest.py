"""An owner's folder that is written in a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shopper.errors import ConfigError, Mistake
from shopper.programme import Programme, stock_root
from shopper.settings import load_settings

COMPANY = """\
name: Teapot & Sons
zone: Europe/Warsaw
languages: [pl, en]
channels:
  chat:
    kind: webchat
    address: https://teapot.example
  email:
    kind: email
    address: help@teapot.example
guard_rails:
  authorised_by: J. Teapot, owner
"""
PERSONAS = """\
personas:
  anna:
    name: Anna Nowak
    languages: [pl]
    email:
      address: anna@shopper.example
      password: env:ANNA_PASSWORD
      smtp: {host: smtp.shopper.example, port: 465}
      imap: {host: imap.shopper.example, port: 993}
    facts:
      order_number: 00123
      phone: +48221000000
"""

Write = Callable[..., Programme]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes an owner's config: write(company=…, services=…); company and personas are good unless given."""

    def _write(**files: str | bytes | None) -> Programme:
        folder = tmp_path / "config"
        folder.mkdir(exist_ok=True)
        for name, text in {"company": COMPANY, "personas": PERSONAS, **files}.items():
            path = folder / f"{name}.yaml"
            path.unlink(missing_ok=True)
            if text is not None:
                path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return Programme(root=tmp_path, stock=stock_root())

    return _write


def refused(programme: Programme, **how: Any) -> list[Mistake]:
    """The mistakes of a config that must not load."""
    with pytest.raises(ConfigError) as caught:
        load_settings(programme, **how)
    return list(caught.value.mistakes)
