"""What has an address is fetched politely, within bounds, and from the open network only."""

import gzip
import io
import socket
import zlib
from collections.abc import Iterator

import pytest

import misbehaving
from misbehaving import Server, answer, redirect
from onrecord.read import Options, Reading, connections, read_all
from onrecord.read import web as fetching
from onrecord.read.connections import is_public
from onrecord.read.web import FetchError, Limits, Web
from test_read_formats import FIRST, PAGE, RSS, SECOND, archive, codes, pdf


@pytest.fixture
def server() -> Iterator[Server]:
    with misbehaving.serving() as server:
        server.pages = {"/page": PAGE.encode(), "/feed": ("application/rss+xml", RSS.encode())}
        yield server


def web(**limits: float) -> Web:
    slept: list[float] = []
    made = Web(
        allow_private=True,
        limits=Limits(**{"pause": 0.0, "seconds": 5.0, "silence": 2.0, **limits}),  # type: ignore[arg-type]
        sleep=slept.append,
    )
    made.slept = slept  # type: ignore[attr-defined]
    return made


def fetch(server: Server, path: str, made: Web | None = None, **options: object) -> list[Reading]:
    return list(read_all(server.home + path, options=Options(web=made or web(), **options)))  # type: ignore[arg-type]


def refused(server: Server, path: str, made: Web | None = None) -> str:
    (reading,) = fetch(server, path, made)
    assert not reading.readable and not reading.missing
    return codes(reading)[0]


def test_a_page_is_fetched_and_names_its_address(server: Server):
    (reading,) = fetch(server, "/page#part")
    article = reading.article
    assert FIRST in article.text and (article.id, article.source) == (f"{server.home}/page#part",) * 2
    assert article.url == f"{server.home}/page"
    assert server.asked == ["/robots.txt", "/page"] and all(agent.startswith("OnRecord/") for agent in server.agents)


@pytest.mark.parametrize(
    ("kind", "data", "count"),
    [
        ("text/plain; charset=iso-8859-2", "Łódź answered.".encode("iso-8859-2"), 1),
        ("application/octet-stream", gzip.compress(b'{"text": "x"}\n{"text": "y"}'), 2),
        ("text/html", RSS.encode(), 3),
        ("application/json", b'[{"text": "x"}]', 1),
        ("text/csv", b"text\nx\ny\n", 2),
        ("text/plain", archive([("https://courier.example/1", "200 OK", "text/html")], packed=True), 1),
        ("text/plain", pdf("Norland left."), 1),
    ],
)
def test_whatever_lies_there_is_read_by_what_it_is(server: Server, kind: str, data: bytes, count: int):
    server.pages["/x"] = (kind, data)
    found = fetch(server, "/x")
    assert len(found) == count and found[0].readable
    assert "iso-8859-2" not in kind or found[0].article.text == "Łódź answered."


@pytest.mark.parametrize("declared", ["utf-8", "windows-1251", "no-such-charset", ""])
def test_a_wrong_charset_spoils_no_page(server: Server, declared: str):
    server.pages["/x"] = (f"text/html; charset={declared}", PAGE.replace("Sudria called", "Łódź called").encode())
    (reading,) = fetch(server, "/x")
    assert "Łódź called" in reading.article.text


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1251", "none"])
@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-2"])
def test_a_wrong_charset_spoils_no_feed(server: Server, declared: str, encoding: str):
    text = RSS.replace('version="1.0"?', f'version="1.0" encoding="{encoding}"?', 1).replace(SECOND, "Łódź answered.")
    wrong = declared if encoding == "utf-8" else "iso-8859-2"
    server.pages["/x"] = (f"application/rss+xml; charset={wrong}", text.encode(encoding))
    assert "Łódź answered." in fetch(server, "/x")[0].article.text


def test_redirects_are_followed_a_few_times(server: Server):
    server.pages |= {"/a": redirect("/b", 301), "/b": redirect(f"{server.home}/page", 307), "/loop": redirect("/loop"), "/x": redirect("")}
    (reading,) = fetch(server, "/a")
    assert reading.readable and reading.article.url == f"{server.home}/page"
    assert refused(server, "/loop") == "redirects"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "http://", "http://[x", "http://a:b@127.0.0.1/", "//"])
def test_redirects_lead_to_the_web_only(server: Server, target: str):
    server.pages["/a"] = redirect(target)
    assert refused(server, "/a") in ("address", "redirects")
    assert server.asked.count("/a") <= 6 and "/page" not in server.asked


def test_packed_answers_are_unpacked(server: Server):
    raw = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    for number, (coding, data) in enumerate(
        [
            ("gzip", gzip.compress(PAGE.encode())),
            ("deflate", zlib.compress(PAGE.encode())),
            ("deflate", raw.compress(PAGE.encode()) + raw.flush()),
        ]
    ):
        server.pages[f"/{number}"] = lambda request, c=coding, d=data: answer(
            request, 200, d, {"Content-Encoding": c, "Content-Type": "text/html"}
        )
        (reading,) = fetch(server, f"/{number}")
        assert SECOND in reading.article.text


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (misbehaving.trickle, "too-slow"),
        (misbehaving.trickle_headers, "too-slow"),
        (misbehaving.silent, "too-slow"),
        (misbehaving.too_short, "torn"),
        (misbehaving.bomb, "too-large"),
        (misbehaving.garbled, "torn"),
        (misbehaving.nonsense, "torn"),
        (lambda request: answer(request, 200, b"x", {"Content-Encoding": "br"}), "torn"),
        (lambda request: answer(request, 500), "server"),
        (lambda request: answer(request, 599), "server"),
        (lambda request: answer(request, 403), "refused"),
        (lambda request: answer(request, 410), "not-found"),
        (lambda request: answer(request, 204), "server"),
        (lambda request: answer(request, 302), "server"),
    ],
)
def test_what_a_server_does_wrong_is_a_problem(server: Server, page: object, code: str):
    server.pages["/x"] = page  # type: ignore[assignment]
    assert refused(server, "/x", web(seconds=0.4, silence=0.2, tries=1, bytes=1_000_000)) == code


def test_a_longer_body_than_promised_is_cut_where_promised(server: Server):
    server.pages["/x"] = lambda request: answer(request, 200, PAGE.encode() + b"<p>more", {"Content-Length": str(len(PAGE.encode()))})
    (reading,) = fetch(server, "/x")
    assert SECOND in reading.article.text


def test_what_may_work_later_is_tried_again(server: Server):
    server.pages |= {
        "/busy": misbehaving.failing(1, 429, PAGE.encode(), {"Retry-After": "7"}),
        "/down": misbehaving.failing(2, 503, PAGE.encode()),
        "/dead": misbehaving.failing(9, 500, b""),
        "/much": misbehaving.failing(9, 429, b"", {"Retry-After": "86400"}),
    }
    made = web(pause=1.0)
    assert fetch(server, "/busy", made)[0].readable and 7.0 in made.slept  # type: ignore[attr-defined]
    assert fetch(server, "/down", web())[0].readable and server.counts["/down"] == 3
    assert refused(server, "/dead") == "server" and server.counts["/dead"] == 3
    with pytest.raises(FetchError) as caught:
        web().get(f"{server.home}/much")
    assert (caught.value.again, caught.value.wait, server.counts["/much"]) == (True, 86400.0, 1)


def test_retry_after_may_be_a_date():
    assert fetching._wait("Tue, 04 Mar 1997 06:00:00 GMT") == 0.0 and fetching._wait("soon") is None


def test_nothing_new_is_told_by_the_server(server: Server):
    server.pages["/x"] = misbehaving.dated("text/html", PAGE.encode())
    first = web().get(f"{server.home}/x")
    assert (first.status, first.headers["etag"]) == (200, '"1"')
    again = web().get(f"{server.home}/x", etag=first.headers["etag"], modified=first.headers["last-modified"])
    assert (again.status, again.body.read()) == (304, b"")
    assert server.told[-1]["if-modified-since"] == "Tue, 04 Mar 2031 06:00:00 GMT"


def test_robots_are_obeyed(server: Server):
    server.pages |= {
        "/robots.txt": ("text/plain", b"User-agent: *\nDisallow: /no\nDisallow: /*.pdf$\nCrawl-delay: 9"),
        "/no/x": PAGE.encode(),
    }
    made = web(longest_pause=30.0)
    assert refused(server, "/no/x", made) == "robots" and refused(server, "/a.pdf", made) == "robots"
    fetch(server, "/page", made)
    fetch(server, "/page", made)
    assert server.counts["/robots.txt"] == 1 and any(8 < pause <= 9 for pause in made.slept)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("page", "readable"),
    [
        (lambda request: answer(request, 404), True),
        (lambda request: answer(request, 403), True),
        (lambda request: answer(request, 500), False),
        (misbehaving.nonsense, False),
        (misbehaving.bomb, True),
        (redirect("/robots.txt"), True),
        (("text/plain", b"\xff\x00 no rules"), True),
    ],
)
def test_a_spoilt_robots_file_allows_all_or_nothing(server: Server, page: object, readable: bool):
    server.pages["/robots.txt"] = page  # type: ignore[assignment]
    (reading,) = fetch(server, "/page", web(tries=1))
    assert reading.readable == readable and (codes(reading) == [] or "robots.txt" in reading.problems[0].message)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "0.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "nonsense", "",
    ],
)  # fmt: skip
def test_private_addresses_are_known(address: str):
    assert not is_public(address)


def test_public_addresses_are_known():
    assert all(is_public(address) for address in ("8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0x7f000001", "2130706433", "127.1"])
def test_private_addresses_are_refused_in_any_spelling(server: Server, host: str):
    (reading,) = read_all(f"http://{host}:{server.server_port}/page", options=Options(web=Web(limits=Limits(pause=0.0, tries=1))))
    assert codes(reading) in (["private-address"], ["unreachable"]) and server.asked == []


def test_private_addresses_are_refused_behind_redirects_and_names(server: Server, monkeypatch: pytest.MonkeyPatch):
    """Here 127.0.0.1 plays the open network, and 127.0.0.2 the private one."""
    monkeypatch.setattr(connections, "is_public", lambda address: address == "127.0.0.1")
    made = Web(limits=Limits(pause=0.0, tries=1))
    server.pages["/a"] = redirect(f"http://127.0.0.2:{server.server_port}/page")
    assert refused(server, "/a", made) == "private-address" and "/page" not in server.asked
    real = socket.getaddrinfo
    answers = iter(["127.0.0.1", "127.0.0.1", "127.0.0.2"])
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *a, **k: real(next(answers) if host == "rebinding.example" else host, *a, **k))
    address = f"http://rebinding.example:{server.server_port}/page"
    assert [r.readable for r in read_all(address, options=Options(web=made))] == [True]
    (reading,) = read_all(address, options=Options(web=made))  # robots.txt is known; the name now means another address
    assert codes(reading) == ["private-address"]


def test_an_address_with_a_name_and_password_is_refused(server: Server):
    (reading,) = read_all(f"http://ann:secret@127.0.0.1:{server.server_port}/page", options=Options(web=web()))
    assert codes(reading) == ["address"] and server.asked == []


def test_a_feed_is_followed_when_asked(server: Server):
    server.pages |= {"/feed": ("text/xml", RSS.replace("https://courier.example", server.home).encode()), "/2": PAGE.encode()}
    _, teaser, _ = fetch(server, "/feed")
    assert codes(teaser) == ["teaser"] and "/2" not in server.asked
    _, followed, _ = fetch(server, "/feed", follow=True)
    assert codes(followed) == [] and SECOND in followed.article.text
    assert (followed.article.id, followed.article.url, followed.article.source) == (f"{server.home}/2",) * 2 + (f"{server.home}/feed",)
    del server.pages["/2"]
    _, gone, _ = fetch(server, "/feed", follow=True)
    assert codes(gone) == ["not-found"] and gone.article.text == "Sudria waits." and gone.readable


def test_the_answer_is_closed_even_when_it_is_huge(server: Server):
    data = b"".join(b'{"text": "%d"}\n' % n for n in range(400_000))
    server.pages["/x"] = ("application/jsonl", data)
    body = web().get(f"{server.home}/x").body
    assert isinstance(body, io.IOBase) and sum(1 for _ in body) == 400_000
