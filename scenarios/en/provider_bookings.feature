@provider
Feature: Bookings
  For who works by appointment: is a booking known, can it be moved or cancelled? Nothing is really booked or cancelled.
  Scenarios tagged @needs-order need the number of a real booking; they find staff who ask for what they were just told.

  @needs-order
  Scenario: Is my booking confirmed?
    When I ask about my booking in the chat
    And I give details when asked
    Then someone replies
    And the answer states the day of the visit
    And I am not asked again for what I said

  @needs-order
  Scenario: Another day, please
    When I ask about moving a booking in the chat
    Then someone replies
    When I give details when asked
    Then there is no dead end
    And I am not sent elsewhere

  Scenario: How do I cancel?
    When I ask about cancelling a booking by e-mail
    Then someone replies
    And the answer states the notice for cancelling
    And there is no dead end
