"""What `shopper note` says, in Ukrainian."""

TEXTS = {
    "noted": "Записано як {id}: {line}",
    "noted_next": "Позначка стоїть на графіку; що з того вийшло, буде видно, щойно після неї будуть хвилі. "
    "Забрати її: shopper note --withdraw ID",
    "none": 'Ще нічого не записано. Наприклад: shopper note "1 грудня: на пошті є людина" --fix email',
    "no_text": 'Скажіть, що змінили: shopper note "на пошті є людина" --fix email',
    "no_day": "--at: «{at}» – не день; пишіть так: 2026-12-01 або 2026-12-01T09:00.",
    "no_fix": "--fix: немає ні каналу, ні критерію «{fix}». {hint} Канали: {channels}. Критерії: {criteria}.",
    "no_note": "Немає позначки {id}. {hint} Усі: shopper note",
    "withdrawn": "Позначку {id} забрано. Журнал пам’ятає, що вона була.",
    "too_long": "Позначка на графіку коротка: не більше ніж {most} знаків.",
}
