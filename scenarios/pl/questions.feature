# language: pl
@shop
Funkcja: Zwykłe pytania
  Dla każdego sklepu, od tego warto zacząć: o co pyta każdy przed zakupem.
  Znajduje kanały, w których milczą, odpowiadają powoli albo odsyłają gdzie indziej.

  @every-channel
  Scenariusz: Cena w każdym kanale
    Gdy pytam o cenę tutaj
    Wtedy ktoś odpowiada
    I odpowiedź zawiera cenę
    I nie odsyłają mnie gdzie indziej

  @every-channel @library
  Szablon scenariusza: Wszystko, o co pyta się przed zakupem, w każdym kanale
    Gdy pytam o <sprawa> tutaj
    Wtedy ktoś odpowiada
    I nie odsyłają mnie gdzie indziej
    Przykłady:
      | sprawa           |
      | dostępność       |
      | dostawę          |
      | płatność         |
      | gwarancję        |
      | godziny otwarcia |

  Scenariusz: Czy jest na stanie?
    Gdy pytam o dostępność przez e-mail
    Wtedy ktoś odpowiada
    I odpowiedź zawiera informację o dostępności

  Szablon scenariusza: Na pytania mailem odpowiadają konkretnie
    Gdy pytam o <sprawa> przez e-mail
    Wtedy ktoś odpowiada
    I odpowiedź zawiera <odpowiedź>
    Przykłady:
      | sprawa           | odpowiedź        |
      | godziny otwarcia | godziny otwarcia |
      | gwarancję        | okres gwarancji  |
