# language: pl
@provider
Funkcja: Człowiek, i to szybko
  Dla tych, którzy mają bota albo duży ruch: ile kosztuje klienta odpowiedź?
  Znajduje boty, po których nikt nie przychodzi, i pytania, które wymagają zbyt wielu odpowiedzi.

  Scenariusz: Po bocie przychodzi człowiek
    Gdy pytam o płatność za usługę na czacie
    Wtedy człowiek odpowiada
    I moja sprawa zostaje załatwiona najwyżej w 2 odpowiedziach

  Scenariusz: Wystarczy jeden kanał
    Gdy pytam o cenę usługi przez e-mail
    Wtedy moja sprawa zostaje załatwiona najwyżej w 1 kanale
    I moja sprawa zostaje załatwiona najwyżej w 10 minut
