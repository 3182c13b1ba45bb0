"""The coincidences of passages: how long two coders' lie over each other, by code. For the unitizing family."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from themecode.analysis.agreement.continuum import Line, Passages, Positions, columns
from themecode.analysis.agreement.rows import Floats

SCALARS = ("everything", "gaps", "agreeing", "gap_or_not")
BY_CODE = ("lengths", "squares", "same", "matched", "matched_squares", "passages")


@dataclass(frozen=True)
class Coincidences:
    """What documents add up to: samples, or samples x codes. Lengths are in characters, over all coders."""

    everything: Floats
    """Length of the text times coders."""
    gaps: Floats
    agreeing: Floats
    """Coincidences of the same: gap with gap, code with code."""
    gap_or_not: Floats
    """Coincidences of a gap with a passage, both ways round."""
    lengths: Floats
    """By code."""
    squares: Floats
    """By code: squared lengths of passages."""
    same: Floats
    """By code: coincidences of its passages with each other."""
    matched: Floats
    """By code: coincidences of its passages with any passage."""
    matched_squares: Floats
    """By code: for each passage and each other coder, the squared length that the other marked too."""
    passages: Floats
    """By code: number of passages."""

    @classmethod
    def of(cls, totals: Floats) -> Coincidences:
        """Return the parts of rows that `coincidences` made: samples x totals."""
        codes = (totals.shape[1] - len(SCALARS)) // len(BY_CODE)
        starts = range(len(SCALARS), totals.shape[1], codes) if codes else [len(SCALARS)] * len(BY_CODE)
        scalars = {name: totals[:, number] for number, name in enumerate(SCALARS)}
        by_code = {name: totals[:, start : start + codes] for name, start in zip(BY_CODE, starts, strict=True)}
        return cls(**scalars, **by_code)


def coincidences(line: Line, codes: int) -> Floats:
    """Return the totals of a line on which no coder's own passages overlap: the scalars, then each part by code.

    With m coders, an overlap counts for each ordered pair of coders and is divided by m - 1, so that all
    coincidences together are the length times m.
    """
    coders = tuple(line.passages)
    others = len(coders) - 1
    agreeing, gap_or_not, same, matched = _overlaps(line, coders, codes)
    passages = list(line.passages.values())
    lengths = _by_code(passages, [(one.ends - one.starts).astype(np.float64) for one in passages], codes)
    everything = float(len(coders) * line.length)
    by_code = [
        lengths,
        _by_code(passages, [(one.ends - one.starts).astype(np.float64) ** 2 for one in passages], codes),
        same / others,
        matched / others,
        _matched_squares(passages, codes) / others,
        _by_code(passages, [np.ones(len(one.starts)) for one in passages], codes),
    ]
    scalars = [everything, everything - lengths.sum(), agreeing / others, gap_or_not / others]
    return np.concatenate([np.array(scalars), *by_code])


def _overlaps(line: Line, coders: Sequence[str], codes: int) -> tuple[float, float, Floats, Floats]:
    """Return, over ordered pairs of coders: agreeing lengths, gap against passage; by code same, and matched."""
    masks: dict[int, int] = {0: 0}
    numbered, lengths = columns(line, coders, masks)
    label_of = np.array([mask.bit_length() for mask in masks])  # one code at most: a gap is 0, code c is c + 1
    labels = label_of[numbered]
    agreeing = gap_or_not = 0.0
    same, matched = np.zeros(codes + 1), np.zeros(codes + 1)
    for first in range(len(coders)):
        for second in range(first + 1, len(coders)):
            one, other = labels[:, first], labels[:, second]
            equal, both = one == other, (one > 0) & (other > 0)
            agreeing += 2 * float(lengths[equal].sum())
            gap_or_not += 2 * float(lengths[(one > 0) != (other > 0)].sum())
            same += 2 * np.bincount(one[equal], weights=lengths[equal], minlength=codes + 1)
            for column in (one, other):
                matched += np.bincount(column[both], weights=lengths[both], minlength=codes + 1)
    return agreeing, gap_or_not, same[1:], matched[1:]


def _by_code(passages: Sequence[Passages], figures: Sequence[Floats], codes: int) -> Floats:
    """Return the sums of a figure per passage, by code, over coders."""
    found = np.zeros(codes)
    for one, figure in zip(passages, figures, strict=True):
        found += np.bincount(one.codes, weights=figure, minlength=codes)
    return found


def _matched_squares(passages: Sequence[Passages], codes: int) -> Floats:
    """Return by code, over passages and other coders, the squared length of the passage that the other marked."""
    found = np.zeros(codes)
    for other in passages:
        order = np.argsort(other.starts)
        starts, ends = other.starts[order], other.ends[order]
        for one in passages:
            if one is not other:
                shared = _marked_before(one.ends, starts, ends) - _marked_before(one.starts, starts, ends)
                found += _by_code([one], [shared.astype(np.float64) ** 2], codes)
    return found


def _marked_before(positions: Positions, starts: Positions, ends: Positions) -> Positions:
    """Return how many characters before each position lie in ordered ranges that do not overlap."""
    reached = np.searchsorted(starts, positions, "right")
    whole = np.append(0, np.cumsum(ends - starts))[reached]
    beyond = np.maximum(np.append(0, ends)[reached] - positions, 0)
    marked: Positions = whole - beyond
    return marked
