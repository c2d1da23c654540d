"""The scorecard as JSON: everything that the page shows, for other programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

META = {"id": "json", "file": "scorecard.json", "media_type": "application/json"}


def render(scorecard: Mapping[str, Any], template_dirs: Sequence[Path] = ()) -> str:
    """The scorecard's dict as it is, in UTF-8, indented, ending with a line feed. Raises ValueError on NaN."""
    return json.dumps(scorecard, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
