# language: pl
@shop
Funkcja: W komunikatorze, ręcznie
  Dla sklepu, do którego pisze się na Viberze: pisze tam Państwa człowiek i podaje, co odpisano (shopper hand).
  Znajduje komunikatory, do których odsyła czat i których nikt nie pilnuje.

  @channel-viber
  Scenariusz: Z czatu na Vibera
    Gdy pytam o godziny otwarcia na czacie
    I idę tam, dokąd mnie odsyłają
    Wtedy ktoś na czas odpowiada
    I odpowiedź zawiera godziny otwarcia
    I nie pytają mnie drugi raz o to samo

  @library
  Scenariusz: Pytanie na Viberze
    Gdy pytam o dostawę na Viberze
    Wtedy ktoś odpowiada
    I nie odsyłają mnie gdzie indziej
