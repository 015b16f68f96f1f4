"""Public ids: what stands in a permalink. Random, so that they tell nothing, and never used again."""

import secrets

# Crockford's base 32 in lower case, without letters that are taken for digits (i, l, o, u).
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 12


def new_public_id() -> str:
    """Twelve letters and digits: 60 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
