"""Connections to the open network only: an address is looked at before it is connected to, and no connection outlasts its time."""

import ipaddress
import os
import socket
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import urllib3


class PrivateError(OSError):
    """All addresses of a host are private."""


class Alarm:
    """Ends the connections that were opened under it after so many seconds, however slowly they go on."""

    _of_thread = threading.local()

    def __init__(self, seconds: float) -> None:
        self.rang = False
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._of_thread.current = self
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._of_thread.current = None
        for each in self._sockets:
            each.close()

    @classmethod
    def watch(cls, opened: socket.socket) -> None:
        """Takes a second handle on a connection, since encryption takes the first one over."""
        current = getattr(cls._of_thread, "current", None)
        if current is not None:
            current._sockets.append(opened.dup())

    def _ring(self) -> None:
        self.rang = True
        for each in self._sockets:
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:  # has ended by itself
                continue


def make_pool(allow_private: bool) -> "urllib3.PoolManager":
    """A pool whose connections look at the address before they connect; none is kept for a second request."""
    import certifi  # noqa: PLC0415
    import urllib3  # noqa: PLC0415
    from urllib3.connection import HTTPConnection, HTTPSConnection  # noqa: PLC0415

    class Checked(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _connect(self, allow_private)

    class CheckedTLS(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _connect(self, allow_private)

    class Pool(urllib3.HTTPConnectionPool):
        ConnectionCls = Checked

    class PoolTLS(urllib3.HTTPSConnectionPool):
        ConnectionCls = CheckedTLS

    manager = urllib3.PoolManager(
        num_pools=4, maxsize=1, ca_certs=os.environ.get("SSL_CERT_FILE") or certifi.where(), cert_reqs="CERT_REQUIRED"
    )
    manager.pool_classes_by_scheme = {"http": Pool, "https": PoolTLS}
    return manager


def _connect(connection: Any, allow_private: bool) -> socket.socket:
    """A connection to the first of the host's addresses that may be read and answers."""
    host, port = connection._dns_host, connection.port
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    allowed = [each for each in found if allow_private or is_public(str(each[4][0]))]
    if not allowed:
        raise PrivateError(f"{host} is on this machine or in a private network")
    last: OSError = OSError("no address")
    for family, kind, protocol, _, address in allowed:
        opened = socket.socket(family, kind, protocol)
        try:
            opened.settimeout(connection.timeout)
            opened.connect(address)
        except OSError as error:
            opened.close()
            last = error
        else:
            Alarm.watch(opened)
            return opened
    raise last


def is_public(address: str) -> bool:
    """Is an IP address one of the open network: neither of this machine nor of a private, local or reserved range?

    >>> is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("192.0.2.1"), is_public("8.8.8.8")
    (False, False, False, True)
    """
    try:
        value = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(value, ipaddress.IPv6Address):
        inner = value.ipv4_mapped or value.sixtofour or (value.teredo or (None, None))[1] or _translated(value)
        if inner is not None:
            return is_public(str(inner))
    return value.is_global and not value.is_multicast


def _translated(value: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address inside one that a translator (NAT64) answers for."""
    return ipaddress.IPv4Address(int(value) & 0xFFFFFFFF) if value in ipaddress.IPv6Network("64:ff9b::/96") else None
