"""Which machines of the network may be reached: public ones only.

Source: the special-purpose address registries of IANA (RFC 6890 and its updates). Python’s own
``is_global`` changes with its versions; both are asked, and the stricter wins.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_REFUSED = tuple(
    ip_network(text)
    for text in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24"),
        *("192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *("::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20"),
        *("2620:4f:8000::/48", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
    )
)
_NAT64 = ip_network("64:ff9b::/96")  # an IPv4 address in its last 32 bits
_6TO4 = ip_network("2002::/16")  # an IPv4 address in the 32 bits that follow
_GLOBAL = ip_network("2000::/3")  # the only part of IPv6 that is handed out


def is_public(text: str) -> bool:
    """Whether the machine at this IP address may be reached by anyone on the Internet."""
    try:
        found = ip_address(text)
    except ValueError:
        return False
    return _is_public_v4(found) if isinstance(found, IPv4Address) else _is_public_v6(found)


def is_loopback(text: str) -> bool:
    """Whether this IP address is the machine itself."""
    try:
        return ip_address(text).is_loopback
    except ValueError:
        return False


def _is_public_v4(found: IPv4Address) -> bool:
    return found.is_global and not any(found in each for each in _REFUSED if each.version == 4)


def _is_public_v6(found: IPv6Address) -> bool:
    """An address that carries an IPv4 one is worth what it carries."""
    if found.ipv4_mapped is not None:
        return False  # no name server has a reason to give one
    if found in _NAT64:
        return _is_public_v4(IPv4Address(int(found) & 0xFFFFFFFF))
    if found in _6TO4:
        return found.sixtofour is not None and _is_public_v4(found.sixtofour)
    if found.scope_id or found not in _GLOBAL or not found.is_global:
        return False
    return not any(found in each for each in _REFUSED if each.version == 6)
