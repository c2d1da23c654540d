"""shopper plan, in Russian."""

TEXTS = {
    "no_schedule": "расписания ещё нет: в {path} не названо ни одной волны. Напишите, например\n"
    "  waves:\n    weekly: {{at: пн 9:00}}",
    "title": "Что будет делать расписание в {company}; время – по {zone}. Эта команда ничего не отправляет.",
    "nothing": "На это время ничего не назначено.",
    "weekdays": "пн вт ср чт пт сб вс",
    "column_when": "когда",
    "column_wave": "волна",
    "column_channel": "канал",
    "column_what": "сценарий",
    "column_who": "покупатель",
    "column_visits": "разговоров",
    "scenarios": "сценариев: {count}",
    "closed": "тогда закрыто",
    "holiday": "праздник",
    "left_out": "не начнётся: {wave} ({why})",
    "note": "{wave}: {what}",
    "minutes": "Сотрудникам компании это будет стоить примерно {minutes} мин (грубая оценка): {where}.",
    "minutes_in": "{channel} {minutes} мин",
    "refused": "будет отклонено: {wave}: {why}",
}
