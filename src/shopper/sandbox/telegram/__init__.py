"""A Telegram server on loopback (MTProto 2.0, layer 229): transport → handshake → session → methods → world.

For demonstrations and tests only: it trusts who holds a key it gave out, and knows nothing of groups and channels.
What the protocol is taken from: https://core.telegram.org/mtproto and https://core.telegram.org/api.
"""
