# What an ordinary customer asks, once in every channel of config/company.yaml.
# Run it with: shopper run      Without sending anything: shopper check

Feature: An ordinary question

  @every-channel
  Scenario: Opening hours can be asked in every channel
    When I ask about the opening hours here
    Then someone replies
    And I am not sent elsewhere
