# language: pl
@shop
Funkcja: Przez telefon
  Dla sklepu, który oddzwania albo ma infolinię. Nasz klient naprawdę rozmawia; rozmowy są krótkie.
  Znajduje telefony, których nie można się doczekać, długie kolejki i menu, po których nikt się nie odzywa.

  Scenariusz: Zamówiony telefon
    Gdy zamawiam oddzwonienie w sprawie ceny na stronie
    Wtedy mój telefon na czas dzwoni
    I człowiek odzywa się w ciągu 10 sekund
    Gdy mówię, czego potrzebuję
    Wtedy ktoś odpowiada

  Scenariusz: Telefon w sprawie zwrotu
    Gdy zamawiam oddzwonienie w sprawie zwrotu na stronie
    Wtedy mój telefon na czas dzwoni

  Scenariusz: Infolinia
    Gdy dzwonię na infolinię w sprawie dostawy
    Wtedy człowiek odbiera na czas
    Gdy mówię, czego potrzebuję
    Wtedy ktoś odpowiada
