@shop
Feature: Returns
  For a shop: a thing does not suit, and the customer wants the money back.
  Finds refusals with no way forward. Nothing is really sent back: once staff take it up, the customer stops.

  Scenario: A return, asked for in the chat
    When I ask about a return in the chat
    Then someone replies
    And there is no dead end

  Scenario: A return, asked for by e-mail
    When I ask about a return by e-mail
    Then someone replies
    And the answer states the time for a return
    When I give details when asked
    Then there is no dead end
