# language: pl
@shop
Funkcja: W kółko
  Dla sklepu z kilkoma kanałami: czy ktoś odpowiada za sprawę, czy każdy kanał odsyła dalej?
  Znajduje zamknięte koła, w których klient wraca tam, skąd zaczął.

  Scenariusz: Zmiana zamówienia, a potem tam, dokąd odeślą
    Gdy pytam o zmianę zamówienia na czacie
    Wtedy ktoś odpowiada
    Gdy idę wszędzie, dokąd mnie odsyłają
    Wtedy ktoś odpowiada
    I nie odsyłają mnie w kółko

  Scenariusz: Gwarancja, a potem tam, dokąd odeślą
    Gdy pytam o gwarancję na czacie
    Wtedy ktoś odpowiada
    Gdy idę tam, dokąd mnie odsyłają
    Wtedy ktoś odpowiada
    I odpowiedź zawiera okres gwarancji

  @library
  Scenariusz: Zwrot przez e-mail, a potem tam, dokąd odeślą
    Gdy pytam o zwrot towaru przez e-mail
    Wtedy ktoś odpowiada
    Gdy idę tam, dokąd mnie odsyłają
    Wtedy ktoś odpowiada
    I nie odsyłają mnie w kółko

  @library
  Scenariusz: Reklamacja, a potem dalej i dalej, najwyżej trzy razy
    Gdy pytam o reklamację na czacie
    Wtedy ktoś odpowiada
    Gdy idę wszędzie, dokąd mnie odsyłają, najwyżej 3 razy
    Wtedy ktoś odpowiada
    I nie trafiam w ślepą uliczkę
