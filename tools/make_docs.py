"""Writes the reference pages that are made from the code: python tools/make_docs.py [FOLDER, by default docs].

sentences.md from scenarios/sentences and config/services.yaml, config.md from the models of the config, judges.md from
the judges, commands.md from the command line, the plug-in's options and the exit codes; the prose between is
docs_words.py. A key of the config without words fails here by its name. tests/test_docs.py keeps the pages in step.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

import docs_words as words  # noqa: E402

MADE = "<!-- Made by tools/make_docs.py from the code; edits here are lost. -->\n\n"
LANGUAGES = {"en": "English", "uk": "Ukrainian", "ru": "Russian", "pl": "Polish"}
KEYWORDS = {"given": "Given", "when": "When", "then": "Then"}


def _escaped(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _row(*cells: str) -> str:
    return "| " + " | ".join(_escaped(cell) for cell in cells) + " |\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(head)
    return _row(*names) + "|" + "---|" * len(names) + "\n" + "".join(_row(*row) for row in rows)


# -- sentences ---------------------------------------------------------------------------------------------------------
def sentences() -> Iterator[tuple[str, Any, str]]:
    """(keyword, parser, what it does) of every stock sentence, in the order of its file."""
    from pytest_bdd.steps import step_function_context_registry

    from shopper.programme.loading import load_stock

    for name in ("asking", "moving", "calling", "expecting", "answering"):
        module = load_stock(f"scenarios.sentences.{name}")
        for context in list(step_function_context_registry.values()):
            if context.step_func.__module__ == module.__name__:
                yield KEYWORDS[context.type or "when"], context.parser, inspect.getdoc(context.step_func) or ""


def shown(form: str) -> str:
    """A form as a person writes it: (in|by) is in/by, {place} is ‹place›, [words that may be left out] stay so."""
    text = re.sub(r"\(([^)]*)\)", lambda match: match[1].replace("|", "/"), form)
    text = re.sub(r"\[ ([^\]]*)\]", r" [\1]", re.sub(r"\[([^\]]*) \]", r"[\1] ", text))
    return text.replace("{", "‹").replace("}", "›")


def sentences_page() -> str:
    out = [MADE, words.SENTENCES]
    for keyword, parser, doc in sentences():
        out += [f"\n## {keyword} {shown(parser.forms['en'][0])}\n\n", f"{doc}\n\n"]
        forms = ("<br>".join(f"`{shown(form)}`" for form in parser.forms[code]) for code in LANGUAGES)
        out.append(_table(LANGUAGES.values(), [forms]))
    out.append(words.PARAMETERS)
    services = _services()
    rows = ((f"`{key}`", *_named(service["names"])) for key, service in services.items())
    out.append(_table(("id", *LANGUAGES.values()), rows))
    out.append(words.FACTS)
    facts = (
        (f"`{key}`", str(fact["kind"]).replace("_", " "), *_named(fact.get("names", {})))
        for key, service in services.items()
        for fact in service.get("facts", {}).values()
        if isinstance(fact, dict)
    )
    return "".join([*out, _table(("service", "kind", *LANGUAGES.values()), facts)])


def _services() -> dict[str, Any]:
    """Every stock service as its file has it, in the order of the files."""
    folder = ROOT / "config"
    found: dict[str, Any] = {}
    for path in (folder / "services.yaml", *sorted((folder / "services").glob("*.yaml"))):
        found.update(yaml.safe_load(path.read_text(encoding="utf-8"))["services"])
    return found


def _named(names: dict[str, list[str]]) -> Iterator[str]:
    return (", ".join(names.get(code, ())) for code in LANGUAGES)


# -- config ------------------------------------------------------------------------------------------------------------
def blocks() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(file, block, its JSON Schema) of every block of the config, each once, a file's own first."""
    from shopper.settings.schema import FILES, schemas

    for name, schema in schemas().items():
        inner = {block: _written_out(node) for block, node in schema.get("$defs", {}).items()}
        yield from ((name, block, inner.get(block, schema)) for block in _nested(FILES[name].__name__, schema, inner))


def _written_out(node: dict[str, Any]) -> dict[str, Any]:
    """A block, also one that may be written as its first value alone."""
    return next((branch for branch in node.get("anyOf", ()) if "properties" in branch), node)


def _nested(block: str, node: dict[str, Any], inner: dict[str, Any]) -> Iterator[str]:
    """A block and those inside it, in the order in which they are met."""
    yield block
    met = re.findall(r"#/\$defs/(\w+)", json.dumps(node["properties"]))
    for name in dict.fromkeys(met):
        yield from _nested(name, inner[name], inner)


def config_page() -> str:
    from shopper.settings.durations import spoken
    from shopper.settings.models import KIND_DEFAULTS, OTHER_KIND

    out = [MADE, words.CONFIG]
    file = ""
    for name, block, schema in blocks():
        if name != file:
            file = name
            out.append(f"\n## config/{name}.yaml\n\n{words.BLOCKS[block]}\n\n")
        else:
            out.append(f"\n### {block}\n\n{words.BLOCKS[block]}\n\n")
        out.append(_table(("key", "value", "if left out", "meaning"), _keys(block, schema)))
        if block == "Channel":
            kinds = [*((f"`{kind}`", given) for kind, given in KIND_DEFAULTS.items()), ("any other", OTHER_KIND)]
            out.append(words.KINDS)
            rows = ((kind, *(spoken(v) for v in given.model_dump().values())) for kind, given in kinds)
            out.append(_table(("kind", *(f"`{key}`" for key in type(OTHER_KIND).model_fields)), rows))
    return "".join([*out, words.SANDBOX])


def _keys(block: str, schema: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    from shopper.settings.models import KindDefaults

    required = schema.get("required", [])
    for key, node in schema["properties"].items():
        by_kind = block == "Channel" and key in KindDefaults.model_fields
        default = "must be there" if key in required else "by its kind, see below" if by_kind else _default(key, node)
        yield f"`{key}`", _value(node), default, words.KEYS[block][key]


def _default(key: str, node: dict[str, Any]) -> str:
    from shopper.settings.durations import spoken

    default = node.get("default")
    if key == "hours":
        return "24/7"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, int | float):
        return f"`{spoken(default)}`" if _value(node) == "duration" else f"`{default:g}`"
    return f"`{default}`" if default else "none"


def _value(node: dict[str, Any]) -> str:
    """What is written there, in a word or two."""
    described = str(node.get("description", ""))
    for begins, word in (
        ("A duration", "duration"),
        ("Promised hours", "`24/7`, or `mon-fri 9:00-18:00, sat 10:00-15:00`"),
        ("A time of day", "time of day, as `22:00`"),
        ("A time zone", "IANA name, as `Europe/Kyiv`"),
        ("Where the secret", "`env:NAME` or `keyring:service/user`"),
        ("A port", "port number"),
        ("Days and times", "`mon 9:00`, `mon-fri 9:00, 14:00`, `daily 10:00`, `2026-12-01 9:00`, or a list"),
        ("minute hour", "`0 9 * * mon`"),
        ("12-25", "days, as `12-25` or `2026-04-12`"),
        ("A date", "date, as `2026-12-20`"),
    ):
        if described.startswith(begins):
            return word
    if "$ref" in node:
        return "a block, " + str(node["$ref"]).rpartition("/")[2]
    if "anyOf" in node:
        return _value(next(n for n in node["anyOf"] if n.get("type") != "null"))
    if "const" in node:
        return f"`{str(node['const']).lower()}`"
    if "enum" in node:
        return "language" if node["enum"] == list(LANGUAGES) else " or ".join(f"`{v}`" for v in node["enum"])
    if node.get("type") == "array":
        item = _value(node["items"])
        return "list of " + {"text": "texts", "language": "languages"}.get(item, item)
    if node.get("type") == "object":
        inner = node.get("additionalProperties")
        if inner is True:
            return "any keys and values"
        inside = _value(inner) if isinstance(inner, dict) else _value(next(iter(node["properties"].values())))
        by = "language" if "propertyNames" in node or "properties" in node else "name"
        return f"by {by}: {inside}"
    return {"boolean": "`true` or `false`", "integer": "whole number", "number": "number", "string": "text"}[
        node["type"]
    ]


# -- judges ------------------------------------------------------------------------------------------------------------
def judges_page() -> str:
    from shopper.judges import JUDGES

    out = [MADE, words.JUDGES]
    rows = ((f"`{j.meta.id}`", j.meta.failures["en"], j.meta.titles["en"], j.meta.why["en"]) for j in JUDGES.values())
    out.append(_table(("id", "what it finds", "passed means", "why it matters"), rows))
    out.append("\nTheir names in the other languages:\n\n")
    others = [code for code in LANGUAGES if code != "en"]
    rows_ = ((f"`{j.meta.id}`", *(j.meta.failures[code] for code in others)) for j in JUDGES.values())
    out.append(_table(("id", *(LANGUAGES[code] for code in others)), rows_))
    return "".join(out)


# -- commands ----------------------------------------------------------------------------------------------------------
class _Options:
    """Stands in for pytest's parser, and keeps what the plug-in adds to it."""

    def __init__(self) -> None:
        self.added: list[tuple[str, str]] = []

    def getgroup(self, _name: str, _title: str) -> _Options:
        return self

    def addoption(self, name: str, **told: Any) -> None:
        self.added.append((f"{name} {told.get('metavar', '')}".strip(), str(told["help"])))


def commands() -> dict[str, Any]:
    """Every command of `shopper` by name, as Typer knows it."""
    from typer.main import get_command

    from shopper.cli import app

    return dict(vars(get_command(app))["commands"])


def commands_page() -> str:
    from shopper.pytest_plugin import pytest_addoption

    out = [MADE, words.COMMANDS]
    out.append(_table(("command", "what it does"), ((f"`{_usage(n, c)}`", c.help) for n, c in commands().items())))
    out.append("\n## Options\n\n")
    out.append(_table(("option", "of", "meaning"), _options()))
    out.append(words.PYTEST)
    options = _Options()
    pytest_addoption(options)  # type: ignore[arg-type]
    out.append(_table(("option", "meaning"), ((f"`{name}`", text) for name, text in options.added)))
    out.append(words.XDIST)
    out.append(_table(("code", "means", ""), ((str(code), *told) for code, told in sorted(words.EXIT_CODES.items()))))
    return "".join(out)


def _options() -> Iterator[tuple[str, str, str]]:
    """(option, the commands that have it, its meaning), by the option."""
    told: dict[tuple[str, str], list[str]] = {}
    for name, command in commands().items():
        for parameter in filter(_is_option, command.params):
            told.setdefault((_option(parameter), str(parameter.help)), []).append(name)
    for (option, meaning), names in sorted(told.items()):
        yield f"`{option}`", ", ".join(names), meaning


def _is_option(parameter: Any) -> bool:
    return any(name.startswith("-") for name in parameter.opts) and parameter.name != "help"


def _option(parameter: Any) -> str:
    value = "" if parameter.is_flag else f" {parameter.metavar or 'TEXT'}"
    return ", ".join(sorted(parameter.opts, key=len)) + value


def _usage(name: str, command: Any) -> str:
    places = [str(p.metavar or p.name).upper() for p in command.params if not _is_option(p) and p.name != "help"]
    return " ".join(["shopper", name, *places])


PAGES = {
    "sentences.md": sentences_page,
    "config.md": config_page,
    "judges.md": judges_page,
    "commands.md": commands_page,
}


def main(folder: Path) -> None:
    """Write every page into the folder."""
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8", newline="\n")
        print(f"wrote {folder / name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs")
