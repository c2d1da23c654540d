"""What reports say of the waves before, and of companies side by side, in Polish."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: dict[str, str | Mapping[str, str]] = {
    "chg_h": "Co się zmieniło",
    "chg_why_first": "To pierwsza fala: od następnej będzie tu napisane, co się zmieniło.",
    "chg_why_open": "Ta fala jeszcze trwa; co się zmieniło, będzie wiadomo po jej zakończeniu.",
    "chg_why_nothing": "Zmierzono za mało, żeby porównywać.",
    "chg_why_scripts": "Bez porównania z wcześniejszymi falami: scenariusze klientów są inne niż poprzednio.",
    "chg_why_terms": "Bez porównania z wcześniejszymi falami: kanały obiecują co innego niż poprzednio.",
    "chg_why_method": "Bez porównania z wcześniejszymi falami: oceniono je inną metodą.",
    "chg_against": {
        "one": "W porównaniu z {n} poprzednią falą (rozmów: {visits}).",
        "few": "W porównaniu z {n} poprzednimi falami łącznie (rozmów: {visits}).",
        "many": "W porównaniu z {n} poprzednimi falami łącznie (rozmów: {visits}).",
    },
    "chg_total_changed_better": "Stopień wzrósł, punkty: {diff} (od {lo} do {hi}).",
    "chg_total_changed_worse": "Stopień spadł, punkty: {diff} (od {lo} do {hi}).",
    "chg_total_perhaps_better": "Stopień być może wzrósł, punkty: {diff} (od {lo} do {hi}).",
    "chg_total_perhaps_worse": "Stopień być może spadł, punkty: {diff} (od {lo} do {hi}).",
    "chg_total_no_evidence": (
        "Nie ma podstaw, by mówić, że stopień się zmienił: {diff} (od {lo} do {hi}). Przy tylu rozmowach "
        "nie widać zmiany mniejszej niż {sees}."
    ),
    "chg_between": "(od {lo} do {hi})",
    "chg_span": "od {lo} do {hi}",
    "chg_points": "Punkty",
    "chg_verdict": "Wniosek",
    "chg_v_changed": "zmiana",
    "chg_v_perhaps": "być może zmiana",
    "chg_v_no_evidence": "zmiany nie widać",
    "chg_died": "{title}: już nie odpowiadają, {k} z {n}; wcześniej {k0} z {n0}",
    "chg_revived": "{title}: znów odpowiadają, {k} z {n}; wcześniej {k0} z {n0}",
    "chg_answers_better": "{title}: odpowiedź dostaje więcej klientów, {k} z {n}; wcześniej {k0} z {n0}",
    "chg_answers_worse": "{title}: odpowiedź dostaje mniej klientów, {k} z {n}; wcześniej {k0} z {n0}",
    "chg_loop_appeared": {
        "one": "{n} klienta odesłano w kółko albo tam, gdzie panuje cisza; wcześniej nikogo",
        "few": "{n} klientów odesłano w kółko albo tam, gdzie panuje cisza; wcześniej nikogo",
        "many": "{n} klientów odesłano w kółko albo tam, gdzie panuje cisza; wcześniej nikogo",
    },
    "chg_loop_gone": {
        "one": "Nikogo już nie odsyła się w kółko ani tam, gdzie panuje cisza; poprzednio {n} klienta",
        "few": "Nikogo już nie odsyła się w kółko ani tam, gdzie panuje cisza; poprzednio {n} klientów",
        "many": "Nikogo już nie odsyła się w kółko ani tam, gdzie panuje cisza; poprzednio {n} klientów",
    },
    "chg_contradiction_appeared": "Kanały teraz przeczą sobie nawzajem: {subject}",
    "chg_contradiction_gone": "Kanały znów mówią to samo: {subject}",
    "chg_cap_new": "Nowe, i z tym nie lepiej niż {letter}: {why}",
    "chg_cap_lifted": "Już nie trzyma na literze {letter}: {why}",
    "chg_no_states": (
        "Żaden kanał nie zamilkł ani nie ożył; żadne koło i żadna sprzeczność nie pojawiły się ani nie zniknęły."
    ),
    "chg_left_out": "Niezmierzone w obu, więc bez porównania:",
    "trend_h": "W czasie",
    "trend_lead": (
        "Linia to stopień z czterech tygodni łącznie, pas – o ile może się mylić; każda kropka to jedna "
        "fala. Linia urywa się tam, gdzie zmieniły się scenariusze, obietnice albo metoda: tego, co było "
        "przedtem, nie można porównywać z tym, co potem."
    ),
    "trend_chart": "Stopień omnikanałowości w czasie",
    "trend_table": "To samo w tabeli",
    "trend_one": "Tylko ta fala",
    "trend_window": "Cztery tygodnie",
    "trend_letter": "Litera",
    "trend_talks": "Rozmowy",
    "trend_break_scripts": "inne scenariusze niż przedtem",
    "trend_break_terms": "inne obietnice niż przedtem",
    "trend_break_method": "inna metoda niż przedtem",
    "trend_unscored": "oceniono inną metodą, a nie tą",
    "trend_earlier": "we wcześniejszej fali",
    "trend_marks_h": "Czy pomogło?",
    "trend_marks_lead": (
        "Co ktoś odnotował jako zmienione: do czterech porównywalnych fal przedtem i wszystkie potem."
    ),
    "trend_mark": "Co zmieniono",
    "trend_before": "Przed",
    "trend_after": "Po",
    "trend_whole": "całość",
    "trend_answered": "z odpowiedzią {k} z {n}",
    "trend_m_changed_better": "pomogło",
    "trend_m_changed_worse": "pogorszyło się",
    "trend_m_perhaps_better": "być może pomogło",
    "trend_m_perhaps_worse": "być może się pogorszyło",
    "trend_m_no_evidence": "zmiany nie widać",
    "trend_m_too_few": "za mało, żeby powiedzieć",
    "trend_m_not_yet": "od tego czasu nie było fali",
    "trend_m_nothing_before": "przedtem nie ma z czym porównać",
    "vs_title": "Firmy obok siebie",
    "vs_h": "Obok siebie",
    "vs_lead": (
        "Jedna metoda dla wszystkich i tylko te rodzaje kanałów, które mają wszystkie: {kinds}. To, co "
        "firma robi w innych kanałach, nie wchodzi tu do żadnej liczby."
    ),
    "vs_none": "Te firmy nie mają żadnego wspólnego rodzaju kanału, więc nie ma czego zestawiać.",
    "vs_degree": "Stopień na 100",
    "vs_letter": "Litera",
    "vs_talks": "Rozmowy, które się liczą",
    "vs_overlap": "Gdzie dwa przedziały się pokrywają, tyle rozmów nie mówi, która firma jest lepsza.",
    "vs_answered": "Z odpowiedzią",
    "vs_median": "Połowa miała odpowiedź po",
    "vs_in_time": "W obiecanym czasie",
    "vs_scripts": "Scenariusze klientów nie są u wszystkich takie same: część różnicy może wynikać z tego.",
    "vs_terms": "Obietnica jest u każdej firmy własna; „w obiecanym czasie” mierzono obietnicą każdej z nich.",
    "budget_alarm": {
        "one": "{title}: odpowiedź spóźniła się albo nie przyszła w {bad} z {n} rozmowy z ostatnich siedmiu dni "
        "i w {month} z {all} z ostatnich czterech tygodni. Do przyjęcia jest do {allowed}, tu jest {share}: "
        "tym kanałem trzeba się zająć już teraz.",
        "few": "{title}: odpowiedź spóźniła się albo nie przyszła w {bad} z {n} rozmów z ostatnich siedmiu dni "
        "i w {month} z {all} z ostatnich czterech tygodni. Do przyjęcia jest do {allowed}, tu jest {share}: "
        "tym kanałem trzeba się zająć już teraz.",
        "many": "{title}: odpowiedź spóźniła się albo nie przyszła w {bad} z {n} rozmów z ostatnich siedmiu dni "
        "i w {month} z {all} z ostatnich czterech tygodni. Do przyjęcia jest do {allowed}, tu jest {share}: "
        "tym kanałem trzeba się zająć już teraz.",
    },
    "md_more": {
        "one": "i jeszcze {n} ustalenie",
        "few": "i jeszcze {n} ustalenia",
        "many": "i jeszcze {n} ustaleń",
    },
}
