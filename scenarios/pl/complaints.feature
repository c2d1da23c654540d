# language: pl
@shop
Funkcja: Reklamacje
  Dla sklepu: paczka przyszła uszkodzona, a klient robi wszystko, o co go proszą.
  Znajduje reklamacje, które kończą się ciszą, i adresy, których nikt nie czyta.

  Scenariusz: Reklamacja, a potem tam, dokąd odeślą
    Gdy pytam o reklamację na czacie
    Wtedy ktoś odpowiada
    Gdy idę tam, dokąd mnie odsyłają
    Wtedy ktoś odpowiada
    I nie trafiam w ślepą uliczkę
    I nie odsyłają mnie w kółko

  Scenariusz: Reklamacja mailem zostaje przyjęta
    Gdy pytam o reklamację przez e-mail
    Wtedy ktoś odpowiada
    Gdy podaję swoje dane, gdy o nie pytają
    Wtedy nie trafiam w ślepą uliczkę
