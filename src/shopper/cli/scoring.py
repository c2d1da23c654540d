"""The command `shopper score`: an observation table in, its scorecard by method odm-1 out. Needs no programme."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..engine.limits import broken, red, warned
from ..errors import Exit, OurFault, Refused
from ..judging import judge_names
from ..scoring.odm import fixes, weeks
from ..scoring.odm.grades import shown, shown_up
from ..scoring.odm.method import Scored, as_json
from ..scoring.odm.method import score as score_table
from ..scoring.odm.table import Table, TableError, read_table
from ..scoring.pooling import Wave, pooled
from ..settings.assertions import Assertion
from ..settings.loading import read_limits
from ..words import Words

STANDARD_INPUT = "-"


def score(
    files: Sequence[Path],
    *,
    against: Sequence[Path] = (),
    what_if: bool = False,
    out: Path | None = None,
    rubric: Path | None = None,
) -> int:
    """Print (or write) the scorecard of the tables, taken together as one time. against: the tables of an earlier one.
    rubric: a file with assertions; 1 where the tables break one of them.

    Raises Refused where a table cannot be scored, naming the visit and the field, and for a rubric with a mistake.
    """
    scored = score_table(_pooled(files))
    limits = _limits(rubric, scored) if rubric is not None else {}
    told = as_json(scored)
    if what_if:
        told["what_if"] = fixes.as_json(fixes.fixes(scored))
        told["closing"] = fixes.as_json(fixes.closings(scored))
    if against:
        told["against"] = weeks.compare(score_table(_pooled(against)), scored)
    text = json.dumps(told, ensure_ascii=False, indent=1)
    if out is None:
        print(text)
    else:
        try:
            out.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise OurFault(f"{out} could not be written: {error.strerror}.", code="disk") from error
    print(_in_a_line(scored, told), file=sys.stderr)
    return int(Exit.COMPANY_FAILED if _breaks(limits, scored) else Exit.OK)


def _limits(rubric: Path, scored: Scored) -> dict[str, Assertion]:
    there = scored.table.config
    return read_limits(rubric, judge_names(), channels=there.channels, services=there.services)


def _breaks(limits: Mapping[str, Assertion], scored: Scored) -> bool:
    """Whether the tables break a limit that turns red. Every one that is broken, or cannot be judged, is told."""
    words = Words("en", "ci")
    found = broken(None, limits, words, whole=True, table=scored.table)
    for sentence in red(found):
        print(sentence, file=sys.stderr)
    for sentence in warned(found):
        print(words("limit_warned", sentence=sentence), file=sys.stderr)
    return bool(red(found))


def _in_a_line(scored: Scored, told: Mapping[str, Any]) -> str:
    overall = told["overall"]
    counted = f"{told['valid']} of {told['visits']} visits count"
    if overall["score"] is None:
        return f"No degree and no letter: nothing was measured ({counted})."
    limits = f"{shown(overall['lo'])}–{shown_up(overall['hi'])}"
    because = "".join(f"; {id_} allows no better than {letter}" for letter, id_ in overall["caps"])
    if overall["grade"] == "?":
        because = f"; only {scored.overall.evidence:.0%} of what the letter rests on was measured, it needs 70%"
    return f"Degree of omnichannel {overall['shown']} of 100 ({limits}), {overall['grade']}{because}. {counted}."


def _pooled(files: Sequence[Path]) -> Table:
    """One table of several, whose ids are made distinct by the file's place. Tables that say no wave are parts of one
    time, and their configs must be the same; those of several waves are put together as our own pages do it."""
    documents = [(_named(file), _document(file)) for file in files]
    try:
        tables = [read_table(document, name=name) for name, document in documents]
        if len(tables) == 1:
            return tables[0]
        waves = [_wave_of(document) for _, document in documents]
        if all(waves):
            return _of_waves(documents, tables, waves)
        first, config = documents[0][0], documents[0][1]["config"]
        for name, document in documents[1:]:
            if document["config"] != config:
                raise TableError(f"{name}: its config is not that of {first}, so they are not one time of one company.")
        visits = [
            {**visit, "id": f"{n}/{visit['id']}", "journey": f"{n}/{visit['journey']}"}
            for n, (_, document) in enumerate(documents, 1)
            for visit in document["visits"]
        ]
        findings = [
            {**finding, "id": _moved(str(finding["id"]), n)}
            for n, (_, document) in enumerate(documents, 1)
            for finding in document.get("findings", ())
        ]
        return read_table({"config": config, "visits": visits, "findings": findings})
    except TableError as error:
        raise Refused(str(error)) from None


def _moved(finding: str, n: int) -> str:
    """A finding about a journey follows its journey's new name; the others name services and channels."""
    kind, _, journey = finding.partition(":")
    return f"{kind}:{n}/{journey}" if kind == "trapped_journey" else finding


def _wave_of(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Company, environment and name of the wave that a table of ours is of; nothing for a table of elsewhere."""
    wave = document.get("wave")
    if not isinstance(wave, Mapping) or not wave.get("name"):
        return ()
    return (str(wave.get("company", "")), str(wave.get("environment", "")), str(wave["name"]))


def _of_waves(documents: Sequence[tuple[str, Any]], tables: Sequence[Table], waves: Sequence[tuple[str, ...]]) -> Table:
    """Several waves as one time: a fact belongs to its wave, so a price that was raised contradicts nothing."""
    first = documents[0][0]
    for n, ((name, _), wave) in enumerate(zip(documents, waves, strict=True)):
        if wave in waves[:n]:
            raise TableError(f"{name}: wave “{wave[2]}” is there twice, and its visits would count twice.")
        if wave[:2] != waves[0][:2]:
            raise TableError(f"{name}: it is not of the company and environment of {first}.")
        if tables[n].config.channels != tables[0].config.channels:
            raise TableError(
                f"{name}: its channels and their promises are not those of {first}, so they are not one time."
            )
    return pooled([Wave(wave[2], "", table) for wave, table in zip(waves, tables, strict=True)])


def _named(file: Path) -> str:
    return "standard input" if str(file) == STANDARD_INPUT else str(file)


def _document(file: Path) -> Any:
    try:
        text = sys.stdin.read() if str(file) == STANDARD_INPUT else file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Refused(f"there is no file {file}.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{file} cannot be read: {error}.") from None
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Refused(f"{_named(file)}:{error.lineno}: this is no JSON: {error.msg} (column {error.colno}).") from None
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, a list in a list in a list …
        raise Refused(f"{_named(file)}: this is no observation table: {error}.") from None
