"""The command `shopper diff`: what is new between two waves, for a person, a pull request or a program."""

from __future__ import annotations

import html
import json
import os
import re
import shlex
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import Exit, Refused, ShopperError, did_you_mean
from ..scoring.difference import GROUPS, Difference, Finding, difference
from ..settings.environments import VARIABLE
from ..words import LANGUAGES, Words
from .places import programme_at, state_of

SCHEMA = "shopper-diff/1"
_PACKED = (".tar.gz", ".tgz")
_NOT_WORDS = {"and", "or", "not", "true", "false", "none"}  # they mean something to pytest's -k
_MARKDOWN = re.compile(r"([\\`*_{}\[\]|~#])")
_ICONS = {"new": "🔴", "expired": "🟠", "known": "🟡", "fixed": "🟢", "still": "⚪", "unseen": "❔"}


def diff(
    folder: Path | None,
    state: Path | None,
    old: str,
    new: str,
    *,
    as_json: bool,
    fail_on_new: bool,
    language: str | None,
) -> int:
    """Print what is new; 1 with fail_on_new where anything is new or overdue. Raises Refused."""
    if language is not None and language not in LANGUAGES:
        raise Refused(f"--lang: {Words('en')('wrong_language', answer=language, known=', '.join(LANGUAGES))}")
    cards = [_card(folder, state, name) for name in (old, new)]
    try:
        found = difference(*cards)
    except ValueError as error:
        raise Refused(str(error)) from None
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise Refused(f"{old} or {new} is no scorecard of this version of shopper ({error!r} is not there).") from error
    pictures = _folder_of(folder, state, new)
    print(json.dumps(as_dict(found), ensure_ascii=False, indent=1) if as_json else markdown(found, language, pictures))
    red = found.groups["new"] or found.groups["expired"]
    return int(Exit.COMPANY_FAILED if fail_on_new and red else Exit.OK)


def _card(folder: Path | None, state: Path | None, name: str) -> Mapping[str, Any]:
    """The scorecard that is named: a file, an artefact, or a wave."""
    path = Path(name)
    if name.endswith(_PACKED):
        from ..engine.packing import extract_reports

        with tempfile.TemporaryDirectory(prefix="shopper-diff-") as scratch:
            reports = extract_reports(path, Path(scratch))
            if not reports:
                raise Refused(f"{name} holds no report yet: none of its waves has a scorecard.")
            return _read(reports[-1])
    if path.is_file():
        return _read(path)
    out = _out(folder, state)
    wave = out / name / "scorecard.json"
    if not name or not wave.is_file():
        there = sorted(p.parent.name for p in out.glob("*/scorecard.json"))
        hint = did_you_mean(name, there) or "Give a wave's name, a scorecard.json, or a file of shopper pack."
        raise Refused(f"there is no report of a wave “{name}” in {out}. {hint}")
    return _read(wave)


def _out(folder: Path | None, state: Path | None) -> Path:
    return (state.resolve() if state is not None else state_of(programme_at(folder), None)) / "out"


def _folder_of(folder: Path | None, state: Path | None, name: str) -> Path | None:
    """Where links beside the scorecard begin; None for an artefact, whose files are nowhere yet."""
    if name.endswith(_PACKED):
        return None
    path = Path(name)
    try:
        return path.parent if path.is_file() else _out(folder, state) / name
    except ShopperError:
        return None


def _read(path: Path) -> Mapping[str, Any]:
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refused(f"{path} cannot be read as a scorecard: {error}") from error
    if not isinstance(card, dict) or not str(card.get("schema", "")).startswith("shopper-scorecard/"):
        raise Refused(f"{path} is no scorecard: shopper writes one as .shopper/out/WAVE/scorecard.json")
    return card


def again(finding: Finding, environment: str = "") -> str:
    """The one line that plays the finding's scenario again."""
    words = [word for word in re.findall(r"\w+", finding.scenario) if word.lower() not in _NOT_WORDS]
    # A row's values stand in the scenario's own keywords, the channel in its id.
    words += [word for word in re.findall(r"\w+", f"{finding.example}") if word.lower() not in _NOT_WORDS]
    if finding.title.endswith(f"{finding.channel})"):  # of @every-channel
        words += re.findall(r"\w+", finding.channel)
    chosen = " and ".join(dict.fromkeys(words))
    with_env = ["--env", environment] if environment else []
    chosen_by = ["-k", chosen] if chosen else []
    return shlex.join(
        ["shopper", "run", *with_env, f"scenarios/{finding.feature.removeprefix('scenarios/')}", *chosen_by]
    )


def as_dict(found: Difference) -> dict[str, Any]:
    """The difference as JSON values."""
    return {
        "schema": SCHEMA,
        "company": found.company,
        "old": found.old,
        "new": found.new,
        "environment": found.environment,
        "counts": {group: len(found.groups[group]) for group in GROUPS},
        "findings": {group: [_as_dict(f, found.environment) for f in found.groups[group]] for group in GROUPS},
    }


def _as_dict(finding: Finding, environment: str) -> dict[str, Any]:
    return {
        "judge": finding.judge,
        "sentence": finding.sentence,
        "scenario": finding.scenario,
        "title": finding.title,
        "example": finding.example,
        "file": _file(finding),
        "line": finding.line,
        "channel": finding.channel,
        "found_in": finding.found_in,
        "service": finding.service,
        "quote": {"channel": finding.quote[0], "text": finding.quote[1]} if finding.quote else None,
        "picture": finding.picture,
        "known": dict(finding.known) if finding.known else None,
        "again": again(finding, environment),
    }


def _file(finding: Finding) -> str:
    return f"scenarios/{finding.feature.removeprefix('scenarios/')}"


def markdown(found: Difference, language: str | None = None, pictures: Path | None = None) -> str:
    """The difference for a job's summary or a pull request's comment. pictures: the folder that picture links are
    relative to."""
    known = language or (found.language if found.language in LANGUAGES else "en")
    words = Words(known, "ci")
    lines = [f"## {_plain(words('diff_title', company=found.company, new=found.new, old=found.old))}", ""]
    if found.environment:
        lines += [f"{VARIABLE}: `{found.environment}`", ""]
    if found.empty:
        return "\n".join([*lines, words("diff_empty"), ""])
    lines += [" · ".join(f"{_ICONS[g]} {words(f'diff_{g}')}: {len(found.groups[g])}" for g in GROUPS), ""]
    if not found.groups["new"] and not found.groups["expired"]:
        lines += [words("diff_none"), ""]
    for group in GROUPS:
        if not found.groups[group]:
            continue
        if group in ("still", "unseen", "fixed"):  # the reader came for what is new
            summary = f"{_ICONS[group]} {words(f'diff_{group}')} ({len(found.groups[group])})"
            lines += [f"<details><summary>{summary}</summary>", ""]
            lines += [line for f in found.groups[group] for line in _told(f, words, found.environment, pictures, group)]
            lines += ["</details>", ""]
        else:
            lines += [f"### {_ICONS[group]} {words(f'diff_{group}')}", ""]
            lines += [line for f in found.groups[group] for line in _told(f, words, found.environment, pictures, group)]
    return "\n".join(lines)


def _told(finding: Finding, words: Words, environment: str, pictures: Path | None, group: str) -> list[str]:
    lines = [f"- **{_plain(finding.sentence)}**"]
    if finding.quote is not None:
        lines.append(f"  > {_plain(finding.quote[0])}: {_plain(_short(finding.quote[1]))}")
        lines.append("")
    place = f"{_file(finding)}:{finding.line}"
    lines.append(f"  {words('diff_where')}: {_plain(finding.title)} (`{place}`)  ")
    if finding.known is not None:
        why = f". {finding.known['why']}" if finding.known.get("why") else ""
        ticket = words("diff_ticket", ticket=finding.known["ticket"], until=finding.known["until"])
        lines.append(f"  {_plain(ticket + why)}  ")
    if group == "unseen":
        lines.append(f"  {words('diff_unseen_line')}  ")
    if finding.picture and group not in ("fixed", "unseen"):
        where = finding.picture if pictures is None else _from_here(pictures / finding.picture)
        lines.append(f"  {words('diff_picture')}: `{where}`  ")
    return [*lines, f"  {words('diff_again')}: `{again(finding, environment)}`", ""]


def _from_here(path: Path) -> str:
    """The path as a person would type it: relative to the current folder where it lies below that."""
    plain = Path(os.path.normpath(path))
    return (plain.relative_to(Path.cwd()) if plain.is_relative_to(Path.cwd()) else plain).as_posix()


def _plain(text: str) -> str:
    """Foreign text in Markdown: nothing in it means anything, nobody is called by an @, no picture is fetched."""
    one_line = html.escape(" ".join(text.split()), quote=False)
    return _MARKDOWN.sub(r"\\\1", one_line).replace("@", "@\u200b").replace("://", ":\u200b//")


def _short(text: str) -> str:
    return text if len(text) <= 300 else text[:299] + "…"
