@shop
Feature: One story in several channels
  For a shop with more than one channel: what was said once should be known everywhere, and told alike.
  Finds channels that contradict each other, forget the customer, or answer where nobody waits.

  @needs-order
  Scenario: The story goes on in a second channel
    When I ask about the order status by e-mail
    And I give details when asked
    Then someone replies
    When I continue in the chat
    Then someone replies
    And they know my case
    And I am not asked again for what I said

  Scenario: One question, two channels, one answer
    When I ask about delivery in the chat and by e-mail at once
    Then someone replies in the chat
    And someone replies by e-mail
    And the answers agree

  @library
  Scenario: The price is the same wherever it is asked
    When I ask about the price in the chat and by e-mail at once
    Then someone replies in the chat
    And someone replies by e-mail
    And the answers agree

  Scenario: Answered where I asked to be
    When I ask about the price in the chat
    Then someone replies
    When I ask to be answered by e-mail
    Then someone replies by e-mail

  Scenario: Back a moment later
    When I ask about delivery in the chat
    Then someone replies
    When I come back after 5 seconds
    Then someone replies
    And the answers agree

  @needs-order @library
  Scenario: Back the next day
    When I ask about the order status in the chat
    And I give details when asked
    Then someone replies
    When I come back the next day
    Then someone replies
    And they know my case
    And I am not asked again for what I said
