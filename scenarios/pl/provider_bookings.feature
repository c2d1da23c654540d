# language: pl
@provider
Funkcja: Rezerwacje
  Dla tych, którzy pracują na zapisy: czy rezerwacja jest znana, czy da się ją przełożyć lub odwołać? Naprawdę nic się nie odwołuje.
  Scenariusze z @needs-order wymagają numeru prawdziwej rezerwacji; znajdują obsługę, która pyta o to, co właśnie usłyszała.

  @needs-order
  Scenariusz: Czy moja rezerwacja jest potwierdzona?
    Gdy pytam o moją rezerwację na czacie
    I podaję swoje dane, gdy o nie pytają
    Wtedy ktoś odpowiada
    I odpowiedź zawiera dzień wizyty
    I nie pytają mnie drugi raz o to samo

  @needs-order
  Scenariusz: Proszę o inny dzień
    Gdy pytam o zmianę terminu na czacie
    Wtedy ktoś odpowiada
    Gdy podaję swoje dane, gdy o nie pytają
    Wtedy nie trafiam w ślepą uliczkę
    I nie odsyłają mnie gdzie indziej

  Scenariusz: Jak odwołać wizytę?
    Gdy pytam o odwołanie wizyty przez e-mail
    Wtedy ktoś odpowiada
    I odpowiedź zawiera termin odwołania
    I nie trafiam w ślepą uliczkę
