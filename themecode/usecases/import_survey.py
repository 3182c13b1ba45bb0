"""Reading a survey table: one row per respondent, one document per answer. All of it, or nothing."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from themecode.core.errors import Fault, InputError, RefusedError
from themecode.core.survey import OpenQuestion, SurveyMapping
from themecode.formats.tables import Table, read_table
from themecode.storage import import_rows
from themecode.storage.journal import Entry
from themecode.storage.queries import cases as case_queries
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import documents as document_queries
from themecode.usecases.answers import Answer, write_answers
from themecode.usecases.attributes import ensure_variable, write_variable
from themecode.usecases.guess_mapping import ColumnGuess, guess_columns, mapping_from, personal_reason
from themecode.usecases.study import Study
from themecode.usecases.survey_check import check_table


@dataclass(frozen=True)
class SurveyPlan:
    """What importing a table does, or would do."""

    name: str
    mapping: SurveyMapping
    guesses: tuple[ColumnGuess, ...]
    """Empty where a mapping was given."""
    left_out: tuple[tuple[str, str], ...]
    """(column, why) of columns that are not read."""
    cases: int
    new_cases: int
    new_answers: int
    changed_answers: tuple[tuple[str, str], ...]
    """(case, question) of answers that differ from what the study has."""
    emptied_answers: tuple[tuple[str, str], ...]
    """(case, question) of answers that the study has and the table leaves empty; they are set aside."""
    vanished: tuple[str, ...]
    """Keys of respondents of the study that the table lacks; they are kept."""
    already: bool = False
    """The same file was imported before."""


def import_survey(
    study: Study,
    path: Path,
    *,
    mapping: SurveyMapping | None = None,
    case: str | None = None,
    open_columns: Sequence[str] = (),
    attributes: Sequence[str] = (),
    update: bool = False,
    dry_run: bool = False,
) -> SurveyPlan:
    """Import a csv or xlsx of one row per respondent; without ``mapping`` the columns' roles are guessed.

    With ``update`` a table of known respondents is taken in: new answers are added, changed ones replace
    the old text and become unread (their codings are set aside), vanished respondents are kept and listed.

    Raises InputError for whatever is wrong with the table or mapping, RefusedError for known respondents
    without ``update``; nothing is written then.
    """
    table = read_table(path)
    guesses: tuple[ColumnGuess, ...] = ()
    if mapping is None:
        guesses = guess_columns(table, case=case, open_columns=open_columns, attributes=attributes)
        mapping = mapping_from(guesses)
    check_table(table, mapping)
    rows = _rows_by_case(table, mapping)
    known = document_queries.case_ids(study.connection)
    codebooks = _codebook_ids(study, mapping)
    respondents = case_queries.respondents(study.connection)
    imported = import_rows.source_id(study.connection, table.sha256, "survey")
    # An older state of a table is taken in again with --update; without it, any file known is left alone.
    already = imported is not None and (
        not update or imported == import_rows.last_source_id(study.connection, "survey")
    )
    answers = _answers(table, mapping, rows)
    present = import_rows.answer_texts(study.connection, [question.key for question in mapping.questions])
    changed = {place for place, answer in answers.items() if place in present and present[place] != answer.text}
    added = {place for place in answers if place not in present}
    plan = SurveyPlan(
        name=path.name,
        mapping=mapping,
        guesses=guesses,
        left_out=_left_out(table, mapping, guesses),
        cases=len(rows),
        new_cases=sum(key not in known for key in rows),
        new_answers=len(added),
        changed_answers=tuple(sorted(changed)),
        emptied_answers=tuple(sorted(place for place in present if place[0] in rows and place not in answers)),
        vanished=tuple(sorted(set(respondents) - set(rows))),
        already=already,
    )
    if already:
        return plan
    if not update:
        _refuse_known(rows, respondents, path)
    if not dry_run:
        with study.act("update survey" if update else "import survey") as entry:
            _write(study, entry, table, mapping, rows, codebooks, answers, added, changed, plan.emptied_answers)
            details = {"name": path.name, "cases": len(rows), "answers": len(answers)}
            if update:
                details = {
                    "name": path.name,
                    "new": plan.new_cases,
                    "added": len(added),
                    "changed": len(changed),
                }
            entry.describe(study.say("update survey" if update else "import survey", **details))
    return plan


def _write(
    study: Study,
    entry: Entry,
    table: Table,
    mapping: SurveyMapping,
    rows: Mapping[str, int],
    codebooks: Mapping[str, Sequence[int]],
    answers: Mapping[tuple[str, str], Answer],
    added: set[tuple[str, str]],
    changed: set[tuple[str, str]],
    emptied: Iterable[tuple[str, str]],
) -> None:
    known = document_queries.case_ids(study.connection)
    entry.insert_many("cases", ("key", "kind"), [(key, "respondent") for key in rows if key not in known])
    cases = document_queries.case_ids(study.connection)
    # A case that had only an interview so far is a respondent from now on.
    keys = json.dumps(list(rows))
    entry.update_where(
        "cases",
        "deleted = 0 AND kind <> 'respondent' AND key IN (SELECT value FROM json_each(?))",
        (keys,),
        {"kind": "respondent"},
    )
    questions = {
        question.key: _ensure_question(study, entry, question, position, codebooks[question.key])
        for position, question in enumerate(mapping.questions)
    }
    _write_attributes(entry, table, mapping, {key: (cases[key], row) for key, row in rows.items()})
    changes = [(cases[case], questions[question], answers[case, question]) for case, question in sorted(changed)]
    fresh = [
        (cases[case], questions[question], answers[case, question])
        for case, question in answers
        if (case, question) in added
    ]
    for case, question in emptied:
        import_rows.set_answer_aside(entry, cases[case], questions[question])
    write_answers(study, entry, fresh, replacing=changes)
    for language, nouns in mapping.case_noun.items():
        case_queries.set_case_noun(study.connection, language, nouns)
    entry.insert(
        "sources",
        {
            "sha256": table.sha256,
            "name": table.name,
            "kind": "survey",
            "imported": entry.moment,
            "mapping": json.dumps({"case": mapping.case}, ensure_ascii=False),
        },
    )


def _write_attributes(entry: Entry, table: Table, mapping: SurveyMapping, rows: Mapping[str, tuple[int, int]]) -> None:
    """Write attributes, closed questions (a variable per column) and what is derived from them."""
    index = {name: position for position, name in enumerate(table.columns)}

    def values(column: str) -> dict[int, str]:
        place = index[column]
        cells = ((case, table.rows[row][place].strip()) for case, row in rows.values())
        return {case: cell for case, cell in cells if cell}

    everyone = {case for case, _ in rows.values()}
    by_name: dict[str, dict[int, str]] = {}
    for closed in mapping.closed:
        question_id = import_rows.question_id(entry.connection, closed.key)
        if question_id is None:
            question_id = entry.insert("questions", import_rows.question_values(closed, position=10_000))
        for column in closed.columns:
            name = closed.key if len(closed.columns) == 1 else column
            by_name[name] = by_name[column] = values(column)
            variable = ensure_variable(
                entry,
                name,
                labels={**closed.items, **closed.labels},
                question_id=question_id,
                item=column if len(closed.columns) > 1 else None,
            )
            write_variable(entry, variable, by_name[name], cleared=everyone - by_name[name].keys())
    for attribute in mapping.attributes:
        by_name[attribute.name] = values(attribute.column)
        variable = ensure_variable(entry, attribute.name, level=attribute.level.value, labels=attribute.labels)
        by_case = by_name[attribute.name]
        write_variable(entry, variable, by_case, cleared=everyone - by_case.keys())
    for derived in mapping.derived:
        sources = [by_name.get(name) or (values(name) if name in index else {}) for name in derived.variables]
        chosen = any if derived.any_of else all
        yes, no = ("Ja", "Nej")
        worked_out = {
            case: yes if chosen(source.get(case) == derived.equals for source in sources) else no
            for case, _ in rows.values()
        }
        rule = json.dumps(
            {"any" if derived.any_of else "all": derived.variables, "equals": derived.equals},
            ensure_ascii=False,
        )
        by_name[derived.name] = worked_out
        write_variable(entry, ensure_variable(entry, derived.name, derived=rule), worked_out)


def _ensure_question(
    study: Study, entry: Entry, question: OpenQuestion, position: int, codebooks: Sequence[int]
) -> int:
    found = import_rows.question_id(study.connection, question.key)
    if found is not None:
        return found
    question_id = entry.insert("questions", import_rows.question_values(question, position=position))
    entry.insert_many(
        "question_codebooks",
        ("question_id", "codebook_id", "position"),
        [(question_id, codebook, place) for place, codebook in enumerate(codebooks)],
    )
    return question_id


def _answers(table: Table, mapping: SurveyMapping, rows: Mapping[str, int]) -> dict[tuple[str, str], Answer]:
    """Return every answer that says something, by (case, question); several fields make one answer."""
    index = {name: position for position, name in enumerate(table.columns)}
    found: dict[tuple[str, str], Answer] = {}
    for question in mapping.questions:
        places = [index[column] for column in question.columns]
        for case, row in rows.items():
            answer = Answer.of([table.rows[row][place] for place in places])
            if answer is not None:
                found[case, question.key] = answer
    return found


def _rows_by_case(table: Table, mapping: SurveyMapping) -> dict[str, int]:
    """Return the row of each case, in file order; without a case column the row's number is the key."""
    if not mapping.case:
        return {str(number + 1): number for number in range(len(table.rows))}
    place = table.columns.index(mapping.case)
    return {row[place].strip(): number for number, row in enumerate(table.rows)}


def _codebook_ids(study: Study, mapping: SurveyMapping) -> dict[str, list[int]]:
    known = {row.key: row.id for row in code_queries.codebooks(study.connection)}
    faults = [
        Fault(
            f"the codebook {key!r} of question {question.key!r} is not in the study",
            fix="load it first: themecode codebook load STUDY FILE",
        )
        for question in mapping.questions
        for key in question.codebooks
        if key not in known
    ]
    if faults:
        raise InputError.of(faults)
    return {question.key: [known[key] for key in question.codebooks] for question in mapping.questions}


def _refuse_known(rows: Mapping[str, int], respondents: Collection[str], path: Path) -> None:
    known = set(respondents)
    already = [key for key in rows if key in known]
    if already:
        shown = ", ".join(already[:5]) + (" …" if len(already) > 5 else "")
        raise RefusedError(
            f"{len(already)} of its cases are in the study already ({shown})",
            path.name,
            "import it with --update to add new answers and replace changed ones",
        )


def _left_out(table: Table, mapping: SurveyMapping, guesses: Sequence[ColumnGuess]) -> tuple[tuple[str, str], ...]:
    if guesses:
        return tuple((guess.column, guess.reason) for guess in guesses if guess.role in ("personal", "empty"))
    read = {
        mapping.case,
        *(column for question in mapping.questions for column in question.columns),
        *(column for closed in mapping.closed for column in closed.columns),
        *(attribute.column for attribute in mapping.attributes),
    }
    left = []
    for place, column in enumerate(table.columns):
        if column in mapping.ignore:
            left.append((column, "named under ignore"))
        elif column not in read:
            reason = personal_reason(column, [row[place] for row in table.rows])
            left.append((column, reason or "not named in the mapping"))
    return tuple(left)
