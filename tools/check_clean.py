"""What must not be in the repository: somebody's home folder, somebody's package index, a secret.

Run by `make lint` over the files that git tracks. Which index is somebody's is read from pip's and npm's own
configuration at run time. Exit codes: 0 clean, 1 something found (file, line, what), 2 cannot be checked.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
LARGEST = 5_000_000
"""Bytes of a file that are read at most."""
SHOWN = 5
"""How many findings in one file are told one by one."""

FORBIDDEN: dict[str, re.Pattern[str]] = {
    "the absolute path of somebody's folder": re.compile(
        r"(?<![\w.~/-])(?:/(?:root|work)/[\w.-]|/(?:home|Users)/[\w.-]+/|[A-Za-z]:\\Users\\)"
    ),
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"),
    "an access key": re.compile(r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|glpat-[\w-]{20})\b"),
    "a Telegram bot's token": re.compile(r"\b[0-9]{8,10}:[A-Za-z0-9_-]{35}\b"),
}
_SETTING = re.compile(r"index|find[-_]links|trusted[-_]host|registry", re.IGNORECASE)


def configured_sources(settings: Iterable[tuple[str, str]]) -> set[str]:
    """Hosts and folders of package indexes named in (name, value) pairs of pip's, uv's or npm's settings."""
    found = set()
    for name, value in settings:
        if not _SETTING.search(name):
            continue
        for word in value.strip("'\"").split():
            parts = urlsplit(word)
            if parts.scheme in ("http", "https"):
                found.add(parts.hostname or "")
            elif parts.scheme == "file" or word.startswith("/"):
                found.add(parts.path.rstrip("/"))
            elif "trusted" in name.lower():
                found.add(word)
    return {source for source in found if len(source) > 3}


def settings_of_this_machine() -> Iterator[tuple[str, str]]:
    """What pip and npm are configured with here, and the environment."""
    yield from ((n, v) for n, v in os.environ.items() if n.lower().startswith(("pip_", "uv_", "npm_config_")))
    for command in ([sys.executable, "-m", "pip", "config", "list"], ["npm", "config", "list"]):
        try:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        for line in done.stdout.splitlines():
            name, equals, value = line.partition("=")
            if equals:
                yield name.strip(), value.strip()


def findings(text: str, sources: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    """(line, what it is, the words) of everything in a text that must not be there."""
    patterns = {**FORBIDDEN}
    if names := sorted(sources):
        patterns["a package index of this machine"] = re.compile(
            r"(?<![\w.-])(?:" + "|".join(re.escape(n) for n in names) + r")(?![\w-])"
        )
    for number, line in enumerate(text.splitlines(), start=1):
        for what, pattern in patterns.items():
            if match := pattern.search(line):
                yield number, what, match.group()


def tracked_files(root: Path) -> list[Path]:
    """The files that git tracks below `root`. Raises OSError or CalledProcessError where git can't say."""
    told = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True)
    return [root / name for name in told.stdout.decode("utf-8", "surrogateescape").split("\0") if name]


def check(files: Sequence[Path], sources: set[str], root: Path) -> list[str]:
    """A sentence for each finding; binary files are passed over."""
    told = []
    for path in files:
        if not path.is_file() or path.is_symlink():
            continue
        data = path.read_bytes()[:LARGEST]
        if b"\0" in data:
            continue
        found = list(findings(data.decode("utf-8", "replace"), sources))
        for number, what, words in found[:SHOWN]:
            shown = words if "key" not in what and "token" not in what else words[:12] + "…"
            told.append(f"{path.relative_to(root)}:{number}: {what}: {shown}")
        if len(found) > SHOWN:
            told.append(f"{path.relative_to(root)}: and {len(found) - SHOWN} more")
    return told


def main() -> int:
    try:
        files = tracked_files(ROOT)
    except (OSError, subprocess.CalledProcessError):
        print("not a git checkout: nothing is tracked, so nothing was checked")
        return 0
    told = check(files, configured_sources(settings_of_this_machine()), ROOT)
    for line in told:
        print(line)
    if told:
        print("These would tell strangers about one machine, or let them in: take them out.")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
