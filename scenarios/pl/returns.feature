# language: pl
@shop
Funkcja: Zwroty
  Dla sklepu: towar nie pasuje i klient chce odzyskać pieniądze.
  Znajduje odmowy bez wyjścia. Niczego naprawdę się nie zwraca: gdy obsługa zajmie się sprawą, klient się wycofuje.

  Scenariusz: Zwrot przez czat
    Gdy pytam o zwrot towaru na czacie
    Wtedy ktoś odpowiada
    I nie trafiam w ślepą uliczkę

  Scenariusz: Zwrot przez e-mail
    Gdy pytam o zwrot towaru przez e-mail
    Wtedy ktoś odpowiada
    I odpowiedź zawiera termin zwrotu
    Gdy podaję swoje dane, gdy o nie pytają
    Wtedy nie trafiam w ślepą uliczkę
