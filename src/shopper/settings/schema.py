"""JSON Schema of the config files, for editors that complete and check YAML while it is written."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from .calendar import Calendar
from .delivery import Delivery
from .known import KnownFile
from .models import Company, PersonasFile, Rubric, ServicesFile
from .schedule import Schedule

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: dict[str, type[BaseModel]] = {
    "company": Company,
    "personas": PersonasFile,
    "services": ServicesFile,
    "rubric": Rubric,
    "schedule": Schedule,
    "calendar": Calendar,
    "reports": Delivery,
    "known": KnownFile,
}


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each config file, by the file's name without its ending."""
    return {name: _schema(name, model) for name, model in FILES.items()}


def write_schemas(folder: Path) -> list[Path]:
    """Write config/schema/*.schema.json below a programme's folder; the files written."""
    target = folder / "config" / "schema"
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in schemas().items():
        path = target / f"{name}.schema.json"
        path.write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
        written.append(path)
    return written


def _schema(name: str, model: type[BaseModel]) -> dict[str, Any]:
    drawn: dict[str, Any] = _tidy(model.model_json_schema(by_alias=True, mode="validation"))
    return {"$schema": DIALECT, "title": f"config/{name}.yaml", **drawn}


def _tidy(node: Any) -> Any:
    """Without pydantic's titles (the keys again, capitalised) and without defaults that no YAML would write."""
    if isinstance(node, list):
        return [_tidy(child) for child in node]
    if not isinstance(node, dict):
        return node
    tidy: dict[str, Any] = {}
    for key, child in node.items():
        if key == "properties":
            tidy[key] = {name: _tidy(value) for name, value in child.items()}
        elif not (key == "title" and isinstance(child, str)) and not (key == "default" and isinstance(child, dict)):
            tidy[key] = _tidy(child)
    return tidy


if __name__ == "__main__":  # python -m shopper.settings.schema FOLDER
    for file in write_schemas(Path(sys.argv[1])):
        print(file)
