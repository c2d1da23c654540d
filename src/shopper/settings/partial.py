"""A service of the owner's that says only what differs from ours of the same name, such as its right answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .yaml_reader import read_yaml


def stock_services(folder: Path) -> dict[str, Any]:
    """Our services as they are written, by name. folder: the stock config."""
    found: dict[str, Any] = {}
    for path in (folder / "services.yaml", *sorted((folder / "services").glob("*.yaml"))):
        if path.is_file():
            value = read_yaml(path.name, path.read_bytes()).value
            services = value.get("services") if isinstance(value, dict) else None
            found |= services if isinstance(services, dict) else {}
    return found


def is_partial(own: Any) -> bool:
    """Whether a service leaves its question to ours."""
    return isinstance(own, dict) and "question" not in own


def laid_over(ours: Any, own: Any) -> Any:
    """The owner's service, on top of ours where it has no question of its own."""
    if not isinstance(ours, dict) or not is_partial(own):
        return own
    merged = {**ours, **own}
    if isinstance(own.get("facts"), dict):
        facts = ours.get("facts", {})
        merged["facts"] = {**facts, **{name: _fact(facts.get(name), fact) for name, fact in own["facts"].items()}}
    return merged


def _fact(ours: Any, own: Any) -> Any:
    """One fact; “price: money” is a fact, too."""
    before = {"kind": ours} if isinstance(ours, str) else ours
    after = {"kind": own} if isinstance(own, str) else own
    return {**before, **after} if isinstance(before, dict) and isinstance(after, dict) else own
