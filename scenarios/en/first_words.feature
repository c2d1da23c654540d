@shop
Feature: A person, and soon
  For a shop with a bot or a busy desk: how much does an answer cost the customer?
  Finds robots that nobody comes after, questions that take too many replies, and promises that nobody keeps.

  Scenario: A person comes after the bot
    When I ask about payment in the chat
    Then a person replies
    And my question is settled within 2 replies

  Scenario: One channel is enough
    When I ask about delivery by e-mail
    Then my question is settled within 1 channel
    And my question is settled within 10 minutes

  # Whoever says “I will write to you in a minute” has to.
  Scenario: They find out, and write to me
    When I ask about availability in the chat
    Then they keep their promises
