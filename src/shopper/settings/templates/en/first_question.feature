Feature: The first question
  What “shopper try” asked: one harmless question in the chat.

  Scenario: The opening hours, in the chat
    When I ask about the opening hours in the chat
    Then someone replies
