@shop
Feature: In a messenger, by hand
  For a shop that can be written to in Viber: a person of yours writes there, and tells what came (shopper hand).
  Finds messengers that the chat sends to and that nobody looks after.

  @channel-viber
  Scenario: Sent from the chat to Viber
    When I ask about the opening hours in the chat
    And I follow where they send me
    Then someone replies in time
    And the answer states the opening hours
    And I am not asked again for what I said

  @library
  Scenario: A question in Viber
    When I ask about delivery in Viber
    Then someone replies
    And I am not sent elsewhere
