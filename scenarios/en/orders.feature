@shop
Feature: Where is my order?
  For a shop that sends parcels; needs a real order that the customer can name.
  Finds staff who ask for what they were just told, and desks that never look it up.

  @needs-order
  Scenario: Where is my order? I ask in the chat
    When I ask about the order status in the chat
    And I give details when asked
    Then someone replies
    And the answer states the status of the order
    And I am not asked again for what I said

  @needs-order @library
  Scenario: Where is my order? I write a letter
    When I ask about the order status by e-mail
    And I give details when asked
    Then someone replies
    And the answer states the status of the order

  @needs-order @library
  Scenario: Please change my order
    When I ask about changing an order by e-mail
    And I give details when asked
    Then someone replies
    And there is no dead end
