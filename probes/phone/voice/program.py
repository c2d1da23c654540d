"""A program of the owner's that says a line into a WAV file, such as espeak-ng or Piper. It is run without a shell."""

from __future__ import annotations

import asyncio
import contextlib
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from shopper.errors import OurFault

_BLANK = re.compile(r"\{(text|language|file)\}")


async def said_by_program(command: Sequence[str], text: str, language: str, *, within_s: float) -> bytes:
    """The WAV that the program wrote. Raises OurFault (code "voice")."""
    with tempfile.TemporaryDirectory(prefix="shopper-voice-") as folder:
        file = Path(folder) / "line.wav"
        # A text that begins with a dash would be taken for an option.
        blanks = {"text": f" {text}" if text.startswith("-") else text, "language": language, "file": str(file)}
        arguments = [_BLANK.sub(lambda blank: blanks[blank[1]], argument) for argument in command]
        reads = not any("{text}" in argument for argument in command)
        await _run(arguments, text.encode() if reads else b"", within_s)
        try:
            wav = file.read_bytes()
        except OSError:
            wav = b""
        if not wav:
            raise OurFault(
                f"“{arguments[0]}” ended well and wrote no WAV at {{file}}. Check speaking.command.", code="voice"
            )
        return wav


async def _run(arguments: Sequence[str], given: bytes, within_s: float) -> None:
    name, pipe = arguments[0], asyncio.subprocess.PIPE
    try:
        process = await asyncio.create_subprocess_exec(
            *arguments, stdin=pipe, stdout=asyncio.subprocess.DEVNULL, stderr=pipe
        )
    except OSError as error:
        raise OurFault(
            f"“{name}” cannot be run ({error.strerror}). Install it, or correct speaking.command.", code="voice"
        ) from error
    try:
        async with asyncio.timeout(within_s):
            _, told = await process.communicate(given)
    except TimeoutError:
        raise OurFault(f"“{name}” did not say the line within {within_s:g} s.", code="voice") from None
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode:
        words = " ".join(told.decode(errors="replace").split())[-200:]
        raise OurFault(f"“{name}” failed ({process.returncode}){f': {words}' if words else ''}.", code="voice")
