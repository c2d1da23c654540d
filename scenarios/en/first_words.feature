@shop
Feature: A person, and soon
  For a shop with a bot or a busy desk: how much does an answer cost the customer?
  Finds robots that nobody comes after, and questions that take too many replies.

  Scenario: A person comes after the bot
    When I ask about payment in the chat
    Then a person replies
    And my question is settled within 2 replies

  Scenario: One channel is enough
    When I ask about delivery by e-mail
    Then my question is settled within 1 channel
    And my question is settled within 10 minutes
