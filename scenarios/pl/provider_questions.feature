# language: pl
@provider
Funkcja: Zwykłe pytania
  Dla warsztatu, salonu, przychodni, szkoły: o co pyta każdy przed umówieniem się. Od tego warto zacząć.
  Znajduje kanały, w których milczą, odpowiadają powoli albo odsyłają gdzie indziej.

  @every-channel
  Scenariusz: Cena w każdym kanale
    Gdy pytam o cenę usługi tutaj
    Wtedy ktoś odpowiada
    I odpowiedź zawiera cenę usługi
    I nie odsyłają mnie gdzie indziej

  @every-channel @library
  Szablon scenariusza: Wszystko, o co pyta się przed umówieniem, w każdym kanale
    Gdy pytam o <sprawa> tutaj
    Wtedy ktoś odpowiada
    I nie odsyłają mnie gdzie indziej
    Przykłady:
      | sprawa             |
      | wolne terminy      |
      | przebieg wizyty    |
      | płatność za usługę |
      | gwarancję usługi   |
      | godziny otwarcia   |

  Scenariusz: Kiedy mogę przyjść?
    Gdy pytam o wolne terminy na czacie
    Wtedy ktoś odpowiada
    I odpowiedź zawiera najbliższy wolny termin

  Szablon scenariusza: Na pytania mailem odpowiadają konkretnie
    Gdy pytam o <sprawa> przez e-mail
    Wtedy ktoś odpowiada
    I odpowiedź zawiera <odpowiedź>
    Przykłady:
      | sprawa           | odpowiedź              |
      | godziny otwarcia | godziny otwarcia       |
      | gwarancję usługi | okres gwarancji usługi |
      | przebieg wizyty  | czas trwania wizyty    |
