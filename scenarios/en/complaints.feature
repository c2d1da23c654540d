@shop
Feature: Complaints
  For a shop: the parcel came damaged, and the customer does whatever staff say.
  Finds complaints that end in silence, and addresses that nobody reads.

  Scenario: A complaint, and then wherever they send me
    When I ask about a complaint in the chat
    Then someone replies
    When I follow where they send me
    Then someone replies
    And there is no dead end
    And I am not sent in circles

  Scenario: A complaint by e-mail is taken up
    When I ask about a complaint by e-mail
    Then someone replies
    When I give details when asked
    Then there is no dead end
