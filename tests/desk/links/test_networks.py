"""Which machines may be reached: public ones only, however their address is dressed up."""

import pytest

from essaimage.desk.links.networks import is_loopback, is_public

REFUSED = """
127.0.0.1 127.255.255.254 0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255
192.168.0.1 169.254.169.254 100.64.0.1 100.127.255.255 192.0.0.1 192.0.0.170 192.0.2.1 198.18.0.1
198.19.255.255 198.51.100.1 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
192.88.99.1
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 ::ffff:169.254.169.254
fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd12:3456::1 ff02::1 100::1 2001:db8::1 3fff::1 5f00::1
2001::1 2001:0:7f00:1:: 2002:7f00:1:: 2002:a00:1:: 2002:c0a8:101::1 2002:a9fe:a9fe::
64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b::c0a8:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 4000::1
"""
ALLOWED = """
1.1.1.1 8.8.8.8 172.15.255.255 172.32.0.1 100.63.255.255 100.128.0.1 169.253.0.1 192.167.1.1
223.255.255.254 2606:4700::1111 2a01:e0a::1 64:ff9b::808:808 2002:808:808::1
"""


@pytest.mark.parametrize("ip", REFUSED.split())
def test_a_machine_that_is_not_public_is_refused(ip):
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ALLOWED.split())
def test_a_public_machine_may_be_reached(ip):
    assert is_public(ip)


@pytest.mark.parametrize("text", ["", "localhost", "exemple.fr", "1.2.3", "0x7f.1", "2130706433"])
def test_what_is_no_ip_address_is_refused(text):
    assert not is_public(text)
    assert not is_loopback(text)


def test_the_machine_itself_is_known_in_both_protocols():
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert not is_loopback("10.0.0.1")
