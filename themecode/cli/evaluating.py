"""How `suggest --evaluate` is printed, and as JSON."""

from __future__ import annotations

from dataclasses import asdict

import click

from themecode.report.grid import plain_table
from themecode.suggest.evaluation import TRUSTWORTHY, Evaluation
from themecode.suggest.figures import Quality, expected_error
from themecode.suggest.rankings import Outcomes

MEANING = (
    "first: a right code stood first; top three: a right code among the first three; MRR: mean of 1 / its rank;",
    "found: share of all right codes among the first three",
)


def as_data(found: Evaluation) -> dict[str, object]:
    """Return the figures for programs."""
    return {
        "question": found.question,
        "codebook": found.codebook,
        "coder": found.coder,
        "texts": found.texts,
        "coded": found.coded,
        "no_code_fits": found.nothing,
        "accuracy": {
            "zero_shot": _quality(found.zero_shot),
            "prequential": _quality(found.prequential),
            "prequential_latest_half": _quality(found.prequential_late),
            "leave_one_out": _quality(found.left_out),
            "frequency_baseline": _quality(found.baseline),
        },
        "codes": [
            {
                "code": found.codes[each.code],
                "coded": each.units,
                "top1": each.top1,
                "top3": each.top3,
                "mrr": each.mrr,
                "stood_first": each.predicted,
            }
            for each in found.by_code
        ],
        "confusions": [
            {"code": found.codes[right], "taken_for": found.codes[wrong], "texts": number}
            for right, wrong, number in found.confusions
        ],
        "calibration": {"bins": [asdict(each) for each in found.bins], "expected_error": expected_error(found.bins)},
        "speaking": {
            "spoke": found.spoke[0],
            "right": found.spoke[1],
            "spoke_where_no_code_fits": found.spoke[2],
        },
        "acceptance": {
            "seen": _outcomes(found.acceptance),
            "unseen": _outcomes(found.unseen),
            "rejected": found.rejected,
            "codings": found.began.codings,
            "began_as_suggestion": found.began.suggested,
            "coded_together": found.began.together,
        },
        "bias": {
            "share_began_as_suggestion": found.began.share,
            "pulls": [asdict(pull) for pull in found.pulls],
            "note": bias_note(found),
        },
        "notes": list(found.notes),
    }


def _quality(each: Quality) -> dict[str, object]:
    low, high = each.interval3
    return {
        "texts": each.units,
        "top1": each.top1,
        "top3": each.top3,
        "top3_interval": [low, high],
        "mrr": each.mrr,
        "recall3": each.found3,
    }


def _outcomes(each: Outcomes) -> dict[str, object]:
    return {
        "choices": each.choices,
        "top1": each.top1,
        "top3": each.top3,
        "baseline_top1": each.baseline_top1,
        "baseline_top3": each.baseline_top3,
    }


def print_evaluation(found: Evaluation) -> None:
    """Print the figures as tables."""
    what = f"question {found.question}" if found.question else "the transcripts, by sentence"
    click.echo(f"{what} · codebook {found.codebook} · codings of {found.coder}")
    click.echo(f"{found.texts} texts, {found.coded} coded, {found.nothing} in which no code fits\n")
    if not found.coded:
        click.echo("nothing is coded yet, so there is nothing to measure; --coder NAME or result measures on others'")
        return
    rows = [
        _row("from the codebook alone", found.zero_shot),
        _row("in the order of coding", found.prequential),
        _row("  of these the latest half", found.prequential_late),
        _row("each left out in turn", found.left_out),
        _row("by frequency (baseline)", found.baseline),
    ]
    click.echo(plain_table(["accuracy", "texts", "first", "top three", "95 %", "MRR", "found"], rows))
    click.echo("\n".join(MEANING))
    if found.coded < TRUSTWORTHY:
        click.echo(f"below {TRUSTWORTHY} coded texts, leaving out in turn flatters: trust the order of coding")
    click.echo("\n" + _codes(found))
    if found.confusions:
        click.echo("\nleft out in turn, most often taken for another:")
        for right, wrong, number in found.confusions:
            click.echo(f"  {found.codes[right]} → {found.codes[wrong]} ({number})")
    click.echo("\n" + _calibration(found))
    spoke, right, nothing = found.spoke
    click.echo(
        f"\nwould have spoken up on {spoke} of {found.coded} coded texts, right on {right}; "
        f"and on {nothing} of {found.nothing} in which no code fits"
    )
    click.echo("\n" + _acceptance(found))
    click.echo("\nfor the method paragraph: " + bias_note(found))


def _row(name: str, each: Quality) -> list[str]:
    low, high = each.interval3
    interval = f"{100 * low:.0f}-{100 * high:.0f}"
    percents = [f"{100 * each.top1:.0f} %", f"{100 * each.top3:.0f} %", interval]
    return [name, str(each.units), *percents, f"{each.mrr:.2f}", f"{100 * each.found3:.0f} %"]


def _codes(found: Evaluation) -> str:
    rows = [
        [
            found.codes[each.code],
            str(each.units),
            f"{100 * each.top1:.0f} %" if each.units else "",
            f"{100 * each.top3:.0f} %" if each.units else "",
            f"{each.mrr:.2f}" if each.units else "",
            str(each.predicted),
        ]
        for each in found.by_code
    ]
    return plain_table(["code, left out in turn", "coded", "first", "top three", "MRR", "stood first"], rows)


def _calibration(found: Evaluation) -> str:
    rows = [
        [f"{each.low:.2f}-{each.high:.2f}", str(each.units), f"{each.strength:.2f}", f"{100 * each.right:.0f} %"]
        for each in found.bins
    ]
    table = plain_table(["strength of the first code", "texts", "mean", "right"], rows)
    which = ", also those in which no code fits" if found.nothing else ""
    kind = "fitted on the same texts, so a little kind"
    return f"{table}\nof all texts read{which}; mean distance {expected_error(found.bins):.2f} ({kind})"


def _acceptance(found: Evaluation) -> str:
    seen, unseen = found.acceptance, found.unseen
    if not seen.choices and not unseen.choices and not found.rejected:
        return "acceptance: no suggestion has been seen in the screens yet"
    parts = [f"acceptance (not accuracy): {found.rejected} suggestions rejected"]
    for what, each in (("seeing suggestions", seen), ("without seeing them", unseen)):
        if each.choices:
            parts.append(
                f"  {each.choices} codes chosen {what}: {100 * each.top1:.0f} % stood first, {100 * each.top3:.0f} % "
                f"among three; by frequency {100 * each.baseline_top1:.0f} and {100 * each.baseline_top3:.0f} %"
            )
    return "\n".join(parts)


def bias_note(found: Evaluation) -> str:
    """Return two sentences for the method paragraph: how codings began, and where suggestions would draw them."""
    began = found.began
    text = (
        f"{began.suggested} of {began.codings} codings ({100 * began.share:.0f} %) began as a suggestion and "
        f"{began.together} were made together with others like them."
    )
    if found.pulls:
        named = ", ".join(f"{pull.code} (first {pull.first} times, right {pull.right})" for pull in found.pulls)
        return f"{text} Suggestions pull towards {named}."
    return f"{text} No code stood first much more often than it was right."
