"""What a customer writes into a chat's form, from what the persona has; a pure function of both."""

from __future__ import annotations

from dataclasses import dataclass

from shopper.engine.probe import Conversation
from shopper.errors import OurFault

from .entry import Field, Form

_WHERE = {
    "email": "the persona's email, or an “email” among its facts",
    "phone": "a “phone” among the persona's facts",
    "order_number": "an “order_number” among the persona's facts",
    "surname": "a name of two words for the persona, or a “surname” among its facts",
}
_WANTED = {
    "email": "an e-mail address",
    "phone": "a telephone number",
    "order_number": "an order number",
    "surname": "a surname",
}
# Given where it is asked for at all; a number only where one must.
_GLADLY = frozenset({"name", "surname", "email", "message"})


@dataclass(frozen=True, slots=True)
class Filling:
    """What is done with one field: written, chosen, or ticked (True) and cleared (False)."""

    field: Field
    text: str = ""
    choose: str = ""
    tick: bool | None = None


def fill(form: Form, conversation: Conversation, message: str) -> list[Filling]:
    """How to fill a form. A newsletter is never ordered, nothing is uploaded; consent is given where it is asked for.

    Raises OurFault "form_needs" where the form insists on what the persona lacks, "captcha" where it wants proof."""
    if form.captcha or any(f.kind == "captcha" for f in form.fields):
        raise OurFault(
            "The chat's form wants proof that a person fills it (a captcha). Ask the site's owner to let this shopper"
            " through.",
            code="captcha",
        )
    told = _told(conversation, whole=not any(f.kind == "surname" for f in form.fields)) | {"message": message}
    numbered = any(f.kind == "email" for f in form.fields) and bool(told.get("email"))
    filled: list[Filling] = []
    chosen: set[str] = set()
    said = False
    for field in form.fields:
        if field.kind == "news":
            if field.value:
                filled.append(Filling(field, tick=False))
            elif field.required:
                raise _needs(field, conversation, "to be subscribed to its news, which this customer never is")
        elif field.kind == "consent" or (field.kind == "tick" and field.required):
            if not field.value:
                filled.append(Filling(field, tick=True))
        elif field.kind == "choice":
            answered = any(f.value for f in form.fields if f.kind == "choice" and f.group == field.group)
            if field.required and not answered and field.group not in chosen:
                chosen.add(field.group)
                filled.append(Filling(field, tick=True))
        elif field.kind == "select":
            first = next((option for option in field.options if option), "")
            if not field.value and first:
                filled.append(Filling(field, choose=first))
        elif field.kind == "message" and said:
            if field.required and not field.value:
                filled.append(Filling(field, text=message))
        elif told.get(field.kind):
            # Whoever cannot be written to leaves a number; others give it where they must.
            if field.kind in _GLADLY or field.required or (field.kind == "phone" and not numbered):
                filled.append(Filling(field, text=told[field.kind]))
            said = said or field.kind == "message"
        elif field.required and field.kind not in ("tick",) and not field.value:
            raise _needs(field, conversation, _WANTED.get(field.kind, f"“{field.name}”"))
    return filled


def _told(conversation: Conversation, *, whole: bool) -> dict[str, str]:
    facts = dict(conversation.persona.told(conversation.language))
    facts.setdefault("order_number", facts.get("order", ""))
    if not whole:
        first, _, rest = facts["name"].partition(" ")
        facts["surname"] = facts.get("surname") or rest
        facts["name"] = first if rest else facts["name"]
    return facts


def _needs(field: Field, conversation: Conversation, what: str) -> OurFault:
    where = _WHERE.get(field.kind, "")
    todo = f" Write {where} in config/personas.yaml, or cast another persona." if where else ""
    return OurFault(
        f"The chat's form insists on {what} (field “{field.name}”), and the persona “{conversation.persona_id}” has"
        f" none. Nothing was sent.{todo}",
        code="form_needs",
    )
