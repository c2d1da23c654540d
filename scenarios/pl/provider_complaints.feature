# language: pl
@provider
Funkcja: Reklamacje
  Dla warsztatu, salonu, przychodni, szkoły: praca wykonana źle, a klient robi wszystko, o co go proszą.
  Znajduje reklamacje, które kończą się ciszą albo krążą w kółko.

  Scenariusz: Reklamacja, a potem tam, dokąd odeślą
    Gdy pytam o reklamację usługi na czacie
    Wtedy ktoś odpowiada
    Gdy idę tam, dokąd mnie odsyłają
    Wtedy ktoś odpowiada
    I nie trafiam w ślepą uliczkę
    I nie odsyłają mnie w kółko

  Scenariusz: Reklamacja mailem zostaje przyjęta
    Gdy pytam o reklamację usługi przez e-mail
    Wtedy ktoś odpowiada
    Gdy podaję swoje dane, gdy o nie pytają
    Wtedy nie trafiam w ślepą uliczkę
