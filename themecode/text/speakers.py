"""Who speaks where in a transcript: speaker labels such as ``P2 (BVC):``, and the turns they open."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from themecode.core.documents import Speaker, Turn
from themecode.text.words import ONCE_A_HEADING, ORDINARY, PROSE_FIRST, PROSE_LAST

_STAMP = r"[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?[\])]?"
_NAME = r"[^\W\d_](?:[\w .&/'’\u00a0\u0300-\u036f-]{0,29}[\w.\u0300-\u036f])?"
_MAX_LENGTH, _MAX_WORDS = 30, 3

_MODERATOR = re.compile(
    r"(?:bi|co-?|huvud|med)?moderator|intervjuare|intervjuledare|(?:fokusgrupps|grupp)?samtalsledare|fokusgruppsledare"
    r"|bisittare|interviewer|facilitator|mod|int"
)
_MODERATOR_LETTERS = frozenset("mif")
_PARTICIPANT = re.compile(
    r"(?:[^\W\d_]{1,3}|(?:[^\W\d_]|ip|fp|deltagare|respondent|informant|intervjuperson|person|participant"
    r"|speaker|talare|röst|voice|kvinna|man|mamma|pappa|mor|far|förälder|woman|mother|father|parent|staff) ?)"
    r"\d{1,3}[a-e]?"
    r"|r|ip|respondent|informant|intervjuperson|interviewee|participant"
    r"|alla|flera|okänd|all|several|many|unknown"
)

STANDS_ONCE = "stands once"
"""How the reason begins for a possible name that opens one line only, whichever way it was judged."""


@dataclass(frozen=True)
class LabelProposal:
    """One label found in a transcript, and what is thought of it."""

    label: str
    """As first written, without role."""
    role: str
    """The first role it is written with; empty without one."""
    times: int
    """Lines it opens."""
    line: int
    """The first of them, counted from 1."""
    moderator: bool
    believed: bool
    """Whether it is taken as a speaker."""
    reason: str
    """Why it is believed or not, for a person to judge."""


@dataclass(frozen=True)
class _Opening:
    """A line's beginning that looks like a label."""

    label: str
    role: str
    stamped: bool
    start: int
    """Where the time stamp or label begins."""
    end: int
    """After the colon and one blank."""


def propose_labels(
    text: str, *, accept: Collection[str] | None = None, moderators: Collection[str] = ()
) -> tuple[LabelProposal, ...]:
    """List what looks like speaker labels in normalised ``text``, in order of appearance.

    ``accept``, when given, names exactly the labels to believe; ``moderators`` names labels that are believed
    and moderate, beside those whose wording says so.
    """
    named = {_key(label) for label in moderators}
    accepted = named | {_key(label) for label in accept or ()}
    groups = _grouped(text, (*(accept or ()), *moderators))
    verdicts = _verdicts(groups)
    for key in groups:
        if key in accepted:
            verdicts[key] = (True, "named as a speaker")
        elif accept is not None:
            verdicts[key] = (False, "not among the labels named")
    moderating = _moderating(groups, verdicts, named)
    if accept is None:
        for key in _answering(text, groups, moderating):
            if verdicts[key][1].startswith(STANDS_ONCE):
                verdicts[key] = (True, f"{STANDS_ONCE}, and answers a question of who moderates")
    return tuple(
        LabelProposal(
            label=group[0].label,
            role=next((opening.role for opening in group if opening.role), ""),
            times=len(group),
            line=text.count("\n", 0, group[0].start) + 1,
            moderator=key in moderating,
            believed=verdicts[key][0],
            reason=verdicts[key][1] + _other_roles(group),
        )
        for key, group in groups.items()
    )


def find_turns(
    text: str,
    *,
    accept: Collection[str] | None = None,
    moderators: Collection[str] = (),
    speakers: Sequence[Speaker] | None = None,
) -> tuple[Turn, ...]:
    """Divide normalised ``text`` into turns, in order; empty where no label is believed.

    ``accept`` and ``moderators`` are as in ``propose_labels``. ``speakers``, when given, is the truth: these
    labels and no others, with these roles and moderators. A turn begins after its label and one blank
    (on the next line with text, if the label stands alone) and ends after its last character that is not
    white space. Text before the first label is a turn without speaker.
    """
    if speakers is None:
        proposals = propose_labels(text, accept=accept, moderators=moderators)
        speakers = [Speaker(found.label, found.role, found.moderator) for found in proposals if found.believed]
    by_key = {_key(speaker.label): speaker for speaker in speakers}
    openings = [
        opening
        for opening in _openings(text, tuple(speaker.label for speaker in speakers))
        if _key(opening.label) in by_key
    ]
    if not openings:
        return ()
    turns = [
        _turn(text, by_key[_key(opening.label)], opening.start, opening.end, until)
        for opening, until in zip(openings, [*(later.start for later in openings[1:]), len(text)], strict=True)
    ]
    before = text[: openings[0].start]
    if before.strip():
        start = len(before) - len(before.lstrip())
        turns.insert(0, Turn(None, start, len(before.rstrip()), start))
    return tuple(turns)


def _turn(text: str, speaker: Speaker, label_start: int, start: int, until: int) -> Turn:
    """Fit a turn to what is said between ``start``, after its label, and ``until``."""
    said = text[start:until]
    if not said.strip():
        return Turn(speaker, start, start, label_start)
    if not said.split("\n", 1)[0].strip():
        start += len(said) - len(said.lstrip())
    return Turn(speaker, start, until - (len(said) - len(said.rstrip())), label_start)


def _openings(text: str, named: Collection[str] = ()) -> Iterator[_Opening]:
    """Yield every line beginning that has a label's form, or is one of the labels ``named`` by a person."""
    keys = {_key(label) for label in named}
    # A person may name labels that do not have the form of one.
    exact = "".join(f"{re.escape(key)}|" for key in keys)
    pattern = re.compile(
        rf"^[ \t\u00a0]*(?P<opening>(?P<stamp>{_STAMP}[ \t]*(?:[-–][ \t]*)?)?[*_]{{0,3}}"
        rf"(?P<label>(?i:{exact}{_NAME}))[*_]{{0,3}}[ \t\u00a0]*"
        rf"(?:\((?P<role>[^()\n]{{1,60}})\)|\[{_STAMP}\])?[ \t]*[*_]{{0,3}}:[*_]{{0,3}})(?=\s|\Z)[^\S\n]?",
        re.MULTILINE,
    )
    for match in pattern.finditer(text):
        label = " ".join(match["label"].split())
        if _key(label) not in keys and (len(label) > _MAX_LENGTH or len(label.split()) > _MAX_WORDS):
            continue
        role = " ".join((match["role"] or "").split())
        if re.fullmatch(_STAMP, role):
            role = ""
        yield _Opening(label, role, match["stamp"] is not None, match.start("opening"), match.end())


def _grouped(text: str, named: Collection[str]) -> dict[str, list[_Opening]]:
    """Gather the openings by label, in order of appearance."""
    groups: dict[str, list[_Opening]] = {}
    for opening in _openings(text, named):
        groups.setdefault(_key(opening.label), []).append(opening)
    return groups


def _verdicts(groups: dict[str, list[_Opening]]) -> dict[str, tuple[bool, str]]:
    """Decide by wording and by the company they keep which labels to believe, and say why."""
    verdicts = {key: _by_wording(key, group) for key, group in groups.items()}
    settled = any(verdict is not None and verdict[0] for verdict in verdicts.values())
    single = [key for key, verdict in verdicts.items() if verdict is None]
    if settled:
        last = (False, f"{STANDS_ONCE}, while other labels recur")
    elif len(single) > 1:
        last = (True, f"{STANDS_ONCE}, as every label here does")
    else:
        last = (False, f"{STANDS_ONCE}, with no other label in the text")
    return {key: verdict or last for key, verdict in verdicts.items()}


def _moderating(
    groups: dict[str, list[_Opening]], verdicts: dict[str, tuple[bool, str]], named: Collection[str]
) -> set[str]:
    """Return the believed labels that moderate."""
    believed = [key for key in groups if verdicts[key][0]]
    moderating = {key for key in believed if key in named or _says_moderator(groups[key])}
    # "Intervjuare: Anna" may head a transcript in which she is I.
    outright = any(len(groups[key]) > 1 for key in moderating)
    if not outright and any(_PARTICIPANT.fullmatch(key) for key in believed):
        moderating |= _MODERATOR_LETTERS & set(believed)
    return moderating


def _answering(text: str, groups: dict[str, list[_Opening]], moderating: Collection[str]) -> Iterator[str]:
    """Yield the labels that stand where a moderator has just asked something.

    One who says a single thing in a group is a speaker all the same, and taken as none, what they say would be the
    moderator's, which is never counted.
    """
    openings = sorted(((opening, key) for key, group in groups.items() for opening in group), key=lambda o: o[0].start)
    for (asked, asker), (answered, key) in pairwise(openings):
        if asker in moderating and text[asked.end : answered.start].rstrip(' \t\n*_"”)»').endswith("?"):
            yield key


def _by_wording(key: str, group: list[_Opening]) -> tuple[bool, str] | None:
    """Judge a label on its own; ``None`` for a possible name that stands once."""
    words = key.split()
    bare = [word.strip(".") for word in re.sub(r"\d+$", "", key).split()]
    if _says_moderator(group):
        return True, "a usual word for who moderates"
    if any(word in ORDINARY for word in bare):
        return False, "an ordinary word with a colon"
    if _PARTICIPANT.fullmatch(key):
        return True, "a usual form of participant label"
    if len(words) > 1 and (words[0] in PROSE_FIRST or words[-1] in PROSE_LAST):
        return False, "part of a sentence"
    if len(words) == 1 and len(key) > 1 and key in PROSE_FIRST:
        return False, "part of a sentence"
    if any(opening.stamped for opening in group):
        return True, "stands after a time stamp"
    if group[0].label[0].islower() and len(key) > 1:
        return False, "begins with a small letter, as in a sentence"
    if len(group) > 1:
        return True, f"opens {len(group)} lines"
    return (False, "a heading: stands once") if key in ONCE_A_HEADING else None


def _says_moderator(group: list[_Opening]) -> bool:
    """Tell whether the label, or the role first given with it, is a word for who moderates."""
    role = next((opening.role for opening in group if opening.role), "")
    words = re.split(r"[ /]", f"{group[0].label} {role}".casefold())
    return any(_MODERATOR.fullmatch(word.strip(".,").rstrip("0123456789")) for word in words)


def _other_roles(group: list[_Opening]) -> str:
    """Say which further roles the label is written with, since it is taken as one speaker all the same."""
    roles = list(dict.fromkeys(opening.role for opening in group if opening.role))[1:]
    return f"; also with role {', '.join(roles)}, taken as the same speaker" if roles else ""


def _key(label: str) -> str:
    """Fold a label to what makes it the same: case, white space, a role and a final colon do not matter."""
    return " ".join(re.sub(r"\s*(\([^()]*\))?\s*:?\s*$", "", label).split()).casefold()
