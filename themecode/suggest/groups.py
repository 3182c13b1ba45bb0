"""Answers that are alike, put together: a first look at material that has no codebook yet.

They are groups of like wording, not themes: what a group has in common may be a word, a topic or a way of speaking,
and nobody has read it yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import TYPE_CHECKING, Any

from themecode.core.codebook import CodebookEntry, CodeEntry, CodeKind, key_from_label
from themecode.core.errors import InputError, RefusedError
from themecode.core.localized import Localized
from themecode.suggest.characters import CharacterVectors
from themecode.suggest.meaning import meaning_of_texts
from themecode.suggest.stopwords import STOP_WORDS, without_stop_words
from themecode.usecases import suggesting
from themecode.usecases.study import Study
from themecode.usecases.suggesting import TextRow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_NO_TOPIC = frozenset(("inte", "ingen", "inga", "inget", "aldrig", "not", "no", "none", "never", "nothing"))
"""Words that change what a text says, and name no topic."""

WORDS = 6
CENTRAL = 3
COMPONENTS = 60
FEWEST = 10
"""Texts below which there is nothing to group."""


@dataclass(frozen=True)
class Group:
    """Texts that are alike."""

    number: int
    """From 1, the largest group first."""
    texts: tuple[TextRow, ...]
    """The most central first."""
    words: tuple[str, ...]
    """Words that are common in it and rare elsewhere."""

    @property
    def central(self) -> tuple[TextRow, ...]:
        """A few of the most central texts, none twice."""
        seen: dict[str, TextRow] = {}
        for text in self.texts:
            seen.setdefault(text.text.strip().casefold(), text)
        return tuple(seen.values())[:CENTRAL]


def group(
    study: Study,
    question: str | None = None,
    *,
    number: int | None = None,
    model: str | None = None,
    notes: list[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Group]:
    """Put the answers to a question (``None``: sentences of the transcripts) into groups, the largest first.

    The number of groups follows from how many texts there are, unless it is given. The same study gives the same
    groups. What a person should know goes into ``notes``. Raises NotFoundError, InputError for an impossible
    number, RefusedError where there are too few texts.
    """
    texts = suggesting.all_texts(study, question)
    said = [text for text in texts if without_stop_words(text.text, text.language).strip()]
    if len(said) < FEWEST:
        raise RefusedError(
            f"there are only {len(said)} texts, too few to group", question or "the transcripts", "read them"
        )
    wanted = max(3, min(15, round(sqrt(len(said) / 2)))) if number is None else number
    if not 2 <= wanted <= len(said) // 2:
        raise InputError(f"{wanted} groups of {len(said)} texts", fix=f"choose between 2 and {len(said) // 2}")
    points = _points(study, said, model, [] if notes is None else notes, progress)
    return _groups(said, points, wanted)


def _points(
    study: Study,
    texts: Sequence[TextRow],
    model: str | None,
    notes: list[str],
    progress: Callable[[int, int], None] | None,
) -> Floats:
    """Return a vector for each text (texts x numbers), of length 1."""
    import numpy as np
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize

    rows = CharacterVectors([text.text for text in texts], [text.language for text in texts]).rows
    components = min(COMPONENTS, min(rows.shape) - 1)
    with np.errstate(all="ignore"):  # where all texts are the same, it divides by how much they differ
        points: Any = normalize(TruncatedSVD(components, random_state=0).fit_transform(rows))
    meaning = meaning_of_texts(study, [text.text for text in texts], model, notes, progress)
    if meaning is not None:
        points = normalize(np.hstack([points, meaning]))
    found: Floats = points.astype(np.float32)
    return found


def _groups(texts: Sequence[TextRow], points: Floats, wanted: int) -> list[Group]:
    import numpy as np
    from sklearn.cluster import KMeans

    different = len(np.unique(points.round(4), axis=0))
    found = KMeans(min(wanted, different), n_init=10, random_state=0).fit(points)
    distance = ((points - found.cluster_centers_[found.labels_]) ** 2).sum(axis=1)
    members: dict[int, list[int]] = {}
    for place in sorted(range(len(texts)), key=lambda each: float(distance[each])):
        members.setdefault(int(found.labels_[place]), []).append(place)
    ordered = sorted(members.values(), key=lambda group: (-len(group), min(group)))
    words = _typical([[texts[place] for place in group] for group in ordered])
    return [
        Group(number, tuple(texts[place] for place in group), own)
        for number, (group, own) in enumerate(zip(ordered, words, strict=True), 1)
    ]


def _typical(groups: Sequence[Sequence[TextRow]]) -> list[tuple[str, ...]]:
    """Return the words of each group that more of its texts use than texts elsewhere do."""
    own = [Counter(word for text in group for word in set(_words(text))) for group in groups]
    every: Counter[str] = Counter()
    for counts in own:
        every.update(counts)
    total = sum(len(group) for group in groups)
    found = []
    for group, counts in zip(groups, own, strict=True):

        def weight(word: str, counts: Counter[str] = counts, size: int = len(group)) -> float:
            return counts[word] / size * log((1 + total) / (1 + every[word] - counts[word]))

        common = [word for word, number in counts.items() if number > 1 or len(group) < 3]
        found.append(tuple(sorted(common, key=lambda word: (-weight(word), word))[:WORDS]))
    return found


def _words(text: TextRow) -> list[str]:
    stop = STOP_WORDS.get(text.language, frozenset()) | _NO_TOPIC
    words = without_stop_words(text.text, text.language).split()
    return [word for word in words if word not in stop and len(word) > 1 and not word.isdigit()]


def draft(groups: Sequence[Group], key: str, language: str, *, examples: bool = False) -> CodebookEntry:
    """Make a codebook of groups, a code each: named by its words, without a definition, which a person has to write.

    With ``examples`` the most central texts become examples, word for word.
    """
    taken: set[str] = set()
    codes = []
    for each in groups:
        label = ", ".join(each.words[:3]) or f"{'grupp' if language == 'sv' else 'group'} {each.number}"
        code = key_from_label(label.replace(",", ""), taken, key)
        taken.add(code)
        quoted = tuple((language, text.text.strip()) for text in each.central) if examples else ()
        codes.append(
            CodeEntry(
                code, CodeKind.CODE, Localized({language: label}), include=Localized({language: ", ".join(each.words)}),
                examples=quoted,
            )
        )  # fmt: skip
    name = {"sv": "Utkast ur grupper", "en": "Draft from groups"}
    return CodebookEntry(key, Localized(name), tuple(codes))


def chosen(groups: Sequence[Group], numbers: Collection[int]) -> list[Group]:
    """Return the groups of these numbers (none: all). Raises InputError for one that is not there."""
    unknown = sorted(set(numbers) - {each.number for each in groups})
    if unknown:
        raise InputError(f"there is no group {unknown[0]}", fix=f"choose among 1-{len(groups)}")
    return [each for each in groups if not numbers or each.number in numbers]
