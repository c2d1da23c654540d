# language: pl
@shop
Funkcja: Człowiek, i to szybko
  Dla sklepu z botem albo dużym ruchem: ile kosztuje klienta odpowiedź?
  Znajduje boty, po których nikt nie przychodzi, pytania, które wymagają zbyt wielu odpowiedzi, i obietnice, których nikt nie dotrzymuje.

  Scenariusz: Po bocie przychodzi człowiek
    Gdy pytam o płatność na czacie
    Wtedy człowiek odpowiada
    I moja sprawa zostaje załatwiona najwyżej w 2 odpowiedziach

  Scenariusz: Wystarczy jeden kanał
    Gdy pytam o dostawę przez e-mail
    Wtedy moja sprawa zostaje załatwiona najwyżej w 1 kanale
    I moja sprawa zostaje załatwiona najwyżej w 10 minut

  # Kto mówi „napiszę za minutę”, ma napisać.
  Scenariusz: Obiecują sprawdzić i napisać
    Gdy pytam o dostępność na czacie
    Wtedy dotrzymują obietnic
