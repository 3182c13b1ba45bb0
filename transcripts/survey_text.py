"""Write invented answers from the phrases in bank/, as people write them in a survey.

A bank holds, for each code, keywords (`word`) and sentences that speak of that code alone, and phrases
that carry no code. `near` names the codes a coder may take it for, `area` weights by kind of area.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

CLAUSE = {
    "Vi",
    "Det",
    "Alla",
    "Personalen",
    "Familjerna",
    "Föräldrar",
    "Föräldrarna",
    "Man",
    "Här",
    "Samarbetet",
}
MENTIONS = {  # a centre without a party does not write about it
    "bmm": re.compile(r"\bbmm\b|barnmorsk", re.I),
    "soc": re.compile(r"\bsoc\b|socialtj|kurator", re.I),
    "of": re.compile(r"\böf\b|öppna", re.I),
}


@dataclass
class Centre:
    """A respondent: the cells of its row, and how the person who answers writes."""

    row: dict[str, Any]
    words: float  # how much is written; 1 is the middle
    style: str  # list, sentence or both
    lower: bool  # starts in lower case
    stop: bool  # ends with a full stop


@dataclass
class Bank:
    """The phrases of one question; remembers how often each has been used."""

    data: dict[str, Any]
    rng: random.Random
    used: Counter[str] = field(default_factory=Counter)
    written: set[str] = field(default_factory=set)

    def draw(self, code: str, form: str, centre: Centre, taken: Sequence[str]) -> str:
        """Draw a phrase for a code: keywords by rank, sentences the least used first."""
        pool: list[str] = [p for p in self.data["codes"][code][form] if p not in taken]
        pool = [p for p in pool if code == "stod.personal" or fits(p, centre)] or pool
        pool = [p for p in pool if not echoes(p, taken)] or pool
        if form == "word":
            weights = [1 / (rank + 3) / (1 + self.used[p] / 3) for rank, p in enumerate(pool)]
            phrase = self.rng.choices(pool, weights)[0]
        else:
            phrase = self.least_used(pool)
        self.used[phrase] += 1
        return phrase

    def extra(self, name: str, taken: Sequence[str] = ()) -> str:
        """Draw one of the phrases that carry no code, the least used first."""
        phrase: str = self.least_used([p for p in self.data[name] if p not in taken])
        self.used[phrase] += 1
        return phrase

    def least_used(self, pool: Sequence[str]) -> str:
        """Choose among the phrases used the fewest times."""
        fewest = min(self.used[p] for p in pool)
        best = [p for p in pool if self.used[p] == fewest]
        return self.rng.choice(best)


def fits(phrase: str, centre: Centre) -> bool:
    """Tell whether the phrase mentions only parties the centre has."""
    four = "fyra" not in phrase or all(centre.row[p] == "Ja" for p in ("bvc", "bmm", "soc", "of"))
    return four and all(centre.row[p] == "Ja" for p, pattern in MENTIONS.items() if pattern.search(phrase))


def echoes(phrase: str, taken: Sequence[str]) -> bool:
    """Tell whether a longer word of the phrase has been used already."""
    said = " ".join(taken).lower()
    return any(word[:7] in said for word in re.findall(r"\w{7,}", phrase.lower()))


def capital(text: str) -> str:
    """Begin with a capital letter."""
    return text[:1].upper() + text[1:]


def listed(rng: random.Random, items: Sequence[str], centre: Centre) -> str:
    """Write keywords as people write them: commas, lines, dashes, numbers."""
    commas = any("," in item for item in items)
    styles = ("comma", "och", "line", "dash", "semicolon", "number", "slash", "plus")
    weights = (0 if commas else 40, 0 if commas else 20, 16, 7, 8, 5, 3 if len(items) < 4 else 0, 2)
    style = rng.choices(styles, weights)[0] if len(items) > 1 else "comma"
    if style in ("line", "dash", "number") and not centre.lower:
        items = [capital(item) for item in items]
    if style == "och":
        return ", ".join(items[:-1]) + " och " + items[-1]
    if style == "dash":
        return "\n".join(f"- {item}" for item in items)
    if style == "number":
        return "\n".join(f"{n}. {item}" for n, item in enumerate(items, 1))
    joints = {"comma": ", ", "line": "\n", "semicolon": "; ", "slash": " / ", "plus": " + "}
    return joints[style].join(items)


def sentences(items: Iterable[str], stop: bool, joint: str = " ") -> str:
    """Join sentences, each with its full stop; the last one may lack it."""
    text = joint.join(f"{item}." if item[-1].isalnum() or item[-1] in '"”%' else item for item in map(capital, items))
    return text if stop or not text.endswith(".") else text[:-1]


def coupled(rng: random.Random, items: Sequence[str]) -> list[str]:
    """Join some neighbouring main clauses with "och"."""
    result = list(items[:1])
    for item in items[1:]:
        first, last = item.split()[0], result[-1]
        clauses = first in CLAUSE and last.split()[0] in CLAUSE and last[-1].isalpha()
        if (
            clauses
            and " och " not in last + item
            and "," not in last
            and len(last + item) < 120
            and rng.random() < 0.45
        ):
            result[-1] = f"{last}{rng.choice((' och ', ', och '))}{item[0].lower()}{item[1:]}"
        else:
            result.append(item)
    return result


def compose(bank: Bank, centre: Centre, codes: Sequence[str]) -> str:
    """Write one answer that speaks of exactly these codes."""
    rng, extras = bank.rng, bank.data
    style = centre.style if rng.random() < 0.75 else rng.choice(("list", "sentence", "both"))
    taken: list[str] = []
    for code in codes:
        taken.append(bank.draw(code, "sentence" if style == "sentence" else "word", centre, taken))
    tails = [c for c in extras["closers"] if not c[0].isupper()]
    rounds = [c for c in extras["closers"] if c[0].isupper()]
    if style == "sentence":
        chance = rng.random()
        if chance < 0.06:
            taken.insert(0, bank.extra("openers"))
        elif chance < 0.13:
            taken.append(rng.choice(rounds))
        text = sentences(coupled(rng, taken), centre.stop, "\n" if rng.random() < 0.08 else " ")
    else:
        text = listed(rng, taken, centre)
        if extras["leads"] and rng.random() < 0.05 and text[0].islower() and "\n" not in text:
            text = f"{rng.choice(extras['leads'])} {text}"
        elif len(taken) > 1 and "\n" not in text and rng.random() < 0.05:
            text += f" {rng.choice([t for t in tails if t.isascii() and t[0].isalpha()])}"
        if style == "both":
            more = [bank.draw(rng.choice(list(codes)), "sentence", centre, taken)]
            lines = "\n" in text
            text = f"{text}\n{sentences(more, centre.stop)}" if lines else sentences([text, *more], centre.stop)
        elif rng.random() < 0.12 and text[-1].isalpha():
            text += "."
    if extras["question"] == "q5" and rng.random() < 0.2:
        text = sentences([text, bank.extra("no_code")], centre.stop, "\n" if "\n" in text else " ")
    if rng.random() < 0.02:
        text += f" {rng.choice([t for t in tails if not t[0].isalpha()])}"
    return finish(bank, centre, text)


def finish(bank: Bank, centre: Centre, text: str) -> str:
    """Set the first letter as this person does, and now and then misspell a word."""
    rng = bank.rng
    keep = text[1:2].isupper() or text.startswith("Föräldraskap i")
    text = text[:1].lower() + text[1:] if centre.lower and not keep else capital(text)
    wrong = [(right, typo) for right, typo in bank.data["typos"].items() if right in text.lower()]
    if wrong and rng.random() < 0.07:
        right, typo = rng.choice(wrong)
        start = text.lower().index(right)
        typo = capital(typo) if text[start].isupper() else typo
        text = text[:start] + typo + text[start + len(right) :]
    return text


def without_code(bank: Bank) -> str:
    """Write an answer that no code of the codebook fits."""
    taken = [bank.extra("no_code")]
    if bank.data["question"] == "q5" and bank.rng.random() < 0.25:
        taken.append(bank.extra("no_code", taken))
    return sentences(taken, bank.rng.random() < 0.3) if len(taken) > 1 else taken[0]


def write(bank: Bank, centre: Centre, codes: Sequence[str]) -> str:
    """Write an answer of one field; only a short one may be word for word what another wrote."""
    for _ in range(30):
        text = compose(bank, centre, codes) if codes else without_code(bank)
        key = text.lower().rstrip(".")
        if len(text) <= 22 or key not in bank.written:
            break
    bank.written.add(key)
    return text


def three_fields(bank: Bank, centre: Centre, codes: Sequence[str]) -> list[str]:
    """Write the three fields of question 25; those beyond the codes hold more of the same or anything."""
    rng, taken, fields = bank.rng, list[str](), list[str]()
    wanted = max(min(len(codes), 3), rng.choices((1, 2, 3), (15, 25, 60))[0])
    groups: list[list[str]] = [[c] for c in codes[:3]] + [[] for _ in range(wanted - len(codes))]
    for code in codes[3:]:
        rng.choice(groups).append(code)
    for group in groups:
        if not group and codes and rng.random() < 0.3:
            group.append(rng.choice(list(codes)))
        brief = len(group) > 1 or rng.random() < (0.75 if centre.style == "list" else 0.3)
        form = "word" if brief else "sentence"
        phrases = [bank.draw(c, form, centre, taken) for c in group] or [bank.extra("no_code", taken)]
        taken += phrases
        text = " och ".join(phrases) if brief else sentences(phrases, centre.stop and rng.random() < 0.6)
        fields.append(finish(bank, centre, text))
    rng.shuffle(fields)
    return fields + [""] * (3 - len(fields))
