"""shopper plan, in Ukrainian."""

TEXTS = {
    "no_schedule": "розкладу ще немає: у {path} не названо жодної хвилі. Напишіть, наприклад\n"
    "  waves:\n    weekly: {{at: пн 9:00}}",
    "title": "Що робитиме розклад у {company}; час – за {zone}. Ця команда нічого не надсилає.",
    "nothing": "На цей час нічого не призначено.",
    "weekdays": "пн вт ср чт пт сб нд",
    "column_when": "коли",
    "column_wave": "хвиля",
    "column_channel": "канал",
    "column_what": "сценарій",
    "column_who": "покупець",
    "column_visits": "розмов",
    "scenarios": "сценаріїв: {count}",
    "closed": "тоді зачинено",
    "holiday": "свято",
    "left_out": "не почнеться: {wave} ({why})",
    "note": "{wave}: {what}",
    "minutes": "Працівникам компанії це коштуватиме приблизно {minutes} хв (груба оцінка): {where}.",
    "minutes_in": "{channel} {minutes} хв",
    "refused": "буде відхилено: {wave}: {why}",
}
