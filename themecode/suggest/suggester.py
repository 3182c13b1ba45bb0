"""`Suggester`: ranks the codes for a text, says why, and learns at once from what the coder does.

It reads the study where it is started and keeps nothing of it open, so it can live in a worker thread, beside a
study open for reading; one thread at a time. It writes nothing: what a coder does is written by
`usecases.suggestion_decisions`, and told to it here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Self

from themecode.core.documents import Span
from themecode.core.errors import NotFoundError
from themecode.suggest import calibration, rankings
from themecode.suggest.figures import best_first
from themecode.suggest.learner import Label, Learner
from themecode.suggest.meaning import languages_of, meaning_of
from themecode.suggest.mixing import choose_mix
from themecode.suggest.rankings import Alike, Outcomes, Ranked, Ranking, Reason, Silence
from themecode.suggest.texts import Vectors
from themecode.suggest.units import Decided, Units, code_text
from themecode.usecases import suggesting
from themecode.usecases.study import Study
from themecode.usecases.suggesting import TELLING, Document, Material, OutcomeRow, Scope
from themecode.usecases.suggestion_decisions import Choice

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from themecode.suggest.kernel import Probe

    Floats = NDArray[np.float32]

FLOOR = 0.06
"""Likeness below which nothing counts as alike, until enough is coded to know better."""

FITS_NOTHING = 0.5
"""Score of "no code fits" from which on it is believed, where no code scores more."""

ENOUGH_FOR_FLOOR = 50
NO_USE = (
    "the model adds nothing here, perhaps because it does not know the language; suggestions go by characters alone"
)

EVERY = 25
"""Codings after which `improve` is worth calling again."""


class Suggester:
    """The suggestions for one question (or the transcripts), codebook and coder."""

    def __init__(self, scope: Scope, material: Material, meaning: Floats | None, notes: list[str]) -> None:
        """Use `start` instead."""
        self.scope = scope
        self.notes = notes
        """What a person should know, a sentence each: which model is used, or why not."""
        self.codes = [row.key for row in material.codes]
        self.units = Units(material.texts, whole=scope.question is not None)
        self._rows = material.codes
        self._number_by_id = {row.id: number for number, row in enumerate(material.codes)}
        self._number = {key: number for number, key in enumerate(self.codes)}
        self.languages = languages_of(material)
        vectors = Vectors.of(
            [code_text(row, self.languages) for row in material.codes],
            [(text.language, text.text) for text in material.texts],
            meaning,
            self.units.follows,
        )
        self._decided = self.units.decided(material.decisions, self._number_by_id)
        labels = {unit: decided.label for unit, decided in self._decided.items()}
        mix, self.tried = choose_mix(vectors, labels)
        self.learner = Learner(vectors, labels, mix)
        self._outcomes = list(material.outcomes)
        self._explain_mix()
        self._calibrate()

    @classmethod
    def start(
        cls,
        study: Study,
        question: str | None = None,
        codebook: str | None = None,
        *,
        coder: str | None = None,
        round: str | None = None,
        model: str | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Self:
        """Read the study and learn all that has been decided.

        ``question`` is a key or number, ``None`` the transcripts; ``codebook`` the question's main one by default;
        ``coder`` who acts, or `suggesting.RESULT`; ``model`` the study's, else THEMECODE_MODEL, else none. Where the
        model cannot be used, characters alone are, and `notes` says why. ``progress`` is told (texts done, in all)
        while vectors are worked out.

        Raises NotFoundError for what is not there, RefusedError where the round has no suggestions.
        """
        scope = suggesting.scope(study, question, codebook, coder=coder, round=round)
        material = suggesting.material(study, scope)
        if not material.codes:
            raise NotFoundError("the codebook has no code to suggest", scope.codebook.key, "add codes to it first")
        notes: list[str] = []
        meaning = meaning_of(study, material, model, notes, progress)
        return cls(scope, material, meaning, notes)

    # -- ranking ------------------------------------------------------------------------------

    def rank(self, document: Document, span: Span | None = None) -> Ranking:
        """Rank all codes for a document, or for a stretch of it. A text learnt from is ranked as if it were not."""
        here = self.units.at(document.id, span)
        if len(here) == 1:
            return self.rank_unit(here[0])
        probe, _ = self._probe(document, span)
        scores, nearest = self.learner.score(probe)
        there = frozenset[int]().union(*(self._label(unit).codes for unit in here))
        rejected = frozenset[int]().union(*(self._label(unit).rejected for unit in here))
        return self._ranking(scores, nearest, Label(there, rejected))

    def rank_unit(self, unit: int, *, afresh: bool = False) -> Ranking:
        """Rank all codes for one of `units`; ``afresh`` as if nothing stood or had been rejected there."""
        scores, nearest = self.learner.scores(unit)
        return self._ranking(scores, nearest, Label() if afresh else self._label(unit))

    def why(self, document: Document, span: Span | None, code: str) -> Reason:
        """Say what speaks for a code, and what against it. Raises NotFoundError for an unknown code."""
        from themecode.suggest.reasons import evidence

        number = self._code(code)
        here = self.units.at(document.id, span)
        unit = here[0] if len(here) == 1 else None
        probe, text = self._probe(document, span)
        speaks, against = evidence(self.learner, self.units, probe, (document.language, text), number, unit)
        words = tuple(dict.fromkeys(word for each in speaks for word in each.words))
        exclude = self._rows[number].text("exclude", document.language)
        return Reason(code, words, speaks, against, exclude)

    def like(self, document: Document, span: Span | None = None, *, limit: int = 12) -> list[Alike]:
        """Return undecided texts like this one, the likest first."""
        import numpy as np

        here = self.units.at(document.id, span)
        probe, _ = self._probe(document, span)
        kernel, first = self.learner.kernel, self.learner.vectors.first_unit
        alike = np.asarray((kernel.characters[first:] @ probe.characters.T).todense()).ravel()
        if kernel.meaning.shape[1]:
            alike = alike + kernel.meaning[first:] @ probe.meaning
        found: list[Alike] = []
        for unit in np.argsort(-alike, kind="stable").tolist():
            if alike[unit] <= self.floor or len(found) == limit:
                break
            if unit not in here and not self._label(unit).whole:
                row = self.units.rows[unit]
                no = frozenset(self.codes[code] for code in self._label(unit).rejected)
                place = Span(row.start, row.end)
                found.append(Alike(row.document_id, place, row.case, row.text, float(alike[unit]), no))
        return found

    # -- learning -----------------------------------------------------------------------------

    def choice(self, document: Document, span: Span | None, code: str, *, shown: bool) -> Choice:
        """Return which place a code has now that it is chosen: ask before it is learnt, and hand it to the writer."""
        number = self._code(code)
        ranking = self.rank(document, span)
        open_codes = [each.code for each in ranking.codes if not each.there or each.code == code]
        used = self.frequencies()
        there = {each.code for each in ranking.codes if each.there and each.code != code}
        by_use = sorted(range(len(self.codes)), key=lambda each: -used[each])
        baseline = [each for each in by_use if self.codes[each] not in there]
        return Choice(open_codes.index(code) + 1, baseline.index(number) + 1, shown)

    def accept(self, document: Document, span: Span | None, code: str, choice: Choice | None = None) -> None:
        """Learn that a code stands on a text now, suggested or found by hand; ``choice`` goes into the figures."""
        number = self._code(code)
        for unit in self.units.at(document.id, span):
            self._decision(unit).codes[number] += 1
            self._learn(unit)
        if choice is not None:
            row = OutcomeRow(self._rows[number].id, choice.rank, choice.baseline_rank, choice.shown)
            self._outcomes.append(row)

    def reject(self, document: Document, span: Span | None, code: str) -> None:
        """Learn that a code does not fit a text; it is not offered there again."""
        number = self._code(code)
        for unit in self.units.at(document.id, span):
            self._decision(unit).rejected.add(number)
            self._learn(unit)

    def removed(self, document: Document, span: Span | None, code: str) -> None:
        """Learn that a coding was taken away."""
        number = self._code(code)
        for unit in self.units.at(document.id, span):
            decided = self._decision(unit)
            decided.codes[number] = max(0, decided.codes[number] - 1)
            self._learn(unit)

    def completed(self, document: Document, state: str | None) -> None:
        """Learn how a document was left (``None``: opened again): of a read one, what has no code fits none."""
        for unit in self.units.of_document(document.id):
            self._decision(unit).done = state in TELLING
            if self.units.whole or self._decision(unit).codes:
                self._learn(unit)

    def reread(self, study: Study, document: Document) -> None:
        """Take in a document's decisions as they stand on disk: after an undo, or what was done elsewhere."""
        decisions = suggesting.decisions(study, suggesting.with_coder(study, self.scope), document.id)
        fresh = self.units.decided(decisions, self._number_by_id)
        for unit in self.units.of_document(document.id):
            new = fresh.get(unit, Decided())
            old = self._label(unit)
            if new.label != old:
                self._decided[unit] = new
                if self.units.whole or new.codes or new.rejected or old.codes or old.rejected:
                    self._learn(unit)

    @property
    def due(self) -> bool:
        """Whether enough has been learnt since the last time for `improve` to be worth its while."""
        return self._since >= EVERY

    def improve(self) -> None:
        """Choose the mix again, and fit strengths and floor to what has been learnt: half a second or a few."""
        mix, self.tried = choose_mix(self.learner.vectors, self.learner.labels)
        self.learner.ridge.settle()
        if mix != self.learner.mix or self.learner.ridge.drifted:
            self.learner = Learner(self.learner.vectors, self.learner.labels, mix)
            self._explain_mix()
        self._calibrate()

    @property
    def outcomes(self) -> Outcomes:
        """How good the suggestions have been over the last 50 choices, beside frequency alone."""
        return rankings.sum_up(self._outcomes)

    def frequencies(self) -> Counter[int]:
        """Return how many units have each code, by its number."""
        return Counter(code for label in self.learner.labels.values() for code in label.codes)

    # -- inside -------------------------------------------------------------------------------

    def _ranking(self, scores: Floats, nearest: float, label: Label) -> Ranking:
        codes, nothing = scores[:-1], float(scores[-1])
        strengths = self.calibration.probabilities(codes)
        used = self._used
        order = best_first(codes).tolist()
        ranked = tuple(
            Ranked(self.codes[n], float(strengths[n]), n in label.codes, n in label.rejected, used[n]) for n in order
        )
        best = next((n for n in order if n not in label.codes and n not in label.rejected), None)
        if nearest < self.floor:
            silence = Silence.NOTHING_ALIKE
        elif best is None or nothing > max(float(codes[best]), FITS_NOTHING):
            silence = Silence.NO_CODE_FITS
        else:
            silence = Silence.NONE if strengths[best] >= rankings.SPEAK_FROM else Silence.UNSURE
        return Ranking(ranked, silence)

    def _calibrate(self) -> None:
        """Fit the strengths to what each unit would have scored unlearnt, and find how alike is alike."""
        import numpy as np

        self._since = 0
        self._used = self.frequencies()
        units, scores = self.learner.left_out()
        whole = [place for place, unit in enumerate(units) if self.learner.labels[unit].whole]
        coded = [place for place in whole if self.learner.labels[units[place]].codes]
        right = np.zeros((len(whole), len(self.codes)), np.bool_)
        for row, place in enumerate(whole):
            right[row, list(self.learner.labels[units[place]].codes)] = True
        prior = calibration.TAUGHT if len(coded) >= len(self.codes) else calibration.UNTAUGHT
        self.calibration = calibration.fit(scores[whole][:, :-1], right, prior)
        self.floor = FLOOR
        if len(coded) >= ENOUGH_FOR_FLOOR:
            some = coded[-200:]
            nearest = [self.learner.scores(units[place])[1] for place in some]
            self.floor = max(FLOOR, float(np.quantile(nearest, 0.05)))

    def _learn(self, unit: int) -> None:
        self.learner.learn(unit, self._decided[unit].label)
        self._used = self.frequencies()
        self._since += 1

    def _decision(self, unit: int) -> Decided:
        return self._decided.setdefault(unit, Decided())

    def _label(self, unit: int) -> Label:
        decided = self._decided.get(unit)
        return decided.label if decided is not None else Label()

    def _code(self, key: str) -> int:
        if key not in self._number:
            raise NotFoundError("this code is not among those suggested", key, "it may be newer: start again")
        return self._number[key]

    def _probe(self, document: Document, span: Span | None) -> tuple[Probe, str]:
        """Return a stretch of text as the kernel sees it, and the text."""
        import numpy as np

        here = self.units.at(document.id, span)
        if len(here) == 1:
            return self.learner.probe(here[0]), self.units.rows[here[0]].text
        text = document.text if span is None else span.of(document.text)
        vectors = self.learner.vectors
        meaning = None
        if vectors.meaning is not None and here:  # the mean of its sentences, so that no model has to be asked
            mean = vectors.meaning[[vectors.first_unit + unit for unit in here]].mean(axis=0)
            meaning = mean / max(float(np.linalg.norm(mean)), 1e-6)
        return self.learner.kernel.new_probe(vectors.characters.of(text, document.language), meaning), text

    def _explain_mix(self) -> None:
        unused = self.learner.vectors.meaning is not None and self.learner.mix.dense == 0
        if unused and NO_USE not in self.notes:
            self.notes.append(NO_USE)
