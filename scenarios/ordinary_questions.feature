Feature: Ordinary questions
  What every customer asks, and should be told in any channel.

  @every-channel
  Scenario: Asking the price
    When I ask about the price here
    Then someone replies
    And I am not sent elsewhere

  Scenario: Asking in the chat whether it is in stock
    When I ask about stock in the chat
    Then someone replies
    And there is no dead end

  Scenario Outline: Asking by e-mail
    When I ask about <service> by e-mail
    Then someone replies
    Examples:
      | service           |
      | the opening hours |
      | payment           |
