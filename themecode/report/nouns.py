"""What is counted, and what the categories of a question are called, so that a sentence can be made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from themecode.analysis.counts import CategoryCounts
from themecode.report.words import word

_SV_VERBS = """
ansvara anpassa anställa använda arbeta arrangera avlasta avsätta behålla behöva besöka bevara bibehålla bidra
bilda bjuda bli boka bredda bygga börja delta dela diskutera driva effektivisera engagera erbjuda etablera finna
finnas finansiera fortsätta främja fånga följa förbättra förebygga förenkla förklara förlänga förmedla
förtydliga förstå förstärka genomföra ge göra hitta hjälpa hålla ha höja implementera inkludera informera
inrätta inspirera integrera involvera klargöra knyta komma koordinera kunna kvalitetssäkra lyfta lära
marknadsföra minska motivera möjliggöra möta nå ordna organisera planera prioritera prova rekrytera renovera
revidera samarbeta samla samordna samverka satsa sjösätta skapa skydda sprida starta stimulera strukturera
stärka stödja stötta synliggöra säkerställa söka ta tillgodose tillgängliggöra tillsätta tydliggöra upprätta
upprätthålla upptäcka utbilda utforma utforska utnyttja utreda utveckla utvidga utvärdera utöka vidareutveckla
vidga våga värna växa återuppta åstadkomma öka översätta överföra
"""
SV_VERBS = frozenset(_SV_VERBS.split())
"""Infinitives that labels begin with; after *är* they need *att*. Those that may also be a noun
or an adjective (*få*, *öppna*, *säkra*) are left out."""

_EN_VERBS = """
adapt attract be become begin bring broaden build coordinate create decide define deepen deliver develop employ
enable encourage engage ensure establish evaluate expand explain extend find follow get give have hire identify
implement improve include inform inspire integrate introduce involve keep learn maintain make meet motivate
obtain offer organise organize prevent prioritise prioritize promote provide reach recruit reduce renovate
retain secure simplify strengthen widen
"""
EN_VERBS = frozenset(_EN_VERBS.split())
"""Bare infinitives that English labels begin with; after *is* they need *to*."""

_FIRST_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class CaseNoun:
    """What a case is called: *familjecentral*, *familjecentraler*."""

    singular: str
    plural: str
    neuter: bool = False
    """Swedish: *ett barn*, not *en*."""
    own: bool = True
    """Whether the study named it; else it is a plain word that the text can do without."""


@dataclass(frozen=True)
class HeadNoun:
    """What a category is called at a question, definite in Swedish: *området*, *områdena*."""

    singular: str
    plural: str
    neuter: bool = False
    own: bool = True


def case_noun(counts: CategoryCounts, language: str) -> CaseNoun:
    """Return what was counted is called: the study's own noun, else *svarande*; interviews are interviews."""
    if counts.question is None:
        return CaseNoun(word("interview", language), word("interviews", language))
    if named := counts.case_nouns.get(language):
        return CaseNoun(*named, neuter=language == "sv" and is_neuter(*named))
    return CaseNoun(word("case", language), word("cases", language), own=False)


def is_neuter(singular: str, plural: str) -> bool:
    """Guess the gender of a Swedish noun by its plural: *ett barn, flera barn*; *ett arbete, flera arbeten*.

    Words for people that have no plural ending (*lärare*, *svarande*) are common.
    """
    if singular == plural:
        return not singular.endswith(("are", "ande", "ende", "iker"))
    return plural == f"{singular}n" or (singular.endswith("um") and plural.endswith(("er", "a")))


def head_noun(counts: CategoryCounts, language: str) -> HeadNoun:
    """Return what a category is called: the question's own noun in the language, else *kategorin*."""
    nouns = counts.question.nouns.get(language, {}) if counts.question else {}
    if nouns.get("singular") and nouns.get("plural"):
        return HeadNoun(nouns["singular"], nouns["plural"], nouns.get("gender") == "neuter")
    kind = "theme" if counts.question is None else "category"
    return HeadNoun(word(f"the {kind}", language), word(f"the {kind}s", language), kind == "theme", own=False)


def infinitive_mark(label: str, language: str) -> str:
    """Return *att* (*to*) where a label begins with a verb: *är att utveckla samverkan*; else nothing."""
    found = _FIRST_WORD.match(label)
    if found is None or label.startswith(("att ", "to ")):
        return ""
    first = found[0].casefold()
    if language == "sv":
        return "att" if first in SV_VERBS else ""
    return "to" if first in EN_VERBS else ""
