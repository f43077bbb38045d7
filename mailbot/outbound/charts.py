"""coverage_picture: the coverage curves of the weekly digest as a PNG, where matplotlib is installed.

The picture holds digits and Latin letters only, since servers lack Chinese fonts; the words stand in the HTML beside it.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

_MOST_CURVES = 8
_COLOURS = ("#2563eb", "#059669", "#d97706", "#dc2626", "#7c3aed", "#0891b2", "#be185d", "#4b5563")


def coverage_picture(curves: Sequence[Mapping[str, Any]]) -> bytes | None:
    """One line a campaign: `{campaign, points: [[day, share], …]}`; None without matplotlib or without two points to join."""
    drawn = [(str(c.get("campaign", "")), points) for c in curves if len(points := _points(c)) > 1][:_MOST_CURVES]
    if not drawn:
        return None
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.ticker import PercentFormatter
    except ImportError:  # the extra `pictures` is not installed: bars in the HTML say the same
        return None
    figure = Figure(figsize=(4.4, 2.2), dpi=270)
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for (name, points), colour in zip(drawn, _COLOURS, strict=False):
        days, shares = [float(d.toordinal()) for d, _ in points], [s for _, s in points]
        axes.plot(days, shares, color=colour, linewidth=2, marker="o", markersize=3, label=_latin(name))
        axes.annotate(
            f"{shares[-1]:.0%}",
            (days[-1], shares[-1]),
            color=colour,
            fontsize=9,
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
        )
    axes.set_ylim(0, 1.02)
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ticks = _ticks(sorted({d for _, points in drawn for d, _ in points}))
    axes.set_xticks([float(d.toordinal()) for d in ticks], [f"{d:%m-%d}" for d in ticks])
    axes.tick_params(labelsize=9, colors="#4b5563", length=0)
    axes.grid(axis="y", color="#e5e7eb", linewidth=0.8)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color("#d1d5db")
    axes.legend(fontsize=8, frameon=False, loc="upper left", ncols=2)
    out = io.BytesIO()
    figure.savefig(out, format="png", bbox_inches="tight", metadata={"Software": None})
    return out.getvalue()


def _points(curve: Mapping[str, Any]) -> list[tuple[date, float]]:
    points: list[tuple[date, float]] = []
    for day, share in curve.get("points") or ():
        if isinstance(share, int | float) and isinstance(day, str):
            points.append((date.fromisoformat(day[:10]), min(1.0, max(0.0, float(share)))))
    return sorted(points)


def _ticks(days: list[date]) -> list[date]:
    """At most five of the days, the first and the last among them."""
    if len(days) <= 5:
        return days
    return [days[round(n * (len(days) - 1) / 4)] for n in range(5)]


def _latin(name: str) -> str:
    """What the picture's font has; a leading `_` would hide the entry from the legend."""
    return "".join(c for c in name if c.isascii() and c.isprintable() and c not in "$\\^").lstrip("_")[:24] or "-"
