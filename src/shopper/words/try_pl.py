"""What `shopper try` says, in Polish."""

TEXTS = {
    "looking": "Otwieramy {address} tak, jak zrobiłby to klient. Niczego nie wysyłamy.",
    "found": "Co klient znajduje na {host}:",
    "chat_vendor": "jest, działa na {title}",
    "chat_own": "jest; nie wiemy, kto go zrobił",
    "chat_form": "najpierw pyta: {fields}",
    "chat_none": "na tej stronie nie znaleziono",
    "hours": "Godziny pracy",
    "hours_unread": "jak napisano",
    "about_to_ask": "Klient {customer} zapytałby teraz na czacie mniej więcej tak:\n    {question}\n"
    "i czekał na odpowiedź najwyżej {wait}. Mogą to przeczytać żywi ludzie. Niczego nie zamawiamy.",
    "at_night": "Jest {time} ({zone}): być może nikt tam teraz nie pracuje.",
    "ask_yes": "Zapytać teraz? (tak albo nie)",
    "yes_words": "tak, t, yes, y",
    "no_words": "nie, n, no",
    "wrong_yes": "Proszę napisać „tak” albo „nie”.",
    "ask_save": "Folder, w którym zapisać",
    "wrong_folder": "{folder} nie jest pustym folderem. Proszę podać nowy.",
    "wrong_wait": "„{answer}” to nie czas czekania. Proszę pisać tak: 30 s, 5 min, 1 h; od 1 sekundy do 1 dnia.",
    "waiting": "Pytamy i czekamy na odpowiedź najwyżej {wait}. Ctrl-C przerywa czekanie; co powiedziano, zostaje.",
    "stopped": "Czekanie przerwane. Co powiedziano, jest zapisane.",
    "not_asked_night": "Jest {time} ({zone}), a od {start} do {end} do nikogo nie piszemy. Pytania nie zadano; "
    "można je zadać w dzień: {command}",
    "not_asked_no": "Niczego nie wysłano.",
    "you": "Klient",
    "they": "Firma",
    "page_failed": "Nie udało się obejrzeć strony: {why}",
    "no_chat_why": "Czat: {why}",
    "no_way": "Nie ma ani czatu, ani adresu e-mail, które można wypróbować, więc niczego nie zapisano. "
    "Proszę podać inną "
    "stronę, na przykład „Kontakt”.",
    "mail_instead": "Nie ma czatu, na którym można zapytać, ale jest adres e-mail: {mail}.",
    "mail_later": "Żeby tam zapytać, klient potrzebuje Państwa skrzynki, poza firmą; wystarczy darmowa. "
    "Proszę wpisać ją do {path}, usunąć „shopped: false” w company.yaml i wziąć scenariusze: {command}",
    "mail_ready": "Proszę umieścić hasło skrzynki w zmiennej środowiskowej SHOPPER_MAIL_PASSWORD i "
    "sprawdzić jej serwery "
    "w {path}. Dalej:",
    "saved": "Zapisano: {folder}",
    "page": "Pierwsze obserwacje, do otwarcia w przeglądarce:\n{page}",
    "anecdote": "Jedna rozmowa to tylko przypadek. Co jeszcze można zrobić:",
    "next_check": "  {command}    powie, co będzie sprawdzane; niczego nie wysyła",
    "next_run": "  {command}    sprawdza",
    "next_journal": "  {command}    rozmowa, słowo po słowie",
    "next_resume": "  {command}    czeka dalej w tej rozmowie",
}
