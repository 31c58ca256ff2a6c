"""Connections that lead to the public Internet only, and end in time.

A name is resolved once: the addresses that were checked are the ones connected to, so that no
second answer of a name server leads elsewhere. TLS still proves the name, not the address. Proxies
of the environment are not used, as nobody could check where they lead.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import closing
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from ssl import SSLContext
from typing import Any
from urllib.request import getproxies

import httpcore2
import httpx2

from rag.errors import FetchCancelled, FetchError

CONNECT_SECONDS = 15.0
STALL_SECONDS = 30.0
"""Longest wait for the next byte."""

TICK_SECONDS = 0.25
"""How often a waiting download looks whether it was cancelled."""

HEADER_BYTES = 512 * 1024
"""What all headers on the way to a body may add up to, the redirects' included."""

GLOBAL_UNICAST = IPv6Network("2000::/3")
CARRIERS = IPv4Network("100.64.0.0/10")
NAT64 = IPv6Network("64:ff9b::/96")
NOT_PUBLIC = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # relays of 6to4
        "2001::/23",  # protocol assignments: Teredo, benchmarking, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which carries any IPv4 address within
        "3fff::/20",  # documentation
    )
)
"""What some version of Python takes for public, and is not."""


@dataclass(frozen=True, slots=True)
class Guard:
    """What holds for all connections of one download.

    Attributes:
        allow: Host names, lower-case, that may lead anywhere.
        most_bytes: That all connections together may bring, headers left aside.
        seconds: From now until the download has to be done.
        cancelled: Asked a few times a second whether to stop.
    """

    allow: Set[str]
    most_bytes: int
    seconds: float
    cancelled: Callable[[], bool]


def why_not_public(address: str) -> str | None:
    """Returns what keeps an IP address out of the public Internet, None where nothing does.

    IPv4 within IPv6 (mapped, or by NAT64) is looked at as the IPv4 address that it stands for.
    """
    ip: IPv4Address | IPv6Address = ip_address(address)
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif ip in NAT64:
            ip = IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip.is_loopback or ip.is_unspecified:
        return "this machine"
    if ip.is_link_local:
        return "a link-local network"
    if ip.is_multicast:
        return "a multicast group"
    if ip in CARRIERS:
        return "a carrier's shared network"
    outside = isinstance(ip, IPv6Address) and ip not in GLOBAL_UNICAST
    if not ip.is_global or ip.is_reserved or outside or any(ip in net for net in NOT_PUBLIC):
        return "a private or reserved network"
    return "this machine" if _is_own(ip) else None


def _is_own(ip: IPv4Address | IPv6Address) -> bool:
    """Whether this machine has the address: only then a socket can be bound to it."""
    family = socket.AF_INET if isinstance(ip, IPv4Address) else socket.AF_INET6
    try:
        with closing(socket.socket(family, socket.SOCK_DGRAM)) as probe:
            probe.bind((str(ip), 0))
    except OSError:
        return False
    return True


def resolve(host: str, port: int, allow: Set[str]) -> tuple[str, ...]:
    """Returns the addresses of a host, all of them checked.

    Raises:
        FetchError: If it has none, or one of them is not public and the host not allowed by name.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FetchError(f"{host}: no address found ({reason}){unused_proxy()}") from None
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    if host.lower() not in allow:
        for address in addresses:
            kind = why_not_public(address)
            if kind is not None:
                leads = "is" if host == address else f"leads to {address},"
                raise FetchError(
                    f"{host} {leads} {kind}, which is not fetched from; if you trust it, "
                    f"--allow-host {host}"
                )
    return addresses


def unused_proxy() -> str:
    """Returns what to add where nothing is reached and the environment names a proxy."""
    return "; the environment's proxy is not used, as its ways cannot be checked" * bool(
        {"http", "https", "all"} & getproxies().keys()
    )


class GuardedTransport(httpx2.BaseTransport):
    """HTTP over guarded connections; used once, for one download."""

    def __init__(self, guard: Guard, ssl_context: SSLContext | None = None) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=ssl_context or httpx2.create_ssl_context(),
            max_connections=1,
            max_keepalive_connections=0,
            network_backend=_Backend(guard),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Sends one request; redirects are the caller's."""
        response = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        body: Any = response.stream
        return httpx2.Response(response.status, headers=response.headers, stream=_Body(body))

    def close(self) -> None:
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    """A body as it comes in."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()


class _Backend(httpcore2.NetworkBackend):
    """Connects to checked addresses; its streams share one deadline and one size limit."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._plain = httpcore2.SyncBackend()
        self._meter = _Meter(guard)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        addresses = resolve(host, port, self._guard.allow)
        for index, address in enumerate(addresses):
            try:
                stream = self._plain.connect_tcp(
                    address, port, min(CONNECT_SECONDS, self._meter.left()), local_address
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if index == len(addresses) - 1:
                    raise
            else:
                return _Stream(stream, self._meter)
        raise httpcore2.ConnectError(f"{host} has no address")

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore2.NetworkStream:
        raise FetchError("sockets of this machine are not fetched from")


class _Meter:
    """How much time and how many bytes a download has left."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._end = time.monotonic() + guard.seconds
        self._bytes = guard.most_bytes + HEADER_BYTES

    def left(self) -> float:
        """Seconds left.

        Raises:
            FetchError: If none is left, or the download was cancelled.
        """
        if self._guard.cancelled():
            raise FetchCancelled("cancelled")
        left = self._end - time.monotonic()
        if left <= 0:
            raise FetchError(f"not done after {self._guard.seconds:g} s")
        return left

    def count(self, data: bytes) -> bytes:
        self._bytes -= len(data)
        if self._bytes < 0:
            raise FetchError(f"larger than {self._guard.most_bytes / 1e6:g} MB")
        return data


class _Stream(httpcore2.NetworkStream):
    """A connection that looks at the clock, at its size and whether it was cancelled."""

    def __init__(self, stream: httpcore2.NetworkStream, meter: _Meter) -> None:
        self._stream = stream
        self._meter = meter

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        waited_since = time.monotonic()
        while True:
            tick = min(TICK_SECONDS, self._meter.left())
            try:
                return self._meter.count(self._stream.read(max_bytes, tick))
            except httpcore2.ReadTimeout:
                if time.monotonic() - waited_since > STALL_SECONDS:
                    raise FetchError(f"no answer for {STALL_SECONDS:g} s") from None

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, min(STALL_SECONDS, self._meter.left()))

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        left = min(CONNECT_SECONDS, self._meter.left())
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._meter)

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
