# language: pl
@shop
Funkcja: Gdzie jest moje zamówienie?
  Dla sklepu, który wysyła paczki; potrzebne jest prawdziwe zamówienie, którego numer klient może podać.
  Znajduje obsługę, która pyta o to, co właśnie usłyszała, i taką, która nigdy nie sprawdza.

  @needs-order
  Scenariusz: Gdzie jest moje zamówienie? Pytam na czacie
    Gdy pytam o status zamówienia na czacie
    I podaję swoje dane, gdy o nie pytają
    Wtedy ktoś odpowiada
    I odpowiedź zawiera status zamówienia
    I nie pytają mnie drugi raz o to samo

  @needs-order @library
  Scenariusz: Gdzie jest moje zamówienie? Piszę list
    Gdy pytam o status zamówienia przez e-mail
    I podaję swoje dane, gdy o nie pytają
    Wtedy ktoś odpowiada
    I odpowiedź zawiera status zamówienia

  @needs-order @library
  Scenariusz: Proszę zmienić moje zamówienie
    Gdy pytam o zmianę zamówienia przez e-mail
    I podaję swoje dane, gdy o nie pytają
    Wtedy ktoś odpowiada
    I nie trafiam w ślepą uliczkę
