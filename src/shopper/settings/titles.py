"""What a channel or a service is called for people: one text, or one for each language of those who read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, cast

from pydantic import BeforeValidator, InstanceOf, PlainSerializer, TypeAdapter, WithJsonSchema

from .values import Language

_BY_LANGUAGE: TypeAdapter[dict[Language, str]] = TypeAdapter(dict[Language, str])


class Title(str):
    """The text is the title where no language is asked for: the English one, else the first that is given."""

    by_language: Mapping[str, str]

    def __new__(cls, text: str = "", by_language: Mapping[str, str] | None = None) -> Title:
        made = super().__new__(cls, text)
        made.by_language = dict(by_language or {})
        return made

    def told_in(self, language: str) -> str:
        """The title in a language; the text where there is none in it."""
        return self.by_language.get(language) or str(self)

    @property
    def all(self) -> tuple[str, ...]:
        """Every title there is, each once; none where nothing is written."""
        return tuple(dict.fromkeys(text for text in (str(self), *self.by_language.values()) if text))


def _read(value: Any) -> Title:
    if isinstance(value, Title):
        return value
    if isinstance(value, Mapping):
        texts = _BY_LANGUAGE.validate_python(value, strict=True)
        written = {str(language): text.strip() for language, text in texts.items() if text.strip()}
        if not written:
            raise ValueError("no title in any language; write a text, or leave title: out")
        return Title(written.get("en") or next(iter(written.values())), written)
    if isinstance(value, str):
        return Title(value)
    raise ValueError("a text is expected, or one for each language, such as {en: Chat, pl: Czat}")


def _written(title: Title) -> str | dict[Language, str]:
    return cast(dict[Language, str], dict(title.by_language)) if title.by_language else str(title)


Titled = Annotated[
    InstanceOf[Title],
    BeforeValidator(_read),
    PlainSerializer(_written, return_type=str | dict[Language, str]),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "propertyNames": {"enum": ["en", "uk", "ru", "pl"]},
                    "additionalProperties": {"type": "string"},
                    "minProperties": 1,
                },
            ]
        }
    ),
]
