"""shopper plan, in Polish."""

TEXTS = {
    "no_schedule": "harmonogramu jeszcze nie ma: w {path} nie ma żadnej fali. Napisz na przykład\n"
    "  waves:\n    weekly: {{at: pon 9:00}}",
    "title": "Co zrobi harmonogram w {company}; czas według {zone}. To polecenie niczego nie wysyła.",
    "nothing": "Na ten czas nic nie zaplanowano.",
    "weekdays": "pn wt śr cz pt so nd",
    "column_when": "kiedy",
    "column_wave": "fala",
    "column_channel": "kanał",
    "column_what": "scenariusz",
    "column_who": "klient",
    "column_visits": "rozmów",
    "scenarios": "scenariuszy: {count}",
    "closed": "wtedy nieczynne",
    "holiday": "święto",
    "left_out": "nie zacznie się: {wave} ({why})",
    "note": "{wave}: {what}",
    "minutes": "Pracowników firmy będzie to kosztować około {minutes} min (z grubsza): {where}.",
    "minutes_in": "{channel} {minutes} min",
    "refused": "zostanie odrzucone: {wave}: {why}",
}
