"""The curves as one SVG picture: a panel a curve, sign score above, right parents below, a line a method."""

from __future__ import annotations

from html import escape

# Okabe & Ito's colours, which colour-blind people tell apart, and a dash of its own for each, for print.
LOOK = {
    "filiation": ("#0072B2", ""),
    "neighbour joining": ("#D55E00", "6 3"),
    "arborescence": ("#009E73", "2 3"),
    "spanning tree": ("#666666", "9 3 2 3"),
}
MEASURES = (("sign", "sign score", 50.0, 100.0), ("parents", "right parents", 0.0, 1.0))
WIDTH, HEIGHT, LEFT, TOP = 220, 150, 46, 46


def small_multiples(figures: list[dict]) -> str:
    """Return the picture; ``figures`` as in the JSON file."""
    panels = list(dict.fromkeys((row["simulator"], row["curve"]) for row in figures))
    columns = 5
    tall = -(-len(panels) // columns)
    parts = []
    for number, (simulator, curve) in enumerate(panels):
        rows = [row for row in figures if (row["simulator"], row["curve"]) == (simulator, curve)]
        for below, measure in enumerate(MEASURES):
            x = LEFT + number % columns * (WIDTH + 50)
            y = TOP + (number // columns * 2 + below) * (HEIGHT + 50)
            parts.append(f'<g transform="translate({x} {y})">{_panel(rows, f"{simulator}: {curve}", *measure)}</g>')
    legend = "".join(
        f'<g transform="translate({LEFT + 170 * n} 14)"><path d="M0 0h30" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
        f'<text x="36" y="4">{name}</text></g>'
        for n, (name, (colour, dash)) in enumerate(LOOK.items())
    )
    size = f"{LEFT + columns * (WIDTH + 50)} {TOP + tall * 2 * (HEIGHT + 50)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" font-family="sans-serif" font-size="11" fill="none">'
        f'<rect width="100%" height="100%" fill="#fff"/><g fill="#222">{legend}{"".join(parts)}</g></svg>\n'
    )


def _panel(rows: list[dict], title: str, measure: str, name: str, low: float, high: float) -> str:
    values = sorted({row["value"] for row in rows})
    at = {value: WIDTH * (n + 0.5) / len(values) for n, value in enumerate(values)}
    parts = [f'<text x="0" y="-8">{escape(title)}, {name}</text>']
    for n in range(6):
        y, value = HEIGHT * (1 - n / 5), low + (high - low) * n / 5
        parts.append(
            f'<path d="M0 {y:.0f}h{WIDTH}" stroke="#ddd"/><text x="-6" y="{y + 4:.0f}" text-anchor="end">{value:g}</text>'
        )
    parts += [f'<text x="{x:.0f}" y="{HEIGHT + 15}" text-anchor="middle">{value:g}</text>' for value, x in at.items()]
    for method, (colour, dash) in LOOK.items():
        its = {row["value"]: row for row in rows if row["method"] == method}
        line = [
            (
                at[value],
                HEIGHT * (1 - (max(low, its[value][measure]) - low) / (high - low)),
                its[value][f"{measure}_error"],
            )
            for value in values
            if value in its
        ]
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in line)
        parts.append(
            f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
        )
        for x, y, error in line:
            half = HEIGHT * (error or 0) / (high - low)
            parts.append(
                f'<path d="M{x:.1f} {y - half:.1f}v{2 * half:.1f}" stroke="{colour}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"/>'
            )
    return "".join(parts)
