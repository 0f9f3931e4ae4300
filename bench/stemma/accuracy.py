"""How right a stemma is: curves on two simulators, beside neighbour joining, a minimum arborescence and a spanning tree.

    python bench/stemma/accuracy.py [--seeds 3] [--simulators newsroom scriptorium] [--curves edit_rate …] [--json FILE] [--svg FILE]

All methods get the same collated traditions in one run. Printed are four tables.

    trees     n  traditions; sign  average sign score (Roos & Heikkilä 2009), 0-100, and its standard error;
              parents  share of extant texts with the right parent, each tree hung where it agrees best with the truth, so
              that the root is not judged here, and its standard error; lost  lost texts found of those there are, and right of those told;
              splits  the same of the ways in which edges part the texts, at least two a side
    roots     told  share of traditions with a root; right  of those the same text, or a lost one that parts the rest alike;
              near  of those one that is next to the same extant text; parents as told  in the direction told, of those
    mixtures  extant texts of two parents: found of true, right of told; off  mean error of the lesser share
    support   of all that is told with a support from … to: how many, their mean support, the share that is right. Descents:
              the groups and what stands at both ends (an extant text, or a lost one). Splits: the groups, two at least a side

Cost: 3 seeds take about two minutes on one core.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean, stdev

import measures
from contenders import METHODS, Case
from pedigree import Pedigree
from picture import small_multiples
from regimes import VARIED, Point, points

BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Judged:
    """One tradition, told by one method."""

    sign: float
    splits: tuple[int, int, int]
    hung: measures.Likeness
    told: measures.Likeness | None
    root: measures.RootJudged | None
    root_support: float | None
    mixture: measures.Mixture
    descents: list[tuple[float, bool]]
    groups: list[tuple[float, bool]]


def judged(case: Case, told: Pedigree) -> Judged:
    """Hold a told pedigree against the truth."""
    asked = case.true, told, case.extant
    return Judged(
        measures.sign_score(*asked),
        measures.split_counts(*asked),
        measures.best_hung(*asked),
        measures.as_told(*asked),
        measures.root_judged(*asked),
        told.root_support,
        measures.mixtures(*asked),
        measures.judged_descents(*asked),
        measures.judged_splits(*asked),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A method at one point of a curve."""

    simulator: str
    curve: str
    value: float
    method: str
    its: list[Judged]

    @property
    def label(self) -> str:
        """Where it stands."""
        return f"{self.simulator:12}{self.curve:14}{self.value:6g}  {self.method:18}"

    def figures(self) -> dict[str, float | None]:
        """Return every figure of the tables, None where there is nothing to count."""
        its = self.its
        parents = [its.hung.parents[0] / its.hung.parents[1] for its in its]
        roots = [each.root for each in its if each.root]
        as_told = [each.told.parents for each in its if each.told]
        mixture = [each.mixture for each in its]
        found, true, told = (sum(getattr(m, key) for m in mixture) for key in ("found", "true", "told"))
        return {
            "n": len(its),
            "sign": fmean(each.sign for each in its),
            "sign_error": _error([each.sign for each in its]),
            "parents": fmean(parents),
            "parents_error": _error(parents),
            "lost_found": _share(sum(each.hung.lost for each in its), sum(each.hung.lost_true for each in its)),
            "lost_right": _share(sum(each.hung.lost for each in its), sum(each.hung.lost_told for each in its)),
            "lost_true": sum(each.hung.lost_true for each in its),
            "splits_found": _share(sum(each.splits[0] for each in its), sum(each.splits[1] for each in its)),
            "splits_right": _share(sum(each.splits[0] for each in its), sum(each.splits[2] for each in its)),
            "root_told": len(roots) / len(its),
            "root_right": _share(sum(root.is_right for root in roots), len(roots)),
            "root_near": _share(sum(root.is_near for root in roots), len(roots)),
            "parents_as_told": _share(*map(sum, zip(*as_told, strict=True))) if as_told else None,
            "mixed_true": true,
            "mixed_told": told,
            "mixed_found": _share(found, true),
            "mixed_right": _share(found, told),
            "mixed_off": fmean(errors) if (errors := [off for m in mixture for off in m.share_errors]) else None,
        }


def _error(values: list[float]) -> float | None:
    return stdev(values) / len(values) ** 0.5 if len(values) > 1 else None


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def measured(point: Point, seeds: int) -> dict[str, list[Judged]]:
    """Tell the traditions of a point by every method."""
    found: dict[str, list[Judged]] = {name: [] for name in METHODS}
    for seed in range(seeds):
        case = point.make(seed)
        for name, method in METHODS.items():
            found[name].append(judged(case, method(case)))
    return found


def _cell(value: float | None, width: int, digits: int) -> str:
    return f"{'-' if value is None else format(value, f'.{digits}f'):>{width}}"


def print_trees(rows: Iterable[Row]) -> None:
    """Print what is asked of all methods."""
    print("\ntrees" + " " * 49 + "n   sign        parents     lost found right   splits found right")
    for row in rows:
        its = row.figures()
        print(
            f"{row.label}{its['n']:5}{_cell(its['sign'], 7, 1)} ±{_cell(its['sign_error'], 4, 1)}"
            f"{_cell(its['parents'], 7, 2)} ±{_cell(its['parents_error'], 4, 2)}"
            f"{_cell(its['lost_found'], 11, 2)}{_cell(its['lost_right'], 6, 2)}"
            f"{_cell(its['splits_found'], 15, 2)}{_cell(its['splits_right'], 6, 2)}"
        )


def print_roots(rows: Iterable[Row]) -> None:
    """Print what is asked of methods that tell a direction."""
    print("\nroots" + " " * 49 + "n   told  right   near   parents as told")
    for row in rows:
        its = row.figures()
        if its["root_told"] or row.method == "filiation":
            cells = "".join(
                _cell(its[key], 7, 2) for key in ("root_told", "root_right", "root_near", "parents_as_told")
            )
            print(f"{row.label}{its['n']:5}{cells}")


def print_mixtures(rows: Iterable[Row]) -> None:
    """Print what is asked of methods that tell second parents: ours alone."""
    print("\nmixtures" + " " * 43 + "true   told  found  right    off")
    for row in rows:
        its = row.figures()
        if row.method == "filiation":
            cells = "".join(_cell(its[key], 7, 2) for key in ("mixed_found", "mixed_right", "mixed_off"))
            print(f"{row.label}{its['mixed_true']:5}{its['mixed_told']:7}{cells}")


def supports(results: dict[Point, dict[str, list[Judged]]]) -> list[dict[str, object]]:
    """Return the reliability of our supports, by simulator: of descents, and of roots."""
    rows = []
    for simulator in VARIED:
        its = [j for point, found in results.items() if point.simulator == simulator for j in found["filiation"]]
        kinds = {
            "descents": [pair for each in its for pair in each.descents],
            "splits": [pair for each in its for pair in each.groups],
            "roots, right": [(e.root_support, e.root.is_right) for e in its if e.root and e.root_support is not None],
            "roots, near": [(e.root_support, e.root.is_near) for e in its if e.root and e.root_support is not None],
        }
        for kind, pairs in kinds.items():
            for low, high, count, mean, right in measures.reliability(pairs, BINS):
                rows.append(
                    {
                        "simulator": simulator,
                        "of": kind,
                        "from": low,
                        "to": high,
                        "n": count,
                        "mean": mean,
                        "right": right,
                    }
                )
    return rows


def print_supports(rows: Iterable[dict[str, object]]) -> None:
    """Print the reliability of supports."""
    print("\nsupport                       from    to      n   mean  right")
    for row in rows:
        print(
            f"{row['simulator']:12}{row['of']:16}{row['from']:6.2f}{row['to']:6.2f}{row['n']:7}{row['mean']:7.2f}{row['right']:7.2f}"
        )


def main() -> None:
    """Measure the chosen curves and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--seeds", type=int, default=3, help="traditions a point")
    parser.add_argument("--simulators", nargs="+", choices=list(VARIED), default=list(VARIED))
    parser.add_argument("--curves", nargs="+", help="names of curves; all where not given")
    parser.add_argument("--json", type=Path, help="write all figures here")
    parser.add_argument("--svg", type=Path, help="draw sign score and parents here")
    given = parser.parse_args()
    start = time.process_time()
    results = {}
    for point in points(tuple(given.simulators), tuple(given.curves) if given.curves else None):
        results[point] = measured(point, given.seeds)
        print(f"{time.process_time() - start:6.0f} s  {point.simulator} {point.places}", file=sys.stderr, flush=True)
    rows = [
        Row(point.simulator, curve, value, method, its)
        for point, found in results.items()
        for curve, value in point.places
        for method, its in found.items()
    ]
    curves = [(simulator, curve) for simulator, varied in VARIED.items() for curve in varied]
    rows.sort(key=lambda row: (curves.index((row.simulator, row.curve)), row.value))
    print_trees(rows)
    print_roots(rows)
    print_mixtures(rows)
    reliability = supports(results)
    print_supports(reliability)
    print(f"\n{given.seeds} seeds, {time.process_time() - start:.0f} s of processor")
    figures = [{**{k: v for k, v in asdict(row).items() if k != "its"}, **row.figures()} for row in rows]
    if given.json:
        given.json.write_text(
            json.dumps({"seeds": given.seeds, "curves": figures, "support": reliability}, indent=1) + "\n"
        )
    if given.svg:
        given.svg.write_text(small_multiples(figures))


if __name__ == "__main__":
    main()
