# language: pl
@shop
Funkcja: Na Telegramie
  Dla sklepu, do którego można napisać na Telegramie, gdzie odpowiada człowiek albo bot z przyciskami.
  Znajduje komunikatory, do których nikt nie zagląda, i przyciski, które donikąd nie prowadzą.

  @needs-order
  Scenariusz: Zwrot przez Telegram
    Gdy pytam o zwrot towaru przez Telegram
    Wtedy ktoś odpowiada
    Gdy podaję swoje dane, gdy o nie pytają
    Wtedy nie trafiam w ślepą uliczkę
    I nie odsyłają mnie gdzie indziej

  # Przycisk nazywa się tak, jak nazywa się tam.
  Scenariusz: Bot i jego przyciski
    Gdy pytam o dostawę w bocie
    Wtedy ktoś odpowiada
    Gdy klikam "Dostępność"
    Wtedy ktoś odpowiada
    I nie odsyłają mnie gdzie indziej
