"""Where in a YAML text a key stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml


def line_of(text: str, path: Sequence[Any]) -> int | None:
    """The line (from 1) of the key or item at `path`, or of the nearest one above it that is there."""
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    line = None
    for part in path:
        found: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(part):
                    line, found = key.start_mark.line + 1, value
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            found = node.value[part]
            line = found.start_mark.line + 1
        if found is None:
            break
        node = found
    return line
