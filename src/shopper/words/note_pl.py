"""What `shopper note` says, in Polish."""

TEXTS = {
    "noted": "Zapisano jako {id}: {line}",
    "noted_next": "Znak stoi na wykresie; co z tego wyszło, będzie widać, gdy tylko będą po nim fale. Aby "
    "go cofnąć: shopper note --withdraw ID",
    "none": 'Nic jeszcze nie zapisano. Na przykład: shopper note "1 grudnia: ktoś czyta pocztę" --fix email',
    "no_text": 'Powiedz, co zmieniono: shopper note "ktoś czyta pocztę" --fix email',
    "no_day": "--at: „{at}” to nie dzień; napisz na przykład 2026-12-01 albo 2026-12-01T09:00.",
    "no_fix": "--fix: nie ma ani kanału, ani kryterium „{fix}”. {hint} Kanały: {channels}. Kryteria: {criteria}.",
    "no_note": "Nie ma znaku {id}. {hint} Wszystkie: shopper note",
    "withdrawn": "Znak {id} cofnięto. Dziennik pamięta, że był.",
    "too_long": "Znak na wykresie jest krótki: najwyżej {most} znaków.",
}
