"""The form that some chats show where one would write: what its fields ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.async_api import Frame


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form. kind: email, phone, name, surname, message, order_number, select, choice, consent, news, tick,
    file, captcha or other. name: what a person reads beside it. group: the name that choices of one question share."""

    index: int
    kind: str
    name: str
    group: str
    required: bool
    value: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A form that stands where one would write. intro: the words above it. captcha: it wants proof of being human."""

    frame: Frame
    score: float
    intro: str
    captcha: bool
    fields: tuple[Field, ...]

    @classmethod
    def of(cls, frame: Frame, found: Any) -> Form | None:
        """From what the page reported."""
        if not isinstance(found, dict):
            return None
        fields = tuple(
            Field(
                index=int(f["i"]),
                kind=str(f["kind"]),
                name=str(f["name"]),
                group=str(f["group"]),
                required=bool(f["required"]),
                value=str(f["value"]),
                options=tuple(str(option) for option in f["options"]),
            )
            for f in found["fields"]
        )
        return cls(frame, float(found["score"]), str(found["intro"]), bool(found["captcha"]), fields)

    @property
    def takes_words(self) -> bool:
        """Whether what the customer wants to say goes into it."""
        return any(f.kind == "message" for f in self.fields)
