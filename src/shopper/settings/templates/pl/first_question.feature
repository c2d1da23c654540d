# language: pl
Funkcja: Pierwsze pytanie
  To, o co zapytało polecenie „shopper try”: jedno niewinne pytanie na czacie.

  Scenariusz: Godziny otwarcia, na czacie
    Gdy pytam o godziny otwarcia na czacie
    Wtedy ktoś odpowiada
