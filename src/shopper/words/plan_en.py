"""shopper plan, in English."""

TEXTS = {
    "no_schedule": "there is no schedule yet: {path} names no waves. Write for instance\n"
    "  waves:\n    weekly: {{at: mon 9:00}}",
    "title": "What the schedule will do at {company}; times are those of {zone}. Nothing is sent by this command.",
    "nothing": "Nothing is due in this time.",
    "weekdays": "Mon Tue Wed Thu Fri Sat Sun",
    "column_when": "when",
    "column_wave": "wave",
    "column_channel": "channel",
    "column_what": "scenario",
    "column_who": "customer",
    "column_visits": "visits",
    "scenarios": "scenarios: {count}",
    "closed": "closed then",
    "holiday": "holiday",
    "left_out": "not begun: {wave} ({why})",
    "note": "{wave}: {what}",
    "minutes": "Asks of the company's staff about {minutes} min in all, by a rough rule: {where}.",
    "minutes_in": "{channel} {minutes} min",
    "refused": "would be refused: {wave}: {why}",
}
