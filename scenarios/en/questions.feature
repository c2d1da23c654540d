@shop
Feature: Ordinary questions
  For every shop, and the first thing to run: what every customer asks before buying.
  Finds the channels that are silent, slow, or answer “ask elsewhere”.

  @every-channel
  Scenario: The price, in every channel
    When I ask about the price here
    Then someone replies
    And the answer states the price
    And I am not sent elsewhere

  @every-channel @library
  Scenario Outline: Everything that is asked before buying, in every channel
    When I ask about <need> here
    Then someone replies
    And I am not sent elsewhere
    Examples:
      | need              |
      | availability      |
      | delivery          |
      | payment           |
      | the warranty      |
      | the opening hours |

  Scenario: Is it in stock?
    When I ask about availability by e-mail
    Then someone replies
    And the answer states whether it is in stock

  Scenario Outline: What is asked by e-mail is answered in full
    When I ask about <need> by e-mail
    Then someone replies
    And the answer states <fact>
    Examples:
      | need              | fact                |
      | the opening hours | the opening hours   |
      | the warranty      | the warranty period |
