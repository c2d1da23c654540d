# language: pl
@shop
Funkcja: Jedna sprawa w kilku kanałach
  Dla sklepu z kilkoma kanałami: co raz powiedziano, powinni wiedzieć wszędzie i odpowiadać tak samo.
  Znajduje kanały, które sobie przeczą, zapominają klienta albo odpowiadają nie tam, gdzie on czeka.

  @needs-order
  Scenariusz: Sprawa toczy się dalej w drugim kanale
    Gdy pytam o status zamówienia przez e-mail
    I podaję swoje dane, gdy o nie pytają
    Wtedy ktoś odpowiada
    Gdy kontynuuję na czacie
    Wtedy ktoś odpowiada
    I znają moją sprawę
    I nie pytają mnie drugi raz o to samo

  Scenariusz: Jedno pytanie, dwa kanały, jedna odpowiedź
    Gdy pytam jednocześnie o dostawę na czacie i przez e-mail
    Wtedy ktoś odpowiada na czacie
    I ktoś odpowiada przez e-mail
    I odpowiedzi są zgodne

  @library
  Scenariusz: Cena jest ta sama, gdziekolwiek się o nią pyta
    Gdy pytam jednocześnie o cenę na czacie i przez e-mail
    Wtedy ktoś odpowiada na czacie
    I ktoś odpowiada przez e-mail
    I odpowiedzi są zgodne

  Scenariusz: Odpowiedź tam, gdzie o nią proszono
    Gdy pytam o cenę na czacie
    Wtedy ktoś odpowiada
    Gdy proszę o odpowiedź na e-mail
    Wtedy ktoś odpowiada przez e-mail

  Scenariusz: Powrót po chwili
    Gdy pytam o dostawę na czacie
    Wtedy ktoś odpowiada
    Gdy wracam po 5 sekundach
    Wtedy ktoś odpowiada
    I odpowiedzi są zgodne

  @needs-order @library
  Scenariusz: Powrót następnego dnia
    Gdy pytam o status zamówienia na czacie
    I podaję swoje dane, gdy o nie pytają
    Wtedy ktoś odpowiada
    Gdy wracam następnego dnia
    Wtedy ktoś odpowiada
    I znają moją sprawę
    I nie pytają mnie drugi raz o to samo
