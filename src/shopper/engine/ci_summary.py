"""What a CI job shows of itself: the wave's summary, appended to the file that GitHub Actions names for that.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

VARIABLE, SUMMARY = "GITHUB_STEP_SUMMARY", "summary.md"


def append_summary(folder: Path, environment: Mapping[str, str] = os.environ) -> bool:
    """Append a wave's summary there; whether it was. A job whose summary cannot be written goes on."""
    there, summary = environment.get(VARIABLE, ""), folder / SUMMARY
    if not there or not summary.is_file():
        return False
    try:
        with Path(there).open("a", encoding="utf-8") as file:
            file.write(summary.read_text(encoding="utf-8") + "\n")
    except OSError:
        return False
    return True
