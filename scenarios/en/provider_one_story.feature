@provider
Feature: One story in several channels
  For who can be reached in more than one way: what was said once should be known everywhere, and told alike.
  Finds channels that contradict each other, forget the customer, or answer where nobody waits.

  @needs-order
  Scenario: The story goes on in a second channel
    When I ask about my booking by e-mail
    And I give details when asked
    Then someone replies
    When I continue in the chat
    Then someone replies
    And they know my case
    And I am not asked again for what I said

  Scenario: The price is the same wherever it is asked
    When I ask about the price of a service in the chat and by e-mail at once
    Then someone replies in the chat
    And someone replies by e-mail
    And the answers agree

  Scenario: Answered where I asked to be
    When I ask about the price of a service in the chat
    Then someone replies
    When I ask to be answered by e-mail
    Then someone replies by e-mail

  @needs-order @library
  Scenario: Back the next day
    When I ask about moving a booking in the chat
    Then someone replies
    When I come back the next day
    Then someone replies
    And they know my case
    And I am not asked again for what I said
