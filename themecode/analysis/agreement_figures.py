"""The coefficients of one comparison: all codes together, each on its own, with and without suggestions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from themecode.analysis import agreement
from themecode.analysis.agreement import Agreement, Reading, SpanSet, UnitMatrix
from themecode.analysis.agreement.reading import reading
from themecode.analysis.agreement_choice import Choice
from themecode.analysis.agreement_data import (
    Codes,
    Material,
    Stretch,
    Transcripts,
    answer_matrix,
    codes_of,
    material,
    transcripts,
)
from themecode.analysis.agreement_result import (
    COEFFICIENTS,
    ENOUGH_DOCUMENTS,
    TRANSCRIPT_UNITS,
    CodeFigures,
    Comparison,
    Figure,
    Pair,
    Part,
    Wish,
)
from themecode.core.errors import RefusedError
from themecode.storage.queries import codes as code_queries
from themecode.storage.queries import documents as document_queries
from themecode.storage.queries import frozen
from themecode.storage.queries.codes import CodeRow
from themecode.usecases.study import Study

WHY_NO_INTERVAL = frozenset(("one_document", "too_few_documents", "no_sampling_variance"))


def compare(study: Study, choice: Choice, wish: Wish) -> list[Comparison]:
    """Return the comparisons of one choice: one for answers, one per kind of unit for transcripts.

    Raises AgreementError where a coefficient asked for cannot take these coders or passages.
    """
    closed = choice.round.closed
    since = frozen.then(study.connection, closed) if closed else frozen.NOW
    then = frozen.NOW if wish.merged else since
    codes = codes_of(study, choice.subject.codebook_id, depth=wish.depth, code=wish.code, then=then)
    read = material(study, choice, codes, then)
    merged = frozen.gone_codes(study.connection, choice.subject.codebook_id, since) if since.codings else []
    if wish.code is not None and not wish.merged:
        merged = [code for code in merged if code.id in codes.counts_as]
    base = _Base(study, choice, wish, read, codes, tuple(merged))
    if choice.subject.question_id is not None:
        return [base.by_units("answer")]
    units = (wish.unit,) if wish.unit else TRANSCRIPT_UNITS
    return [base.unitizing() if unit == "unitizing" else base.by_units(unit) for unit in units]


class _Base:
    """What all comparisons of one choice share."""

    def __init__(
        self, study: Study, choice: Choice, wish: Wish, read: Material, codes: Codes, merged: tuple[CodeRow, ...]
    ) -> None:
        self.choice = choice
        self.wish = wish
        self.read = read
        self.merged = merged
        self.offered = codes.offered(read)
        self.categories = tuple(code.key for code in self.offered)
        self.texts: Transcripts | None = None
        if choice.subject.question_id is None:
            self.texts = transcripts(study, read)
        questions = {row.id: row for row in document_queries.questions(study.connection)}
        self.question = None if choice.subject.question_id is None else questions[choice.subject.question_id]
        self.codebook = next(
            row for row in code_queries.codebooks(study.connection) if row.id == choice.subject.codebook_id
        )

    def by_units(self, unit: str) -> Comparison:
        """Compare the set of codes that each answer, sentence, turn or character was given."""
        wish = self.wish
        matrix = self._matrix(unit, self.read.documents)
        if not matrix.values:
            raise RefusedError("nobody coded anything in these documents", self.choice.round.name, "leave out --scope")
        parts = []
        for suggestions, documents in self._parted():
            rows = self._matrix(unit, documents)
            if rows.values:
                parts.append(Part(suggestions, len(documents), self._together(rows)))
        pairs = []
        if len(matrix.coders) > 2:
            for first, second in combinations(range(len(matrix.coders)), 2):
                two = _of_two(matrix, first, second)
                pairs.append(Pair((two.coders[0], two.coders[1]), self._together(two, interval=False)))
        return replace(
            self._empty(unit),
            n_units=round(_size(matrix)),
            whole=() if wish.code else self._together(matrix),
            codes=self._each(matrix),
            parts=tuple(parts),
            pairs=tuple(pairs),
        )

    def unitizing(self) -> Comparison:
        """Compare where passages begin and end and what they are called.

        Where passages of one coder overlap, each code is compared on its own, unless unitizing was asked for by name.
        """
        assert self.texts is not None
        spans = self.texts.spans
        n_units = sum(sum(end - start for start, end in turns) for turns in self.texts.turns)
        empty = replace(self._empty("unitizing"), n_units=n_units)
        passages = _passages(spans)
        overlapping = _overlaps(spans)
        if overlapping and self.wish.unit is not None:
            raise RefusedError(
                "passages of one coder overlap with different codes, and unitizing needs each place to have one",
                self.choice.round.name,
                "name a code with --code, or compare by --unit character",
            )
        whole: tuple[Figure, ...] = ()
        if overlapping or self.wish.code is not None:
            per_code = {code: _alone(spans, code) for code in self.categories}
        else:
            family = agreement.unitizing_alpha(spans)
            per_code = dict(family.per_code)
            whole = self._figures([family.u, family.binary, family.cu])
        codes = [
            CodeFigures(
                code,
                {rater: passages[rater, code.key] for rater in self.read.raters},
                self._figures([per_code[code.key]]),
            )
            for code in self.offered
            if code.key in per_code
        ]
        return replace(empty, whole=whole, codes=tuple(codes), overlapping=overlapping)

    # -- parts of it --------------------------------------------------------------------------

    def _empty(self, unit: str) -> Comparison:
        return Comparison(
            question=self.question,
            codebook=self.codebook,
            round=self.choice.round,
            wish=self.wish,
            unit=unit,
            raters=self.read.raters,
            n_documents=len(self.read.documents),
            n_units=0,
            contentless=self.read.contentless,
            suggested=len(self.read.suggested),
            left_out=self.choice.left_out,
            whole=(),
            codes=(),
            merged=self.merged,
            absent=self.choice.absent,
        )

    def _matrix(self, unit: str, documents: Sequence[int]) -> UnitMatrix:
        read = self.read if len(documents) == len(self.read.documents) else self.read.among(frozenset(documents))
        if self.texts is None:
            return answer_matrix(read, self.categories, scope=self.wish.scope)
        wanted = frozenset(documents)
        kept = [place for place, document in enumerate(self.read.documents) if document in wanted]
        spans = [self.texts.spans[place] for place in kept]
        cut: Sequence[Sequence[Stretch]] = self.texts.sentences if unit == "sentence" else self.texts.turns
        return agreement.span_matrix(
            spans,
            unit="character" if unit == "character" else [cut[place] for place in kept],
            scope=self.wish.scope,
            categories=self.categories,
            called=unit,
        )

    def _parted(self) -> list[tuple[bool, tuple[int, ...]]]:
        """Return the documents coded with suggestions and those without, where there are both."""
        with_them = tuple(document for document in self.read.documents if document in self.read.suggested)
        without = tuple(document for document in self.read.documents if document not in self.read.suggested)
        return [(True, with_them), (False, without)] if with_them and without else []

    def _coefficients(self, raters: int) -> tuple[str, ...]:
        kappa = "cohen_kappa" if raters == 2 else "fleiss_kappa"
        wanted = self.wish.coefficients or ("percent_agreement", kappa, "krippendorff_alpha", "gwet_ac1")
        return tuple(name for name in COEFFICIENTS if name in wanted)

    def _together(self, matrix: UnitMatrix, *, interval: bool = True) -> tuple[Figure, ...]:
        """Return the agreement on the sets of codes; where one code is asked for, on that one."""
        if self.wish.code is not None:
            found = self._of_codes(matrix)
            return self._figures([each[self.wish.code] for each in found.values()], interval=interval)
        figures = []
        for coefficient in self._coefficients(len(matrix.coders)):
            if coefficient == "percent_agreement":
                figures.append(agreement.percent_agreement(matrix))
            elif coefficient == "krippendorff_alpha":
                figures += [agreement.krippendorff_alpha(matrix, distance=each) for each in ("masi", "jaccard")]
        return self._figures(figures, interval=interval)

    def _of_codes(self, matrix: UnitMatrix) -> dict[str, Mapping[Hashable, Agreement]]:
        """Return coefficient -> code -> agreement."""
        return {
            coefficient: agreement.per_code(matrix, coefficient=coefficient)
            for coefficient in self._coefficients(len(matrix.coders))
        }

    def _each(self, matrix: UnitMatrix) -> tuple[CodeFigures, ...]:
        found = self._of_codes(matrix)
        used = _used(matrix)
        return tuple(
            CodeFigures(
                code,
                {rater: round(used[rater, code.key]) for rater in matrix.coders},
                self._figures([found[coefficient][code.key] for coefficient in found]),
            )
            for code in self.offered
        )

    def _figures(self, found: Sequence[Agreement], *, interval: bool = True) -> tuple[Figure, ...]:
        """Give each an interval, where there is one, and read it beside the others."""
        if interval:
            found = [self._with_interval(each) for each in found]
        return tuple(Figure(each, _terse(reading(each, beside=found))) for each in found)

    def _with_interval(self, found: Agreement) -> Agreement:
        """Draw documents where there are enough of them; else units, where these do not depend on each other.

        Sentences and turns of few interviews are taken as independent; characters never are.
        """
        if found.value is None:
            return found
        if found.n_units < 2:
            return replace(found, warnings=(*found.warnings, "no_sampling_variance"))
        level, seed = self.wish.level, self.wish.seed
        number = len(self.read.documents)
        if self.texts is None or number >= ENOUGH_DOCUMENTS:
            return agreement.confidence_interval(found, level=level, seed=seed)
        if found.unit in ("sentence", "turn"):
            return agreement.confidence_interval(found, by="unit", level=level, seed=seed)
        why = "one_document" if number == 1 else f"too_few_documents: {number}"
        return replace(found, warnings=(*found.warnings, why))


def _terse(found: Reading) -> Reading:
    """Leave out that there is no interval where another note says why."""
    keys = {note.key for note in found.notes}
    if keys.isdisjoint(WHY_NO_INTERVAL):
        return found
    return replace(found, notes=tuple(note for note in found.notes if note.key != "no_interval"))


def _size(matrix: UnitMatrix) -> float:
    return float(len(matrix.values) if matrix.weights is None else sum(matrix.weights))


def _used(matrix: UnitMatrix) -> Counter[tuple[str, str]]:
    """Return how many units each coder gave each code, by (coder, code)."""
    rows: Counter[tuple[int, object]] = Counter()
    for row, weight in zip(matrix.values, matrix.weights or (1,) * len(matrix.values), strict=True):
        for place, codes in enumerate(row):
            rows[place, codes] += weight  # type: ignore[assignment]
    found: Counter[tuple[str, str]] = Counter()
    for (place, codes), weight in rows.items():
        assert isinstance(codes, frozenset)
        for code in codes:
            found[matrix.coders[place], code] += weight
    return found


def _of_two(matrix: UnitMatrix, first: int, second: int) -> UnitMatrix:
    values = [(row[first], row[second]) for row in matrix.values]
    return replace(matrix, values=values, coders=(matrix.coders[first], matrix.coders[second]))


def _passages(spans: Sequence[SpanSet]) -> Counter[tuple[str, str]]:
    """Return how many passages each coder gave each code, by (coder, code); those of a moderator alone are none."""
    return Counter(
        (rater, code)
        for one in spans
        for rater, marks in one.spans.items()
        for start, end, code in marks
        if not any(first <= start and end <= last for first, last in one.excluded)
    )


def _alone(spans: Sequence[SpanSet], code: str) -> Agreement:
    """Return uα of one code against everything else; that a coder did not use it says nothing of the coder."""
    own = [
        replace(one, spans={rater: [mark for mark in marks if mark[2] == code] for rater, marks in one.spans.items()})
        for one in spans
    ]
    found = agreement.unitizing_alpha(own).u
    reason = (
        "unused_code"
        if found.reason == "no_variation" and not any(any(one.spans.values()) for one in own)
        else found.reason
    )
    warnings = tuple(each for each in found.warnings if not each.startswith("silent_coder"))
    return replace(found, reason=reason, warnings=warnings)


def _overlaps(spans: Sequence[SpanSet]) -> bool:
    """Tell whether passages of one coder with different codes overlap."""
    for one in spans:
        for marks in one.spans.values():
            ends: dict[str, int] = {}
            for start, end, code in sorted(marks):
                if any(start < reach for other, reach in ends.items() if other != code):
                    return True
                ends[code] = max(end, ends.get(code, 0))
    return False
