# language: pl
@provider
Funkcja: Jedna sprawa w kilku kanałach
  Dla tych, z którymi można się skontaktować na kilka sposobów: co raz powiedziano, powinni wiedzieć wszędzie.
  Znajduje kanały, które sobie przeczą, zapominają klienta albo odpowiadają nie tam, gdzie on czeka.

  @needs-order
  Scenariusz: Sprawa toczy się dalej w drugim kanale
    Gdy pytam o moją rezerwację przez e-mail
    I podaję swoje dane, gdy o nie pytają
    Wtedy ktoś odpowiada
    Gdy kontynuuję na czacie
    Wtedy ktoś odpowiada
    I znają moją sprawę
    I nie pytają mnie drugi raz o to samo

  Scenariusz: Cena jest ta sama, gdziekolwiek się o nią pyta
    Gdy pytam jednocześnie o cenę usługi na czacie i przez e-mail
    Wtedy ktoś odpowiada na czacie
    I ktoś odpowiada przez e-mail
    I odpowiedzi są zgodne

  Scenariusz: Odpowiedź tam, gdzie o nią proszono
    Gdy pytam o cenę usługi na czacie
    Wtedy ktoś odpowiada
    Gdy proszę o odpowiedź na e-mail
    Wtedy ktoś odpowiada przez e-mail

  @needs-order @library
  Scenariusz: Powrót następnego dnia
    Gdy pytam o zmianę terminu na czacie
    Wtedy ktoś odpowiada
    Gdy wracam następnego dnia
    Wtedy ktoś odpowiada
    I znają moją sprawę
    I nie pytają mnie drugi raz o to samo
