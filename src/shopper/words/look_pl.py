"""Polish: what `shopper look` says."""

TEXTS = {
    # what is being done
    "open": "Otwieram {address} …",
    "found": "Szukam czatu …",
    "say": "Piszę …",
    "wait": "Czekam na odpowiedź …",
    # headings
    "head_chat": "Czat",
    "head_channels": "Jak skontaktować się z firmą",
    "head_hours": "Godziny pracy",
    "head_talk": "Rozmowa",
    "head_pictures": "Zdjęcia",
    "head_failed": "Co się nie udało",
    "no_channels": "Strona nie podaje żadnego.",
    # the chat
    "chat_of": "{title}; pewność: {sure} %",
    "chat_unknown": "Czat nieznanej marki",
    "chat_none": "Nie znaleziono czatu.",
    "chat_seen": "{title} jest na stronie, ale nie dało się go otworzyć; pewność: {sure} %",
    "chat_open": "Jest pole do pisania.",
    "chat_buttons": "Nie ma teraz pola do pisania: tylko przyciski.",
    "chat_form": "Przed nim jest formularz. Pyta o: {fields}.",
    "chat_form_bare": "Przed nim jest formularz.",
    "chat_consent": "Po drodze wyrażono zgodę: {name}.",
    "chat_pressed": "Aby otworzyć, naciśnięto: {names}.",
    "nameless": "przycisk bez nazwy",
    "quoted": "„{text}”",
    "nothing_sent": "Niczego nie wysłano, nie wypełniono żadnego formularza.",
    # kinds of channels
    "kind_webchat": "czat",
    "kind_phone": "telefon",
    "kind_callback": "oddzwonienie",
    "kind_email": "e-mail",
    "kind_website_form": "formularz",
    "kind_telegram": "Telegram",
    "kind_viber": "Viber",
    "kind_whatsapp": "WhatsApp",
    "kind_facebook": "Facebook",
    "kind_instagram": "Instagram",
    "kind_vk": "VK",
    "kind_twitter": "X (Twitter)",
    "kind_sms": "SMS",
    "kind_app": "aplikacja",
    # where they stand
    "where_top": "na górze",
    "where_menu": "w menu",
    "where_main": "na stronie",
    "where_footer": "na dole",
    "where_corner": "nad stroną",
    "where_chat": "w czacie",
    "where_data": "tylko dla wyszukiwarek",
    "where_unseen": "teraz niewidoczne",
    # roles in the pictures
    "role_launcher": "otwiera czat",
    "role_step": "naciśnięto potem",
    "role_consent": "zgoda",
    "role_box": "tu się pisze",
    "role_send": "wysyła",
    "role_list": "wiadomości",
    "role_form": "formularz",
    "role_callback": "zamawia rozmowę (nigdy nie naciskane)",
    "role_theirs": "ich wiadomość",
    "role_ours": "nasza wiadomość",
    "role_further": "niżej na stronie",
    "picture_before": "przed otwarciem czatu",
    "picture_after": "czat jest otwarty",
    "picture_said": "po wiadomości",
    "picture_failed": "gdzie się nie udało",
    # the conversation
    "warn_say": "To trafi do ludzi, którzy pracują w {host}: „{text}”. Nie będą wiedzieć, że to test.",
    "ask_say": "Wysłać? [t/N] ",
    "yes_words": "t, tak, y, yes",
    "not_sent": "Niczego nie wysłano.",
    "we_said": "my",
    "they_said": "oni",
    "turn_greeting": "powitanie",
    "turn_system": "powiadomienie",
    "turn_auto": "automatycznie",
    "turn_closed": "zamknięto",
    "typing": "zaczęli pisać po {seconds} s",
    "buttons": "przyciski: {texts}",
    "first_words": "Pierwsze słowa po {seconds} s.",
    # what did not work, and what to do
    "failed_page": (
        "Strona nie otworzyła się tak, jak otwiera się klientowi. Sprawdź adres w swojej przeglądarce; jeśli "
        "serwis jest zamknięty dla obcych, zobacz „Staging sites” w docs/webchat.md."
    ),
    "failed_banner": (
        "Coś leży na stronie i nie dało się tego usunąć. Spójrz na zdjęcie: co to jest? Wskaż jego przycisk: "
        "shopper look STRONA --teach."
    ),
    "failed_launcher": (
        "Na tej stronie nie znaleziono niczego, co otwiera czat. Może czat jest na innej stronie albo tylko w "
        "pewnych godzinach? Jeśli widzisz jego przycisk, wskaż go: shopper look STRONA --teach."
    ),
    "failed_box": (
        "Naciśnięto to, co wygląda na przycisk czatu, a pole do pisania się nie pojawiło. Spójrz na zdjęcie: "
        "czy to czat? Jeśli tak, pokaż drogę: shopper look STRONA --teach."
    ),
    "failed_list": (
        "Pole znaleziono, ale nie miejsce, gdzie są wiadomości. Wskaż jedną z nich: shopper look STRONA --teach."
    ),
    "failed_form": (
        "Nie udało się wypełnić formularza przed czatem. Podaj to, o co pyta, przez --name i --fact albo "
        "otwórz czat samodzielnie i zobacz, czego chce."
    ),
    "failed_sending": (
        "Wiadomości nie udało się napisać lub wysłać; nie wyszła. Spójrz na zdjęcie: czy pole jest zamknięte? "
        "Jeśli ręcznie działa, wskaż części: shopper look STRONA --teach."
    ),
    "failed_bubble": (
        "Wiadomość wysłano, ale nie pojawiła się wśród wiadomości; nie wiadomo, czy dotarła. Spójrz na "
        "zdjęcie; wskaż jedną swoją wiadomość: shopper look STRONA --teach."
    ),
    "failed_silence": (
        "Przez {seconds} s nie było odpowiedzi. Czy ktoś tam jest o tej porze? Poczekaj dłużej: --wait. Jeśli "
        "na zdjęciu widać odpowiedź, wskaż ją: shopper look STRONA --teach."
    ),
    "failed_captcha": (
        "Serwis żąda dowodu, że jesteś człowiekiem. Tego nigdy się nie obchodzi: poproś właściciela serwisu, "
        "by przepuścił tego klienta."
    ),
    "failed_detail": "Szczegóły (po angielsku): {message}",
    "failed_picture": "Strona taka, jaka wtedy była: {path}",
    # shopper look --teach
    "teach_no_display": (
        "Nie ma tu ekranu, na którym można pokazać przeglądarkę (DISPLAY i WAYLAND_DISPLAY nie są ustawione). "
        "Uruchom --teach na komputerze z ekranem; wskazówki działają wszędzie."
    ),
    "teach_begins": "Otworzy się przeglądarka. Postępuj według panelu; nic nie zostanie wysłane samo.",
    "teach_launcher": "Naciśnij to, co otwiera czat, jak zrobiłby to klient.",
    "teach_box": "Naciśnij, co jeszcze trzeba, żeby można było pisać; potem kliknij w pole do pisania.",
    "teach_pause": (
        "Jeśli nie ma jeszcze wiadomości firmy: napisz, wyślij i poczekaj na odpowiedź. Potem naciśnij „Dalej”."
    ),
    "teach_theirs": "Kliknij słowa jednej wiadomości firmy.",
    "teach_ours": "Kliknij słowa jednej swojej wiadomości.",
    "teach_done": "Dziękujemy. To okno zamknie się samo.",
    "teach_next": "Dalej",
    "teach_skip": "Nie ma takiego",
    "teach_move": "Przesuń panel",
    "teach_again": "Jeszcze raz",
    "teach_paste": "Wklej to pod kanałem czatu w config/company.yaml:",
    "teach_verified": "Stronę otwarto ponownie z tymi wskazówkami i pole zostało znalezione.",
    "teach_unverified": (
        "Stronę otwarto ponownie z tymi wskazówkami i NIE znaleziono czatu: {why} Spróbuj jeszcze raz i "
        "kliknij inne części."
    ),
    "teach_frail": "{part}: żadna nazwa nie jest pewna, więc wzięto miejsce na stronie: {selector}",
    "teach_ended": "Okno zamknięto, zanim wskazano pole; nie ma wskazówek.",
}
