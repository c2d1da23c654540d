"""What `shopper note` says, in English."""

TEXTS = {
    "noted": "Noted as {id}: {line}",
    "noted_next": "It stands on the trend, with what came of it as soon as there are waves after it. To "
    "take it back: shopper note --withdraw ID",
    "none": 'Nothing was noted yet. For example: shopper note "1 Dec: e-mail staffed" --fix email',
    "no_text": 'Say what was changed: shopper note "e-mail staffed" --fix email',
    "no_day": "--at: “{at}” is no day; write it like 2026-12-01, or 2026-12-01T09:00.",
    "no_fix": "--fix: there is no channel and no criterion “{fix}”. {hint} Channels: {channels}. Criteria: {criteria}.",
    "no_note": "There is no note {id}. {hint} All of them: shopper note",
    "withdrawn": "Note {id} is taken back. The journal keeps that it was there.",
    "too_long": "A mark on a chart is short: {most} characters at most.",
}
