"""Commands that show a corpus: the page in the browser, and pictures."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.asking import OF_EVENTS, By, filtered, open_corpus
from onrecord.cli.terminal import say
from onrecord.errors import OnRecordError
from onrecord.store.filters import Filter

if TYPE_CHECKING:
    from collections.abc import Callable

CorpusPath = Annotated[str, typer.Argument(metavar="CORPUS.db", help="The corpus that is shown.")]
Output = Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="Where the picture goes: .svg, .png or .html.")]
Wide = Annotated[int, typer.Option("--width", min=300, max=4000, help="Width in pixels.")]
_EXTRA = "needs the extra web; install it with: pip install 'onrecord[web]'"
_MOST = 20_000  # reports that a picture counts


def serve(
    corpus: CorpusPath,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")] = 8642,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="The address that is listened on.")] = "127.0.0.1",
    allow_remote: Annotated[
        bool, typer.Option("--allow-remote", help="Let other machines ask; they need the token in the address that is printed.")
    ] = False,
) -> None:
    """Show a corpus in the browser, from this machine alone.

    Example: onrecord serve news.db
    """
    try:
        import uvicorn

        from onrecord.show.web.app import make_app
    except ImportError as error:
        raise OnRecordError(f"serve {_EXTRA} ({error.name} is missing)") from error
    import ipaddress
    import secrets

    local = host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)
    if not local and not allow_remote:
        raise OnRecordError(f"--host {host}: other machines could ask; say --allow-remote if that is meant (a token is then asked for)")
    token = secrets.token_urlsafe(18) if allow_remote else None
    app = make_app(corpus, token=token)
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", access_log=False, server_header=False, limit_concurrency=64,
        timeout_keep_alive=5, h11_max_incomplete_event_size=32_768, lifespan="off",
    )  # fmt: skip
    try:
        listener = config.bind_socket()
    except SystemExit as error:
        raise OnRecordError(f"--port {port}: it cannot be listened on at {host}; choose another one, or 0 for a free one") from error
    shown = f"[{host}]" if ":" in host else host
    say(f"http://{shown}:{listener.getsockname()[1]}/{f'?token={token}' if token else ''}  (Ctrl+C ends it)")
    uvicorn.Server(config).run(sockets=[listener])


def _is_address(host: str) -> bool:
    import ipaddress

    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


@filtered(*(name for name in OF_EVENTS if name != "by"))  # here --by is the period
def chart(
    corpus: CorpusPath,
    output: Output,
    asked: Filter,
    by: By = "",
    width: Wide = 920,
    dyad: Annotated[
        str | None, typer.Option("--dyad", metavar="ONE,OTHER", help="The score of two sides over time instead of counts.")
    ] = None,
) -> None:
    """Draw events in time: cooperation above the line, conflict below.

    Examples: onrecord chart news.db --actor RUS -o out.svg

    onrecord chart news.db --dyad RUS,UKR --by quarter -o out.png
    """
    from onrecord.show.charts import dyad_chart, volume_chart
    from onrecord.store import queries
    from onrecord.store.glance import glance
    from onrecord.store.periods import checked_period

    period = checked_period(by) if by else None
    one, _, other = (dyad or "").partition(",")
    if dyad and not (one.strip() and other.strip()):
        raise OnRecordError(f"--dyad {dyad}: two codes with a comma, such as RUS,UKR")
    with open_corpus(corpus) as opened:
        if dyad:
            from msgspec.structs import replace

            one, other = one.strip(), other.strip()
            sides = ((one, other), (other, one))
            rows = [row for a, b in sides for row in queries.dyads(opened, replace(asked, actor=a, recipient=b), by=period or "month")]
            rows = [row for row in rows if {row.actor, row.recipient} == {one, other}]
            keep_picture(output, lambda: dyad_chart(rows, one, other, width=width))
        else:
            days = glance(opened, asked, most=_MOST).days
            keep_picture(output, lambda: volume_chart(days, by=period, width=width))


@filtered(*OF_EVENTS)
def map_(corpus: CorpusPath, output: Output, asked: Filter, width: Wide = 920) -> None:
    """Draw events at their places.

    Example: onrecord map news.db --type PROTEST --since 2031 -o out.svg
    """
    from onrecord.show.maps import map_of
    from onrecord.store.glance import glance

    with open_corpus(corpus) as opened:
        places = glance(opened, asked, most=_MOST).places
    keep_picture(output, lambda: map_of(places, width=width, height=round(width * 0.48)))


def keep_picture(output: str, draw: "Callable[[], str]") -> None:
    """Draws and writes a picture. Raises OnRecordError when nothing fits the filter, or the file's name says no known format."""
    path = Path(output)
    if path.suffix.lower() not in (".svg", ".png", ".html"):
        raise OnRecordError(f"{output}: a picture is .svg, .png or .html")
    svg = draw()
    if not svg:
        raise OnRecordError("nothing fits the filter that could be drawn; take some of it away")
    try:
        if path.suffix.lower() == ".png":
            path.write_bytes(_as_png(svg))
        else:
            path.write_text(svg if path.suffix.lower() == ".svg" else _as_page(svg), encoding="utf-8")
    except OSError as error:
        raise OnRecordError(f"{output}: it cannot be written ({error.strerror})") from error
    say(f"-> {output}")


def _as_png(svg: str) -> bytes:
    try:
        import vl_convert
    except ImportError as error:
        raise OnRecordError(f"a picture as .png {_EXTRA}; .svg and .html need nothing") from error
    from onrecord.show.drawing import colours_spelt_out

    return bytes(vl_convert.svg_to_png(colours_spelt_out(svg), scale=2))


def _as_page(svg: str) -> str:
    """A page that holds the picture and nothing else: it needs no network."""
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>OnRecord</title><style>body{{margin:1rem}}svg{{max-width:100%;height:auto}}</style><main>{svg}</main></html>\n"
    )


def register(app: typer.Typer) -> None:
    """Hangs the commands of this file into the program."""
    app.command()(serve)
    app.command()(chart)
    app.command("map")(map_)
