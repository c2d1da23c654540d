@shop
Feature: By telephone
  For a shop that calls back, or has a hotline. Somebody of ours really speaks; the calls are short.
  Finds callbacks that never come, long queues, and menus that nobody comes after.

  Scenario: An ordered callback
    When I order a callback about the price on the site
    Then my phone rings in time
    And a person speaks within 10 seconds
    When I tell them what I need
    Then someone replies

  Scenario: A callback about a return
    When I order a callback about a return on the site
    Then my phone rings in time

  Scenario: The hotline
    When I call the hotline about delivery
    Then a person answers in time
    When I tell them what I need
    Then someone replies
