Feature: One story in several channels
  What was said once is known everywhere.

  Scenario: The same story goes on in a second channel
    When I ask about the order status by e-mail
    Then someone replies
    When I continue in the chat
    Then someone replies
    And I am not asked again for what I said

  Scenario: Two channels at once
    When I ask about the price in the chat and by e-mail at once
    Then someone replies in the chat
    And someone replies by e-mail
