"""The sandbox's provider of telephony: numbers, text messages and calls over a REST API of Twilio's shape."""
