"""The sandbox company's telephone: an exchange on loopback, desks that call and are called, and voices of its own."""
