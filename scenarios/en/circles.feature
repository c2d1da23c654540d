@shop
Feature: Round and round
  For a shop with more than one channel: does anybody own the question, or does each channel name the next?
  Finds closed circles, in which the customer is sent back to where they began.

  Scenario: Changing an order, and then wherever they send me
    When I ask about changing an order in the chat
    Then someone replies
    When I follow wherever they send me
    Then someone replies
    And I am not sent in circles

  Scenario: The warranty, and then wherever they send me
    When I ask about the warranty in the chat
    Then someone replies
    When I follow where they send me
    Then someone replies
    And the answer states the warranty period

  @library
  Scenario: A return by e-mail, and then wherever they send me
    When I ask about a return by e-mail
    Then someone replies
    When I follow where they send me
    Then someone replies
    And I am not sent in circles

  @library
  Scenario: A complaint, and then on and on, three times at most
    When I ask about a complaint in the chat
    Then someone replies
    When I follow wherever they send me, up to 3 times
    Then someone replies
    And there is no dead end
