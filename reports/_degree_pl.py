"""Polish: the degree, its criteria and what to mend first."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str | dict[str, str]] = {
    "deg_h": "Stopień omnikanałowości",
    "deg_of": "na 100",
    "deg_limits": "od {lo} do {hi}: dokładniej tyle rozmów nie powie",
    "deg_raw": "{letter} według samych punktów",
    "deg_none": "Jeszcze bez litery",
    "deg_none_lead": "Zmierzono {share} tego, na czym opiera się litera, a potrzeba {need}. Co już wiadomo, jest "
    "niżej.",
    "deg_weakest": "Najbardziej brakuje: „{what}”.",
    "cap_dead_channel": "nikt nie odpowiada: {channel}",
    "cap_closed_loop": "klientów odsyła się w kółko albo tam, gdzie panuje cisza",
    "cap_critical_contradiction": "kanały przeczą sobie nawzajem: {subject}",
    "cap_unvisited": "kanału „{channel}” nikt nie sprawdził",
    "cap_wide": "rozmów jest za mało, by wykluczyć mniej niż 65 punktów",
    "warn_suspect_dead": {
        "one": "Na razie nikt nie odpowiedział: {channel}. "
        "Jeszcze {n} klient bez odpowiedzi i będzie nie lepiej niż {letter}.",
        "few": "Na razie nikt nie odpowiedział: {channel}. "
        "Jeszcze {n} klienci bez odpowiedzi i będzie nie lepiej niż {letter}.",
        "many": "Na razie nikt nie odpowiedział: {channel}. "
        "Jeszcze {n} klientów bez odpowiedzi i będzie nie lepiej niż {letter}.",
    },
    "warn_trapped": "Jednego klienta odesłano w kółko albo tam, gdzie panuje cisza. "
    "Jeśli spotka to jeszcze kogoś, będzie nie lepiej niż {letter}.",
    "deg_because": "Nie lepiej niż {letter}, bo {why}.",
    "deg_will": "Gdy człowiek to potwierdzi, nie lepiej niż {letter}: {why}.",
    "rows_h": "Z czego to się składa",
    "rows_lead": "Kropka to pomiar, linia – o ile może się mylić. Im mniej rozmów, tym dłuższa linia.",
    "row_reach": "Klienci dostają odpowiedź, i to na czas",
    "row_saturation": "Każdą sprawę można załatwić w każdym kanale",
    "row_history": "Kto wraca, jest pamiętany",
    "row_switches": "Nikt nie jest odsyłany gdzie indziej",
    "row_seamless": "Przekazanie bez ponownych pytań",
    "row_consistency": "Wszystkie kanały mówią to samo",
    "row_simultaneous": "Dwa kanały naraz to nie kłopot",
    "criterion": "Kryterium",
    "row_chart": "skala liter",
    "row_points": "Na 100",
    "row_weight": {
        "one": "waga {n} punkt",
        "few": "waga {n} punkty",
        "many": "waga {n} punktów",
    },
    "row_unmeasured": "nie zmierzono",
    "row_not_applicable": "tu nie ma zastosowania",
    "row_desc": "{score} na 100, od {lo} do {hi}",
    "fixes_h": "Co naprawić najpierw",
    "fixes_lead": "Co dałoby każde z nich, gdyby reszta się nie zmieniła. Zysków się nie dodaje.",
    "fix_dead": "Odpowiadać w kanale „{channel}” albo go zamknąć: z {watched} nie odpowiedziano nikomu",
    "fix_late": "Odpowiadać w kanale „{channel}” w obiecanym czasie: odpowiedź mają wszyscy, ale zbyt często za późno",
    "fix_reach": "Odpowiadać wszystkim w kanale „{channel}” w obiecanym czasie; teraz odpowiedź w ogóle ma {replied} z "
    "{watched}",
    "fix_history": "Pamiętać sprawę, gdy klient wraca",
    "fix_repeats": "Przekazywać klienta razem z tym, co powiedział, żeby nikt nie pytał ponownie",
    "fix_parallel": "Radzić sobie z klientem, który pisze w dwóch kanałach",
    "fix_fact": "Jedna odpowiedź wszędzie: {subject}",
    "fix_loop": {
        "one": "Przeciąć koło {way}: utknął w nim {n} klient",
        "few": "Przeciąć koło {way}: utknęło w nim {n} klientów",
        "many": "Przeciąć koło {way}: utknęło w nim {n} klientów",
    },
    "fix_stranded": {
        "one": "Odpowiadać tam, dokąd się odsyła: {way}, bez odpowiedzi został {n} klient",
        "few": "Odpowiadać tam, dokąd się odsyła: {way}, bez odpowiedzi zostało {n} klientów",
        "many": "Odpowiadać tam, dokąd się odsyła: {way}, bez odpowiedzi zostało {n} klientów",
    },
    "gain": {
        "one": "+{n} punkt",
        "few": "+{n} punkty",
        "many": "+{n} punktów",
    },
    "gain_less": "mniej niż jeden punkt",
    "then": "potem {letter}",
    "look_h": "Najpierw się przyjrzeć",
    "look_lead": "Opiera się na mniej niż pięciu rozmowach.",
    "needs_h": "Czego jeszcze brakuje",
    "needs_lead": "Do litery albo do pewniejszej:",
    "need_reach": "kanał obserwowany do chwili, w której klient by zrezygnował",
    "need_saturation": "drogi klientów prześledzone do końca",
    "need_history": "klient, który wraca innego dnia albo w innym kanale z tą samą sprawą",
    "need_switches": "klienci, którym odpowiedziano",
    "need_seamless": "klient przekazany dalej",
    "need_consistency": "to samo pytanie w dwóch kanałach",
    "need_simultaneous": "klient, który pyta w dwóch kanałach naraz",
    "need_visits": {
        "one": "jeszcze {n} rozmowa prześledzona do końca: {where}",
        "few": "jeszcze {n} rozmowy prześledzone do końca: {where}",
        "many": "jeszcze {n} rozmów prześledzonych do końca: {where}",
    },
    "method_degree": "Stopień to średnia ważona siedmiu kryteriów, każde od 0 do 100. Co znaczą i jakimi wzorami się "
    "je liczy, mówi opis metody; z tabeli obserwacji leżącej obok tej strony każdy może go przeliczyć sam. Litery "
    "zaczynają się od 80, 65, 50, 35 i 20 punktów, chyba że ustalenie nie pozwala na lepszą. Liczba jest zaokrąglona "
    "w dół.",
}
