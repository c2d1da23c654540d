"""Maps where a company sends its customer to the channels it has."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import ChannelAddress
from .addresses import same_form

# target -> the kinds of channel it can mean, likeliest first
_KINDS: dict[str, tuple[str, ...]] = {
    "phone": ("hotline", "callback", "phone"),
    "email": ("email",),
    "webchat": ("webchat",),
    "telegram": ("telegram",),
    "whatsapp": ("whatsapp",),
    "viber": ("viber",),
    "facebook": ("facebook", "messenger", "facebook_comment"),
    "instagram": ("instagram",),
    "vk": ("vk",),
    "twitter": ("twitter",),
    "sms": ("sms",),
    "app": ("app",),
    "website_form": ("website_form",),
    "branch": ("branch",),
    "other": (),
}
TARGETS = frozenset(_KINDS)
"""All that a message can send a customer to."""


def resolve_target(
    targets: Sequence[str], addresses: Sequence[str], channels: Sequence[ChannelAddress], current: str
) -> tuple[str, str]:
    """(channel id, or "target:<name>" when the company has no such channel; the target's name).

    An address decides before a word: an e-mail address that is no channel's stays "target:email" even where the company
    has another mailbox. Among channels of a kind, one other than `current` comes first.
    ("", "") without a target.
    """
    if not targets:
        return "", ""
    known = {same_form(form): c for c in reversed(channels) for form in (c.address, *c.aliases) if form}
    named = [known[form] for form in map(same_form, addresses) if form in known]
    for channel in sorted(named, key=lambda c: c.id == current):
        return channel.id, _target_of(channel.kind, targets)
    unknown = {_kind_of_address(a) for a in addresses}
    for target in targets:
        if target in unknown:
            continue
        fitting = [c for kind in _KINDS.get(target, ()) for c in channels if c.kind == kind]
        if fitting:
            return sorted(fitting, key=lambda c: c.id == current)[0].id, target
    return f"target:{targets[0]}", targets[0]


def _target_of(kind: str, targets: Sequence[str]) -> str:
    for target in targets:
        if kind in _KINDS.get(target, ()):
            return target
    for target, kinds in _KINDS.items():
        if kind in kinds:
            return target
    return targets[0]


def _kind_of_address(address: str) -> str:
    form = same_form(address)
    if form.startswith("tel:"):
        return "phone"
    return "email" if "@" in form[1:] else ""
