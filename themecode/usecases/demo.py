"""The demo study: a survey of 199 respondents coded by two with a consensus, and eight group interviews."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from themecode.core.errors import StudyFileError
from themecode.formats.codings_file import CodingRow, CodingsFile
from themecode.formats.mapping_file import read_mapping
from themecode.formats.quoted_codings import read_quoted_codings
from themecode.storage.connection import transaction
from themecode.storage.queries.study import set_setting, setting
from themecode.usecases.codebooks import load_codebook
from themecode.usecases.import_codings import import_codings, import_rows
from themecode.usecases.import_survey import import_survey
from themecode.usecases.import_transcripts import import_transcripts
from themecode.usecases.interviews_meant import say_interviews
from themecode.usecases.rounds import close_round
from themecode.usecases.shipped import shipped
from themecode.usecases.study import Study

CODEBOOKS = (
    "framgang",
    "utmaning",
    "utveckla",
    "stod",
    "hinder",
    "na_grupper",
    "tid",
    "styrning",
    "intervju_personal",
    "intervju_foraldrar",
)
_MARK = "demo"
BUILDER = "themecode"
"""Who made the demo, in its history, so that undo cannot take the material away from the visitor."""


def make_demo(path: Path) -> None:
    """Make the demo study at ``path``: all of it, or no file.

    Raises StudyFileError where it cannot be made there.
    """
    unfinished = path.with_name(path.name + ".part")
    try:
        unfinished.unlink(missing_ok=True)
        with Study.create(unfinished, title="Demo: familjecentraler", language="sv", coder=BUILDER) as study:
            _fill(study, shipped("transcripts"))
        unfinished.replace(path)
    except OSError as error:
        raise StudyFileError(
            f"the study cannot be made here ({error.strerror or error})", str(path), "choose a folder you can write to"
        ) from error
    finally:
        for leftover in (
            unfinished,
            *(unfinished.with_name(unfinished.name + end) for end in ("-wal", "-shm")),
        ):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def is_demo(study: Study) -> bool:
    """Tell whether a study is the demo, in which the screens offer a tour."""
    return setting(study.connection, _MARK) is not None


def _fill(study: Study, material: Path) -> None:
    with transaction(study.connection):
        set_setting(study.connection, _MARK, "yes")
    for key in CODEBOOKS:
        load_codebook(study, shipped("codebooks") / f"{key}.yaml")
    import_survey(study, material / "survey.csv", mapping=read_mapping(material / "survey-mapping.yaml"))
    import_codings(study, material / "survey-codings.csv")
    close_round(study, "reliability")
    import_transcripts(study, sorted(material.glob("*-0?.txt"), key=_order))
    say_interviews(study, "intervju_personal", "personal-*")
    say_interviews(study, "intervju_foraldrar", "foraldrar-*, parents-*")
    passages = material / "interview-codings.yaml"
    import_rows(study, _placed(study, passages), passages.name)


def _order(path: Path) -> tuple[bool, str]:
    return "-en-" in path.name, path.name


def _placed(study: Study, path: Path) -> CodingsFile:
    """Find where each quoted passage stands in its transcript."""
    rows: list[CodingRow] = []
    for document, quotes in read_quoted_codings(path).items():
        text = study.document(document).text
        for quote, code in quotes:
            start = text.index(quote)
            rows.append(
                CodingRow(
                    row=len(rows) + 1,
                    document=document,
                    start=start,
                    end=start + len(quote),
                    code=code,
                    coder="Anna",
                )
            )
    return CodingsFile(path.name, "", tuple(rows))
