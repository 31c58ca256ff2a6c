"""Which addresses are public: every network that is not, and IPv4 in all its disguises."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from rag.errors import FetchError
from rag.fetching.network import resolve, why_not_public

REFUSED = {
    "this machine": ["127.0.0.1", "127.9.9.9", "::1", "0.0.0.0", "::", "::ffff:127.0.0.1"],
    "a link-local network": ["169.254.169.254", "fe80::1", "fe80::1%lo", "::ffff:169.254.0.1"],
    "a multicast group": ["224.0.0.1", "239.255.255.250", "ff02::1", "ff0e::1"],
    "a carrier's shared network": ["100.64.0.1", "100.127.255.255", "64:ff9b::6440:1"],
    "a private or reserved network": [
        *("10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "0.1.2.3", "192.0.0.8"),
        *("192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.88.99.1"),
        *("240.0.0.1", "255.255.255.255", "::ffff:10.0.0.1", "::7f00:1", "64:ff9b::a00:1"),
        *("64:ff9b:1::1", "fc00::1", "fd12::1", "fec0::1", "2001:db8::1", "2001::1"),
        *("2001:10::1", "2002:7f00:1::", "2002:808:808::", "3fff::1", "100::1", "4000::1"),
    ],
}


@pytest.mark.parametrize(
    ("kind", "address"), [(kind, address) for kind in REFUSED for address in REFUSED[kind]]
)
def test_refused(kind: str, address: str) -> None:
    assert why_not_public(address) == kind


@pytest.mark.parametrize(
    "address",
    [
        *("8.8.8.8", "100.63.255.255", "100.128.0.1", "172.32.0.1", "::ffff:8.8.8.8"),
        *("2606:4700::1111", "2a00::1", "64:ff9b::808:808"),
    ],
)
def test_public(address: str) -> None:
    assert why_not_public(address) is None


def test_a_public_address_of_this_machine_is_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    class Bindable(socket.socket):
        def bind(self, address: Any) -> None:
            assert address == ("8.8.8.8", 0)

    monkeypatch.setattr(socket, "socket", Bindable)
    assert why_not_public("8.8.8.8") == "this machine"


def look_up(*addresses: str) -> Any:
    def answer(host: str, port: int, **_: Any) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]

    return answer


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", look_up("8.8.8.8", "10.0.0.1"))
    with pytest.raises(FetchError, match=r"two\.example leads to 10\.0\.0\.1, a private"):
        resolve("two.example", 443, frozenset())
    assert resolve("Two.Example", 443, {"two.example"}) == ("8.8.8.8", "10.0.0.1")
    with pytest.raises(FetchError):
        resolve("two.example", 443, {"example", "10.0.0.1"})


def test_a_host_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    for names in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(names, raising=False)
        monkeypatch.delenv(names.upper(), raising=False)
    with pytest.raises(FetchError, match=r"^nowhere\.invalid: no address found \([^;]*$"):
        resolve("nowhere.invalid", 80, frozenset())
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    with pytest.raises(FetchError, match=r"found \(.*\); the environment's proxy is not used"):
        resolve("nowhere.invalid", 80, frozenset())
