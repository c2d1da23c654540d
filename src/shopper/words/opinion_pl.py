"""What is told of a second opinion, in Polish."""

TEXTS = {
    "told": "Druga opinia ({model}): zgadza się – {agrees}, ma wątpliwości – {doubts}, nie rozstrzyga – {cannot_tell}.",
    "nothing": "Druga opinia: nie ma o co pytać, wcześniejsze odpowiedzi są już w dzienniku.",
    "unusable": "Odpowiedzi modelu {model} w złej postaci, pominięte: {count}.",
    "left": "Ustalenia bez drugiej opinii: {count}. Naraz pytamy najwyżej o {most} "
    "(config/rubric.yaml, second_opinion.most); o resztę następnym razem.",
    "fault": "To nasza usterka, nie firmy: drugiej opinii nie udało się uzyskać. {why} Strona powstała bez niej.",
}
