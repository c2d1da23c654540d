"""How well the project's own labelled messages are read, and the tool that measures it on any."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from shopper.reading.rows import LABELS

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / "tests" / "data" / "reading"
LANGUAGES = ("en", "uk", "ru", "pl")
# Somewhat below what was reached: a change of the rules that costs more is noticed.
FLOORS = {
    "deflection": 0.93,
    "asks_for_info": 0.92,
    "auto_ack": 0.90,
    "transfer": 0.80,
    "refusal": 0.85,
    "substantive": 0.80,
}


@pytest.fixture(scope="module")
def accuracy() -> ModuleType:
    spec = importlib.util.spec_from_file_location("accuracy_tool", ROOT / "tools" / "accuracy.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def own(language: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (OWN / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_messages_are_many_and_show_every_label(language: str) -> None:
    rows = own(language)
    seen = Counter(label for row in rows for label in LABELS if row["labels"][label])
    assert len(rows) >= 60
    assert len({row["text"] for row in rows}) == len(rows)
    assert all(seen[label] >= 4 for label in LABELS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_messages_are_read_well(accuracy: ModuleType, language: str) -> None:
    result = accuracy.measure(own(language))
    reached = {label: result.scores[label, language].f1 for label in LABELS}
    assert not {label: f1 for label, f1 in reached.items() if f1 < FLOORS[label]}


def test_the_lots_that_the_rules_were_not_written_with_stay_well_read(accuracy: ModuleType) -> None:
    lots = accuracy.rows_of([file for file in sorted(OWN.glob("unseen_*.jsonl")) if "pairs" not in file.name])
    result = accuracy.measure(lots)
    floors = FLOORS | {"asks_for_info": 0.90, "transfer": 0.90, "auto_ack": 0.88}
    reached = {label: result.scores[label, "all"].f1 for label in LABELS}
    assert not {label: f1 for label, f1 in reached.items() if f1 < floors[label]}
    assert result.targets["all"][True] >= 0.85 * result.targets["all"].total()


@pytest.mark.parametrize(
    ("file", "least"), [("pairs.jsonl", 0.95), ("pairs_02.jsonl", 0.93), ("unseen_pairs.jsonl", 0.75)]
)
def test_pairs_of_answers_stay_well_compared(accuracy: ModuleType, file: str, least: float) -> None:
    result = accuracy.measure_pairs(accuracy.rows_of([OWN / file]))
    assert sum(result.scores[kind, "all"].f1 for kind in accuracy.KINDS) / len(accuracy.KINDS) >= least


def test_precision_recall_and_misses_are_counted_from_the_labels(accuracy: ModuleType) -> None:
    none = dict.fromkeys(LABELS, False)
    rows = [
        {"lang": "en", "text": "Please call 0 800 123 456.", "labels": none | {"deflection": True, "to": ["phone"]}},
        {"lang": "en", "text": "Please call 0 800 123 456.", "labels": none},
        {"lang": "en", "text": "Hello!", "labels": none | {"deflection": True, "to": ["email"]}},
        {"lang": "pl", "text": "Dzień dobry!", "labels": none},
    ]
    result = accuracy.measure(rows)
    score = result.scores["deflection", "en"]
    assert (score.right, score.wrong, score.missed) == (1, 1, 1)
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)
    assert result.targets["all"] == {True: 1, False: 1}
    assert [wrong for wrong, _ in result.misses] == [["+deflection"], ["-deflection"]]
    report = "\n".join(accuracy.tell(result, pairs=False, shown=5, markdown=True))
    assert "| deflection | 0.50 / 0.50 / **0.500** (2)" in report


def test_a_file_without_labels_is_refused_by_line(
    accuracy: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"text": "a"}\n', encoding="utf-8")
    assert accuracy.main([str(file)]) == 2
    assert "line 1" in capsys.readouterr().err
