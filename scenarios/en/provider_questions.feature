@provider
Feature: Ordinary questions
  For a workshop, a salon, a clinic, a school: what everybody asks before booking. The first thing to run.
  Finds the channels that are silent, slow, or answer “ask elsewhere”.

  @every-channel
  Scenario: The price, in every channel
    When I ask about the price of a service here
    Then someone replies
    And the answer states the price of the service
    And I am not sent elsewhere

  @every-channel @library
  Scenario Outline: Everything that is asked before booking, in every channel
    When I ask about <need> here
    Then someone replies
    And I am not sent elsewhere
    Examples:
      | need                      |
      | free appointments         |
      | how a visit goes          |
      | paying for a service      |
      | the guarantee on the work |
      | the opening hours         |

  Scenario: When could I come?
    When I ask about free appointments in the chat
    Then someone replies
    And the answer states the nearest free day

  Scenario Outline: What is asked by e-mail is answered in full
    When I ask about <need> by e-mail
    Then someone replies
    And the answer states <fact>
    Examples:
      | need                      | fact                    |
      | the opening hours         | the opening hours       |
      | the guarantee on the work | the guarantee period    |
      | how a visit goes          | the length of the visit |
