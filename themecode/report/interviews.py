"""The chapter of interviews: a heading per theme, its text from the memo on it, quotes set apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from themecode.analysis.counts import CategoryCounts
from themecode.analysis.excerpts import code_memos
from themecode.report.blocks import Chapter, Source
from themecode.report.nouns import infinitive_mark
from themecode.report.printed import Figure, Printed, Text
from themecode.report.quoting import QuoteView, quote_views
from themecode.report.remark_words import remark
from themecode.report.remarks import quote_remarks
from themecode.report.templating import Templates
from themecode.usecases.interviews_meant import interviews_meant
from themecode.usecases.looking import CodeRow, code_tree
from themecode.usecases.quotes_chosen import quotes
from themecode.usecases.report_settings import report_settings
from themecode.usecases.study import Study


@dataclass(frozen=True)
class ThemeView:
    """A theme or a sub-theme, as a template sees it."""

    name: Printed
    label: Text | Printed
    text: tuple[Text, ...]
    """Its memo, by paragraph; without one its definition."""
    quotes: tuple[QuoteView, ...]
    below: tuple[ThemeView, ...]
    """Sub-themes with a text or quotes of their own."""
    mentioned: tuple[Text | Printed, ...]
    """The labels of the other codes below it that occur."""
    count: Figure
    """In how many interviews it occurs."""


def interview_chapter(
    study: Study,
    counts: CategoryCounts,
    templates: Templates,
    *,
    with_counts: bool = False,
    level: int = 1,
    without: frozenset[int] = frozenset(),
) -> Chapter:
    """Return the chapter of a codebook's themes in the order of the codebook.

    ``level`` begins at that depth of the tree. Themes that stand nowhere and have no memo are left out, and said.
    ``without`` are numbers of quotes that are held back.
    """
    language = templates.language
    maker = _Themes(study, counts, language, without)
    themes = [theme for code in maker.at(level) if (theme := maker.theme(code)) is not None]
    values = {
        "heading": {"codebook": Text.of(counts.codebook.name.in_language(language) or counts.codebook.key)},
        "language": language,
        "themes": themes,
        "counted": with_counts,
        "n": {"answered": maker.figure("answered", counts.answered)},
        "preliminary": {
            kind: maker.figure("documents", counts.documents[kind]) for kind in ("unread", "undecided")
        } if counts.preliminary else None,
    }  # fmt: skip
    remarks = [*_waiting(study, counts, language), *maker.remarks, *quote_remarks(study, maker.rows, language)]
    return Chapter(language, templates.render("interviews.j2", values), tuple(remarks))


def _waiting(study: Study, counts: CategoryCounts, language: str) -> list[str]:
    """Say how interviews that are not to be read with this codebook stop being waited for."""
    book, unread = counts.codebook.key, counts.documents["unread"]
    if not unread or book in interviews_meant(study):
        return []
    return [remark("waiting", language, n=unread, codebook=book)]


class _Themes:
    """Makes themes of codes, and remembers what they lack."""

    def __init__(self, study: Study, counts: CategoryCounts, language: str, without: frozenset[int]) -> None:
        self.counts, self.language = counts, language
        self.codes = next(codes for book, codes in code_tree(study, None) if book.id == counts.codebook.id)
        self.children: dict[int | None, list[CodeRow]] = {}
        for code in self.codes:
            self.children.setdefault(code.parent_id, []).append(code)
        self.count_of = {category.code: category.count for category in counts.categories}
        keys = {code.id: code.key for code in self.codes}
        parents = {code.key: keys.get(code.parent_id or -1) for code in self.codes}
        self.memos: Mapping[str, Sequence[str]] = code_memos(study, counts.codebook.id)
        self.rows = [
            row
            for row in quotes(study, chosen_only=True)
            if row.document and row.code in parents and row.id not in without
        ]
        settings = report_settings(study)
        self.limit = settings.quotes
        # Each quote stands at the code it was chosen for; the theme gathers those of codes that are only named.
        self.quotes = quote_views(self.rows, parents, list(parents), language, settings.roles)
        self._lacking: dict[str, list[str]] = {}

    @property
    def remarks(self) -> list[str]:
        """What the themes lack, in a sentence for each thing."""
        book = self.counts.codebook.key
        return [
            remark(key, self.language, codebook=book, subjects="; ".join(names)) for key, names in self._lacking.items()
        ]

    def _lacks(self, key: str, name: str) -> None:
        self._lacking.setdefault(key, []).append(name)

    def figure(self, kind: str, value: int, code: str | None = None) -> Figure:
        source = Source(kind, None, self.counts.codebook.key, code, value, self.counts.base or None)
        return Figure(source, self.language)

    def at(self, level: int) -> list[CodeRow]:
        """Return the codes at a depth of the tree, in the order of the codebook."""
        found = self.children.get(None, [])
        for _ in range(level - 1):
            found = [child for code in found for child in self._children(code)]
        return found

    def theme(self, code: CodeRow, *, top: bool = True) -> ThemeView | None:
        """Return a theme with what is below it; ``None`` where there is nothing to say."""
        memo = [line for text in self.memos.get(code.key, ()) for line in text.splitlines() if line.strip()]
        below, mentioned = [], []
        gathered = list(self.quotes.get(code.key, ()))
        for child in self._children(code):
            if top and (child.key in self.memos or self.quotes.get(child.key)):
                made = self.theme(child, top=False)
                below += [made] if made is not None else []
            elif self.count_of.get(child.key) or child.key in self.memos:
                mentioned.append(self._label(child))
                gathered += self._quotes_within(child)
            else:
                gathered += self._quotes_within(child)
        name = code.label.in_language(self.language)
        if not (self.count_of.get(code.key) or memo or gathered or below):
            self._lacks("not coded", name)
            return None
        if top and not memo:
            defined = code.text("definition", self.language)
            self._lacks("no memo" if defined else "no text", name)
            memo = [defined] if defined else []
        if top and not gathered and not any(child.quotes for child in below):
            self._lacks("no quotes", name)
        return ThemeView(
            name=Printed(Text.of(name).runs).opening,
            label=self._label(code),
            text=tuple(Text.of(line) for line in memo),
            quotes=tuple(gathered[: self.limit]),
            below=tuple(below),
            mentioned=tuple(mentioned),
            count=self.figure("count", self.count_of.get(code.key, 0), code.key),
        )

    def _quotes_within(self, code: CodeRow) -> list[QuoteView]:
        own = list(self.quotes.get(code.key, ()))
        return own + [quote for child in self._children(code) for quote in self._quotes_within(child)]

    def _children(self, code: CodeRow) -> list[CodeRow]:
        return self.children.get(code.id, [])

    def _label(self, code: CodeRow) -> Text | Printed:
        label = Text.of(code.label.in_language(self.language))
        mark = infinitive_mark(label, self.language)
        return Printed((*Text.of(mark).runs, *Text(" ").runs, *label.runs)) if mark else label
