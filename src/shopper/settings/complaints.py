"""Says in plain words, with the place in the file, what pydantic found wrong with a block of the config."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from ..errors import did_you_mean
from .yaml_reader import Document, Path_

_NEEDED = {
    "authorised_by": "Write who at the company ordered or allowed this shopping; without it nothing is sent.",
    "zone": "Write the company's time zone, such as Europe/Kyiv.",
    "languages": "Write the languages customers use, such as [uk, en].",
    "channels": "Write at least one channel with its kind and address.",
    "guard_rails": "Write guard_rails: with authorised_by: and who allowed this shopping.",
    "kind": "Write which kind of channel it is: webchat, email …",
    "address": "Write where customers reach it: the page, the e-mail address, the number.",
    "question": "Write what the customer asks, by language: question: {en: [Hello! …]}.",
    "password": "Write env:NAME with the name of an environment variable.",
    "smtp": "Write the server that takes its mail: smtp: {host: …, port: …}.",
    "imap": "Write the server that holds its mail: imap: {host: …, port: …}.",
    "name": "Write it as name: …",
}
_MEANT = {
    "ua": "uk",
    "ukr": "uk",
    "ukrainian": "uk",
    "rus": "ru",
    "pol": "pl",
    "eng": "en",
    "e-mail": "email",
    "mail": "email",
}
_SECRET_KEYS = ("password",)
_QUOTED = re.compile(r"'([^']*)'")


Model = TypeVar("Model", bound=BaseModel)


def validate(
    model: type[Model], document: Document, value: Any, context: Mapping[str, Any] | None = None
) -> Model | None:
    """`value` of the document as this model, or None with every mistake noted in the document."""
    try:
        return model.model_validate(value, context=dict(context or {}))
    except ValidationError as error:
        failed = error
    repaired = _as_written(document, value, failed)
    if repaired is not None:
        return validate(model, document, repaired, context)
    for item in failed.errors(include_url=False):
        _complain(model, document, item)
    return None


def _as_written(document: Document, value: Any, error: ValidationError) -> Any | None:
    """The value with numbers put back as they were written wherever text is wanted; None if there is none of these."""
    places = [
        _place(document, item["loc"])
        for item in error.errors(include_url=False, include_context=False)
        if item["type"] == "string_type" and isinstance(item["input"], int | float)
    ]
    places = [place for place in places if place in document.written]
    for place in places:
        value = _replaced(value, place, document.written[place])
    return value if places else None


def _place(document: Document, loc: tuple[Any, ...]) -> Path_:
    """Where in the file a complaint stands: a block that may be written as one scalar stands where the scalar does."""
    path: Path_ = tuple(part for part in loc if part != "[key]")
    return path[:-1] if path[:-1] in document.written and path not in document.written else path


def _replaced(value: Any, place: Path_, by: Any) -> Any:
    if not place:
        return by
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[place[0]] = _replaced(copy[place[0]], place[1:], by)  # type: ignore[index]
    return copy


def _complain(model: type[BaseModel], document: Document, item: Any) -> None:
    path = _place(document, item["loc"])
    kind, given, context = str(item["type"]), item["input"], item.get("ctx", {})
    name = str(path[-1]) if path else ""
    secret = name in _SECRET_KEYS
    shown = "" if secret else _shown(given)
    wants, hint = "", ""
    match kind:
        case "missing":
            wants, hint = f"“{name}” is missing.", _NEEDED.get(name, "")
        case "extra_forbidden":
            wants, hint = "unknown key.", did_you_mean(name, _keys_at(model, path[:-1]))
        case "literal_error" | "enum":
            known = _QUOTED.findall(str(context.get("expected", "")))
            wants, hint = f"{shown} is not known here.", did_you_mean(_MEANT.get(str(given).lower(), str(given)), known)
            if not known:
                wants = f"{shown} cannot be set here; only {str(context.get('expected')).lower()} can."
        case "string_type":
            wants = _wanted("text", shown)
        case "int_type" | "int_parsing" | "int_from_float":
            wants = _wanted("a whole number", shown)
        case "float_type" | "float_parsing" | "finite_number":
            wants = _wanted("a number", shown)
        case "bool_type" | "bool_parsing":
            wants = _wanted("true or false", shown)
        case "model_type" | "dict_type" | "model_attributes_type":
            wants, hint = _wanted("a block of keys", shown), _keys_hint(_keys_at(model, path))
        case "tuple_type" | "list_type":
            wants, hint = _wanted("a list", shown), "Write it as [one, two], or one entry a line behind “- ”."
        case "too_short":
            wants, hint = "at least one entry is needed.", _NEEDED.get(name, "")
        case "greater_than_equal":
            wants = f"{shown} is too small; the least is {_number(context['ge'])}."
        case "greater_than":
            wants = f"{shown} is too small; it must be more than {_number(context['gt'])}."
        case "less_than_equal":
            wants = f"{shown} is too big; the most is {_number(context['le'])}."
        case "value_error":
            wants = _sentence(str(context.get("error", item["msg"])))
        case _:
            wants = _sentence(str(item["msg"]))
    document.blame(path, wants, hint)


def _wanted(what: str, shown: str) -> str:
    return f"{what} is expected, found {shown}." if shown else f"{what} is expected."


def _shown(given: Any) -> str:
    if given is None:
        return "nothing"
    if isinstance(given, Mapping):
        return "a block of keys"
    if isinstance(given, list | tuple):
        return "a list"
    if isinstance(given, bool):
        return "true" if given else "false"
    text = str(given)
    return f"“{text if len(text) <= 60 else text[:59] + '…'}”"


def _number(value: Any) -> str:
    return f"{value:g}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _keys_hint(keys: list[str]) -> str:
    return f"Known here: {', '.join(keys)}." if keys else ""


def _keys_at(model: type[BaseModel], path: Path_) -> list[str]:
    """The keys a block may have at this place of the model; none where the owner chooses them."""
    at: Any = model
    for part in path:
        if isinstance(at, type) and issubclass(at, BaseModel):
            found = next((f for n, f in at.model_fields.items() if part in (n, f.alias)), None)
            if found is None:
                return []
            at = _block_in(found.annotation)
        elif get_origin(at) in (dict, tuple, list):
            arguments = get_args(at)
            at = _block_in(arguments[1] if get_origin(at) is dict else arguments[0])
        else:
            return []
    if isinstance(at, type) and issubclass(at, BaseModel):
        return [field.alias or name for name, field in at.model_fields.items()]
    return []


def _block_in(annotation: Any) -> Any:
    """The branch of a union (such as QuietHours | None) that can hold keys, or the annotation itself."""
    if get_origin(annotation) in (Union, types.UnionType):
        for branch in get_args(annotation):
            if branch is not type(None):
                return branch
    return annotation
