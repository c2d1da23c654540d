"""The command `shopper`. Every command imports what it needs when it runs, so that --help is instant."""

from __future__ import annotations

import sys

# In the order in which --help lists them: what a newcomer needs first stands first.
from . import to_begin, to_shop, to_act, to_keep  # isort: skip
from ..errors import Exit, ShopperError
from .options import app


def main() -> None:
    """Entry point: a ShopperError is a sentence and its exit code, never a traceback."""
    try:
        app()
    except ShopperError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(int(error.exit_code))
    except KeyboardInterrupt:
        sys.exit(int(Exit.INTERRUPTED))


__all__ = ["app", "main", "to_act", "to_begin", "to_keep", "to_shop"]
