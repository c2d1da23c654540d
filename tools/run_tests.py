"""Runs the tests side by side; those few that failed there are run once more, alone, and named.

Most tests here drive real browsers, mail servers and telephones, whose own patience is seconds. Beside three others on
two processors such a test can lose a race that no customer's machine would make it run. One that fails again alone
fails the build; one that passes alone is told as unsteady, with what it had said, and more than a few of them are a
failure too. See docs/decisions/tests-that-fail-beside-others.md.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST_UNSTEADY = 3
_FAILED = 1  # pytest's exit code: tests ran, and some failed


def run(pytest: Sequence[str], side_by_side: Sequence[str], *, root: Path = ROOT) -> int:
    """Run `pytest`; pytest's exit code, or 0 where all that failed beside others passed alone.

    pytest: the command with the arguments of both runs. side_by_side: arguments of the first run only.
    """
    code = subprocess.run([*pytest, "--cache-clear", *side_by_side], cwd=root, check=False).returncode
    if code != _FAILED:
        return code
    failed = _last_failed(root)
    if not failed or len(failed) > MOST_UNSTEADY:
        return code
    _say(f"{_tests(len(failed))} failed beside others and will be run once more, alone:", failed)
    alone = subprocess.run([*pytest, "--last-failed", "--last-failed-no-failures=none"], cwd=root, check=False)
    if alone.returncode == 0:
        _say(f"UNSTEADY: {_tests(len(failed))} failed beside others and passed alone; what was said is above:", failed)
    return alone.returncode


def _last_failed(root: Path) -> list[str]:
    """The tests that failed in the run before, by pytest's own record of it."""
    record = root / ".pytest_cache" / "v" / "cache" / "lastfailed"
    return sorted(json.loads(record.read_text(encoding="utf-8"))) if record.is_file() else []


def _tests(number: int) -> str:
    return "1 test" if number == 1 else f"{number} tests"


def _say(headline: str, tests: Sequence[str]) -> None:
    print("\n".join([headline, *(f"  {test}" for test in tests)]), flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line: everything but --workers goes to pytest, in both runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", default="1", help="how many tests run side by side")
    known, more = parser.parse_known_args(arguments)
    return run([sys.executable, "-m", "pytest", *more], ["-n", known.workers, "--dist", "loadfile"])


if __name__ == "__main__":
    sys.exit(main())
