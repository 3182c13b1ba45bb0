"""A report's blocks as JSON: every number with where it comes from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from themecode.report.blocks import Block, BlockQuote, BulletList, Chapter, Heading, Note, Paragraph, Run, Table, plain


def as_json(chapter: Chapter) -> str:
    """Return a report as indented JSON, a newline at the end; the keys are in docs/report-files.md."""
    data = {
        "title": chapter.title,
        "language": chapter.language,
        "blocks": [_block(block) for block in chapter.blocks],
        "bars": [
            {
                "question": bars.question,
                "codebook": bars.codebook,
                "title": bars.title,
                "base": bars.base,
                "categories": [{"label": bar.label, **_run(bar.count)} for bar in bars.bars],
            }
            for bars in chapter.bars
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(level, runs):
            return {"type": "heading", "level": level, **_text(runs)}
        case Paragraph(runs):
            return {"type": "paragraph", **_text(runs)}
        case Note(runs, warning):
            return {"type": "note", "warning": warning, **_text(runs)}
        case BulletList(items):
            return {"type": "list", "items": [_text(item) for item in items]}
        case BlockQuote(paragraphs):
            return {"type": "quote", "paragraphs": [_text(paragraph) for paragraph in paragraphs]}
        case Table(caption, head, rows, foot):
            return {
                "type": "table",
                "caption": _text(caption),
                "head": list(head),
                "rows": [[_text(cell) for cell in row] for row in rows],
                "foot": None if foot is None else [_text(cell) for cell in foot],
            }


def _text(runs: Iterable[Run]) -> dict[str, Any]:
    """Return runs as their text, and in pieces."""
    kept = list(runs)
    return {"text": plain(kept), "runs": [_run(run) for run in kept]}


def _run(run: Run) -> dict[str, Any]:
    found: dict[str, Any] = {"text": run.text}
    if run.strong:
        found["strong"] = True
    if run.source is not None:
        found["source"] = asdict(run.source)
    return found
