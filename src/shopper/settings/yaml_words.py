"""What is broken about a YAML file, in plain words."""

from __future__ import annotations

from typing import Any

import yaml

# Fragments of what PyYAML's own parser says → what it comes from, what to do.
_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "a “key: value” cannot stand here.",
        "Mend the indent, or put text that holds “: ” into quotes.",
    ),
    ("could not find expected ':'", "a “:” is missing after this key.", "Write it as key: value."),
    ("found unexpected end of stream", "a quote is opened and never closed.", "Close it."),
    ("found undefined alias", "this alias (*…) names nothing that was marked with & above.", ""),
    ("duplicate anchor", "this mark (&…) is set twice.", "Give one of them another name."),
    ("expected a single document", "a second document begins here.", "Keep one; take out the line with ---."),
    (
        "expected <block end>",
        "this line does not fit the ones above.",
        "Mend its indent; text after a closing quote or a missing “- ” or “: ” can be the cause too.",
    ),
    ("expected ',' or", "a list or block in brackets is not closed, or a comma is missing.", "Look at the brackets."),
    ("special characters are not allowed", "there is an invisible control character.", "Delete it."),
    ("unknown escape character", "a backslash in double quotes has a meaning of its own.", "Use single quotes."),
)


def broken_yaml(error: yaml.YAMLError, text: str) -> tuple[int | None, str, str]:
    """(line, what is wrong, what to do) for an error of PyYAML in this text."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = None if mark is None else mark.line + 1
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
    context, problem = (getattr(error, name, None) or "" for name in ("context", "problem"))
    said = ", ".join(part for part in (context, problem) if part) or str(getattr(error, "reason", "") or error)
    if "cannot start any token" in said:
        return _bad_start(mark, text)
    for fragment, what, hint in _WORDS:
        if fragment in said:
            if fragment == "found unexpected end of stream" and (opened := getattr(error, "context_mark", None)):
                line = opened.line + 1
            return line, what, hint
    return line, f"this is not YAML: {said}.", ""


def _bad_start(mark: Any, text: str) -> tuple[int | None, str, str]:
    if mark is None:
        return None, "a value begins with a character that it cannot begin with.", "Put the text into quotes."
    here = text.splitlines()[mark.line]
    if "\t" in here[: len(here) - len(here.lstrip())]:
        return mark.line + 1, "a tab is used for the indent.", "YAML wants spaces; put two in its place."
    begins = here[mark.column : mark.column + 1]
    return mark.line + 1, f"a value cannot begin with “{begins}”.", "Put the text into quotes."
