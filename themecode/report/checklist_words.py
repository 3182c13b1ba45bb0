"""What each item of COREQ (32 items) and SRQR (21 items) asks about, in a few words of our own.

The checklists themselves are published: Tong, Sainsbury and Craig 2007 (COREQ); O'Brien and others 2014 (SRQR). An
item is found there by its number. ``fact`` names what a study can answer of it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One item: what it is about in Swedish and English, and which fact of the study answers it."""

    sv: str
    en: str
    fact: str = ""


COREQ: tuple[Item, ...] = (
    Item("vem som höll i intervjuerna", "who led the interviews"),
    Item("deras utbildning", "their qualifications"),
    Item("deras yrke då", "their work at the time"),
    Item("deras kön", "their gender"),
    Item("deras erfarenhet av sådana intervjuer", "their experience of such interviews"),
    Item("om de kände deltagarna sedan tidigare", "whether they knew participants beforehand"),
    Item("vad deltagarna visste om dem och om syftet", "what participants knew of them and of the purpose"),
    Item("intervjuarnas egna utgångspunkter", "the interviewers' own standpoints"),
    Item("vilken metodansats studien följer", "the methodological approach", "approach"),
    Item("hur deltagarna valdes", "how participants were chosen", "sampling"),
    Item("hur de tillfrågades", "how they were approached"),
    Item("hur många som deltog", "how many took part", "sample"),
    Item("hur många som avböjde eller föll ifrån, och varför", "how many declined or left, and why", "left out"),
    Item("var intervjuerna hölls", "where interviews took place"),
    Item("om någon annan var med", "whether anybody else was present"),
    Item("vad som kännetecknar deltagarna", "what characterises the participants", "variables"),
    Item("intervjuguiden, och om den prövades", "the guide, and whether it was tried out"),
    Item("om någon intervjuades flera gånger", "whether anybody was interviewed again"),
    Item("inspelning av ljud eller bild", "recording of sound or picture", "recordings"),
    Item("anteckningar under eller efter", "notes taken during or after"),
    Item("hur länge intervjuerna varade", "how long interviews lasted"),
    Item("om och hur mättnad bedömdes", "whether and how saturation was judged"),
    Item("om deltagarna fick läsa utskriften", "whether participants saw the transcript"),
    Item("hur många som kodade", "how many coded", "coders"),
    Item("hur kodträdet ser ut", "what the code tree looks like", "tree"),
    Item("om teman kom ur materialet eller var bestämda innan", "whether themes came from the data or beforehand"),
    Item("vilket program som användes", "which software was used", "software"),
    Item("om deltagarna fick lämna synpunkter på resultatet", "whether participants responded to the findings"),
    Item("citat, och vem som sagt dem", "quotes, and who said them", "quotes"),
    Item("om material och resultat stämmer överens", "whether data and findings agree"),
    Item("de stora temana", "the major themes", "themes"),
    Item("mindre teman och avvikande fall", "minor themes and diverse cases", "below"),
)

SRQR: tuple[Item, ...] = (
    Item("titeln säger vad det är för slags studie", "the title says what kind of study it is"),
    Item("sammanfattningen har studiens delar", "the abstract has the parts of the study"),
    Item("problemet och vad man visste förut", "the problem and what was known"),
    Item("syfte eller frågor", "purpose or questions"),
    Item("ansats och kunskapssyn", "approach and paradigm", "approach"),
    Item("forskarnas roll och inverkan", "the researchers' role and influence"),
    Item("sammanhanget", "the setting"),
    Item("urval, och när man slutade samla in", "sampling, and when collection ended", "sampling"),
    Item("etikprövning och samtycke", "ethical review and consent", "ethics"),
    Item("hur och när materialet samlades in", "how and when data were collected", "collection"),
    Item("guider, enkäter och utrustning", "guides, questionnaires and equipment"),
    Item("vilka och hur många som ingår", "who and how many are included", "sample"),
    Item("utskrift, lagring, avidentifiering", "transcription, storage, de-identification"),
    Item("hur analysen gjordes", "how the analysis was done", "method"),
    Item("vad som gjordes för trovärdigheten", "what was done for trustworthiness", "trust"),
    Item("huvudresultaten", "the main findings", "themes"),
    Item("belägg ur materialet", "evidence from the data", "quotes"),
    Item("vad resultaten betyder mot tidigare kunskap", "what the findings mean beside earlier knowledge"),
    Item("begränsningar", "limitations"),
    Item("bindningar och jäv", "conflicts of interest"),
    Item("finansiering", "funding"),
)
