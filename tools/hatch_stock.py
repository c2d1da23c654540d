"""Build hook: the wheel carries the four stock folders as shopper/stock/…; an editable install reads them in place.

A static force-include would also copy them into the editable install, where pytest's entry-point scan then marks
modules named `email` for assertion rewriting and warns in every session.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class StockFolders(BuildHookInterface):  # type: ignore[type-arg]
    """Adds probes/, reports/, scenarios/ and config/ to a standard wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before the build; `version` is "standard" or "editable"."""
        if version == "standard":
            for folder in ("probes", "reports", "scenarios", "config"):
                build_data["force_include"][folder] = f"shopper/stock/{folder}"
