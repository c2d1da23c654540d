"""How a command ends that could not do its work: a sentence and an exit code of ours, never a traceback."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from ..errors import Exit, OurFault, ShopperError


class Commands(TyperGroup):
    """The group of all commands. Typer would end with 1 where nothing more can be read or written, and with 130 on
    Ctrl-C; of these, 1 would blame the company."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command. Raises typer.Exit and ShopperError alone."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise typer.Exit(int(Exit.INTERRUPTED)) from None
        except BrokenPipeError:
            # Whoever read on has closed the pipe; what is flushed when Python ends must not fail again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(int(Exit.INTERRUPTED)) from None
        except EOFError:
            sys.stderr.write("The input ended before all was answered, so nothing more was done. See --help.\n")
            raise typer.Exit(int(Exit.INTERRUPTED)) from None
        except OSError as error:
            raise OurFault(_of_this_machine(error), code="disk") from error
        except (ShopperError, typer.Exit, typer.Abort):
            raise
        except Exception as error:
            if type(error).__module__.startswith("typer."):  # wrong usage, which it tells itself
                raise
            sys.stderr.write(_bug(error))
            raise typer.Exit(int(Exit.BUG)) from None


def _of_this_machine(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}. Is the place there, may you write in it, and is there room left?"


def _bug(error: Exception) -> str:
    """The sentence; the traceback goes into a file, since it helps nobody but who mends it."""
    told = traceback.format_exc()
    at = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(at.filename).name}:{at.lineno}"
    what = " ".join(f"{type(error).__name__}: {error}".split())
    try:
        with tempfile.NamedTemporaryFile("w", prefix="shopper-bug-", suffix=".txt", delete=False) as file:
            file.write(told)
        kept = f"All that is known of it is in {file.name}: report that, with what you typed."
    except OSError:
        kept = f"Report this, with what you typed:\n{told}"
    return f"This is a bug of shopper's own, neither yours nor the company's: {what} ({where}). {kept}\n"
