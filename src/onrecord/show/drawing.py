"""SVG made by hand: elements, the marks of the four quadrants, and the style that a picture carries when it stands alone."""

from html import escape

Box = tuple[float, float, float, float]
"""Left, top, width and height."""
QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
COOPERATION, CONFLICT = (2, 1), (4, 3)
# Blue is cooperation, orange conflict; words are light and hatched, deeds dark and plain: no two differ by hue alone.
STYLE = """
svg{--ink:#1c2330;--soft:#5b6472;--line:#d5d9e0;--paper:#fff;--land:#c9ced6;--q1:#a9c9ea;--q2:#2a66a5;--q3:#f6c98f;--q4:#b5411f;
--q1e:#2a66a5;--q2e:#1d4c80;--q3e:#b5411f;--q4e:#8a2f14;background:var(--paper)}
@media (prefers-color-scheme:dark){svg.page{--ink:#e6e9ef;--soft:#a3acba;--line:#39414e;--paper:#12161d;--land:#3a4352;
--q1:#28466a;--q2:#6fa8e0;--q3:#6b3d16;--q4:#f0825a;--q1e:#8fbdf0;--q2e:#a8cdf5;--q3e:#f5a87c;--q4e:#ffb597}}
"""
RULES = """
.q1{fill:var(--q1);stroke:var(--q1e)}.q2{fill:var(--q2);stroke:var(--q2e)}.q3{fill:var(--q3);stroke:var(--q3e)}
.q4{fill:var(--q4);stroke:var(--q4e)}.mark{stroke-width:1}.hatch{stroke:none;pointer-events:none}
.axis{stroke:var(--line);stroke-width:1;fill:none}.base{stroke:var(--soft)}.land{fill:var(--land)}
text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:var(--soft)}
text.strong{fill:var(--ink);font-weight:600}text.end{text-anchor:end}text.middle{text-anchor:middle}
.side-one{stroke:var(--q2e);fill:none;stroke-width:2}.side-two{stroke:var(--q4e);fill:none;stroke-width:2;stroke-dasharray:6 4}
.dot-one{fill:var(--q2e)}.dot-two{fill:var(--paper);stroke:var(--q4e);stroke-width:2}.count-one{fill:var(--q2e)}.count-two{fill:var(--q4e)}
.halo{stroke:var(--paper);stroke-width:3;paint-order:stroke}
"""
HATCHES = (
    '<pattern id="hatch1" width="5" height="5" patternUnits="userSpaceOnUse"><circle cx="2.5" cy="2.5" r="1" fill="var(--q1e)"/></pattern>'
    '<pattern id="hatch3" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="1.4" height="5" fill="var(--q3e)"/></pattern>'
)


def element(tag: str, content: str = "", /, **attributes: object) -> str:
    """An element with attributes, escaped; `class_` is written class, other underscores become hyphens. `content` is SVG already.

    >>> element("rect", x=1, class_="a", data_day='"')
    '<rect x="1" class="a" data-day="&quot;"/>'
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(_short(value))}"' for name, value in attributes.items() if value is not None
    )
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


def words(text: str, x: float, y: float, class_: str = "", **more: object) -> str:
    """A text, escaped."""
    return element("text", escape(text, quote=False), x=x, y=y, class_=class_ or None, **more)


def told(text: str) -> str:
    """What is shown when the pointer rests on the element around it."""
    return element("title", escape(text, quote=False))


def bar(quad: int, box: Box, title: str, **more: object) -> str:
    """A rectangle in the colour and hatch of a quadrant."""
    place = dict(zip(("x", "y", "width", "height"), box, strict=True))
    hatch = element("rect", **place, fill=f"url(#hatch{quad})", class_="hatch") if quad in (1, 3) else ""
    return element("g", element("rect", told(title), **place, class_=f"mark q{quad}", **more) + hatch)


def mark(quad: int, x: float, y: float, size: float, title: str, **more: object) -> str:
    """A shape for a quadrant: circle and square for cooperation in words and deeds, triangle and diamond for conflict."""
    half = size / 2
    points: dict[int, list[tuple[float, float]]] = {
        2: [(-1, -1), (1, -1), (1, 1), (-1, 1)],
        3: [(0, -1.15), (1.1, 0.9), (-1.1, 0.9)],
        4: [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)],
    }
    if quad == 1:
        return element("circle", told(title), cx=x, cy=y, r=half, class_="mark q1", **more)
    path = " ".join(f"{_short(x + dx * half * 0.9)},{_short(y + dy * half * 0.9)}" for dx, dy in points[quad])
    return element("polygon", told(title), points=path, class_=f"mark q{quad}", **more)


def legend(x: float, y: float, quads: tuple[int, ...] = (1, 2, 3, 4), step: float = 165) -> str:
    """The names of the quadrants beside their marks."""
    return "".join(
        mark(quad, x + i * step, y - 4, 11, QUADS[quad]) + words(QUADS[quad], x + 11 + i * step, y) for i, quad in enumerate(quads)
    )


def picture(content: str, width: float, height: float, label: str, *, alone: bool = True) -> str:
    """A whole SVG; `alone` carries its own style and hatches, else the page around it does. `label` says what is to be seen."""
    head = element("style", STYLE + RULES) + element("defs", HATCHES) if alone else ""
    size = {"width": width, "height": height} if alone else {}
    return element(
        "svg", element("title", escape(label, quote=False)) + head + content, xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_short(width)} {_short(height)}", **size, role="img", class_=None if alone else "picture",
    )  # fmt: skip


def colours_spelt_out(svg: str) -> str:
    """The picture with its colours written where they are used, for programs that know no CSS variables."""
    block = STYLE.partition("@media")[0]
    for name, _, value in (pair.partition(":") for pair in block[block.index("{") + 1 : block.rindex("}")].replace("\n", "").split(";")):
        svg = svg.replace(f"var({name})", value)
    return svg


def _short(value: object) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
