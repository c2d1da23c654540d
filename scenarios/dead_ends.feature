Feature: Dead ends and circles
  The customer is refused with nowhere to go, or sent from one channel to another until nobody answers.

  Scenario: A refund in the chat
    When I ask about a refund in the chat
    Then someone replies
    And there is no dead end

  Scenario: A complaint in the chat, and then where they send me
    When I ask about a complaint in the chat
    Then someone replies
    When I follow where they send me
    Then someone replies
    And I am not sent in circles

  Scenario: Delivery in the chat, and round and round
    When I ask about delivery in the chat
    Then someone replies
    When I follow where they send me
    Then someone replies
    And I am not sent in circles
