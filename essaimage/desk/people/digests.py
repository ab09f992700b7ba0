"""Names and addresses as the lock keeps them: keyed digests, which cannot be turned back."""

import unicodedata
from ipaddress import IPv6Address

from django.utils.crypto import salted_hmac


def name_digest(username: str) -> str:
    """Return the digest of a user name, however it was cased; what was typed may be a password."""
    plain = unicodedata.normalize("NFKC", username).casefold().strip()
    return salted_hmac("desk.name", plain, algorithm="sha256").hexdigest()


def place_digest(place: str) -> str:
    """Return the digest of a network or of a browser, written as the address a database column asks for.

    It is no address of anything: all of them are in fd00::/8, which is nobody's.
    """
    digest = salted_hmac("desk.place", place, algorithm="sha256").digest()
    return str(IPv6Address(b"\xfd" + digest[:15]))
