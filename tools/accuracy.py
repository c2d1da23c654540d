"""How well messages are read: precision, recall and F1 for each label and language, and the worst misses.

    python tools/accuracy.py                   the project's own labelled messages (tests/data/reading)
    python tools/accuracy.py FILE …            any JSON lines in the same shape: text, labels; lang, context, company
    python tools/accuracy.py --pairs FILE …    pairs of answers: question, a, b, label
    python tools/accuracy.py --markdown …      as the tables of docs/accuracy.md

Exit codes: 0, or 2 where a file cannot be read. The figures fail nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from shopper.reading.reader import read_closely  # noqa: E402
from shopper.reading.rows import LABELS, compare_row, read_row  # noqa: E402

OWN = ROOT / "tests" / "data" / "reading"
KINDS = ("consistent", "contradictory", "unrelated")
ALL = "all"
Row = dict[str, Any]


@dataclass(slots=True)
class Score:
    """Counts of one label: true and false positives, and what was missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


@dataclass(slots=True)
class Result:
    """scores: by (label, language), ALL for all languages. targets: (exactly right, true deflections) by language.
    misses: (what is wrong, row), the worst first. rate: messages a second."""

    rows: int = 0
    scores: dict[tuple[str, str], Score] = field(default_factory=lambda: defaultdict(Score))
    targets: dict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    misses: list[tuple[list[str], Row]] = field(default_factory=list)
    rate: float = 0.0

    @property
    def languages(self) -> list[str]:
        return [ALL, *sorted({language for _, language in self.scores} - {ALL})]


def measure(rows: Iterable[Row]) -> Result:
    """Read every row anew and compare with its labels."""
    result = Result()
    taken = 0.0
    for row in rows:
        read_closely.cache_clear()
        began = time.process_time()
        read = read_row(row)["labels"]
        taken += time.process_time() - began
        result.rows += 1
        gold, language = row["labels"], str(row.get("lang") or "?")
        wrong = []
        for label in LABELS:
            said, true = bool(read[label]), bool(gold.get(label))
            for key in ((label, language), (label, ALL)):
                _count(result.scores[key], said=said, true=true)
            if said != true:
                wrong.append(f"{'+' if said else '-'}{label}")
        if gold.get("deflection"):
            exact = set(read["to"]) == set(gold.get("to", ()))
            result.targets[language][exact] += 1
            result.targets[ALL][exact] += 1
            if read["deflection"] and not exact:
                wrong.append(f"to {','.join(read['to'])} instead of {','.join(gold.get('to', ()))}")
        if wrong:
            result.misses.append((wrong, row))
    result.misses.sort(key=lambda miss: -len(miss[0]))
    result.rate = result.rows / taken if taken else 0.0
    return result


def measure_pairs(rows: Iterable[Row]) -> Result:
    """The same for pairs of answers; their three labels are each told from the two others."""
    result = Result()
    for row in rows:
        result.rows += 1
        said, true, language = compare_row(row)["label"], row["label"], str(row.get("lang") or "?")
        for kind in KINDS:
            for key in ((kind, language), (kind, ALL)):
                _count(result.scores[key], said=said == kind, true=true == kind)
        if said != true:
            result.misses.append(([f"{said} instead of {true}"], row))
    return result


def _count(score: Score, *, said: bool, true: bool) -> None:
    score.right += said and true
    score.wrong += said and not true
    score.missed += true and not said


def tell(result: Result, *, pairs: bool, shown: int, markdown: bool) -> Iterator[str]:
    """The lines of the report."""
    languages = result.languages
    labels = KINDS if pairs else LABELS
    yield from _table(
        ["", *(f"{language} P / R / **F1** (n)" if markdown else language for language in languages)],
        [
            [label, *(_cell(result.scores.get((label, language)), markdown) for language in languages)]
            for label in labels
        ],
        markdown,
    )
    if pairs:
        mean = sum(result.scores[kind, ALL].f1 for kind in KINDS) / len(KINDS)
        yield f"\nmacro F1: {mean:.3f} over {result.rows} pairs"
    else:
        exact = {name: count for name, count in result.targets.items() if count.total()}
        cells = (
            f"{name} {count[True] / count.total():.3f} ({count[True]} of {count.total()})"
            for name, count in sorted(exact.items())
        )
        yield "\ntarget channels exactly right: " + ", ".join(cells)
        yield f"{result.rows} messages, {result.rate:,.0f} a second on one processor"
    if result.misses and shown:
        yield f"\nWorst misses ({min(shown, len(result.misses))} of {len(result.misses)}; + read, - missed):"
        for wrong, row in result.misses[:shown]:
            text = f"{row['question']} | {row['a']} | {row['b']}" if pairs else row["text"]
            yield f"  {row.get('id', '')} {'; '.join(wrong)}: {' '.join(str(text).split())[:200]}"


def _cell(score: Score | None, markdown: bool) -> str:
    if score is None or not (score.right + score.missed + score.wrong):
        return "–"
    f1 = f"**{score.f1:.3f}**" if markdown else f"{score.f1:.3f}"
    return f"{score.precision:.2f} / {score.recall:.2f} / {f1} ({score.right + score.missed})"


def _table(head: list[str], rows: list[list[str]], markdown: bool) -> Iterator[str]:
    if markdown:
        yield "| " + " | ".join(head) + " |"
        yield "|" + "---|" * len(head)
        yield from ("| " + " | ".join(row) + " |" for row in rows)
        return
    widths = [max(len(row[n]) for row in [head, *rows]) for n in range(len(head))]
    for row in [head, *rows]:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def rows_of(files: Sequence[Path]) -> list[Row]:
    """The rows of JSON lines files. Raises ValueError, in words, for what is none."""
    rows = []
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise ValueError(f"{file}, line {number}: not JSON ({error.msg}, column {error.colno})") from None
            if not isinstance(row, dict) or not (row.get("labels") or row.get("label")):
                raise ValueError(
                    f"{file}, line {number}: a row needs its “labels” (a pair its “label”) to be measured by"
                )
            rows.append(row)
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--pairs", action="store_true", help="pairs of answers: question, a, b, label")
    parser.add_argument("--markdown", action="store_true", help="tables for docs/accuracy.md")
    parser.add_argument("--misses", type=int, default=20, metavar="N", help="how many misses are shown (default: 20)")
    asked = parser.parse_args(arguments)
    own = (
        sorted(OWN.glob("pairs*.jsonl"))
        if asked.pairs
        else [OWN / f"{name}.jsonl" for name in ("en", "uk", "ru", "pl")]
    )
    try:
        rows = rows_of(asked.files or own)
        result = measure_pairs(rows) if asked.pairs else measure(rows)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for line in tell(result, pairs=asked.pairs, shown=asked.misses, markdown=asked.markdown):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
