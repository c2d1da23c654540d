@shop
Feature: In Telegram
  For a shop that can be written to in Telegram, where a person answers, or a bot with buttons.
  Finds messengers that nobody looks after, and buttons that lead nowhere.

  @needs-order
  Scenario: A return, asked for in Telegram
    When I ask about a return in Telegram
    Then someone replies
    When I give details when asked
    Then there is no dead end
    And I am not sent elsewhere

  # The button is called what it is called there.
  Scenario: A bot and its buttons
    When I ask about delivery in the bot
    Then someone replies
    When I press "Availability"
    Then someone replies
    And I am not sent elsewhere
