"""The word lists behind the rules for speakers and sentences: what to add to when a text is read wrongly."""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    """Make a set of the words between white space."""
    return frozenset(listed.split())


# Speaker labels.

ORDINARY = _words(
    """
    obs not nota note notera nb ps ex exempel exempelvis tema tid datum plats kommentar kommentarer följdfråga
    fråga frågor svar kl klockan nr sid sida del kap kapitel bilaga figur tabell avsnitt rubrik syfte bakgrund
    källa längd inspelning intervju fokusgrupp närvarande frånvarande paus avbrott anteckning anteckningar
    sammanfattning viktigt alltså dvs nämligen förslag punkt ang angående re tel telefon mejl mail e-post
    example theme topic time date place comment comments question questions answer answers part chapter page
    table figure section purpose background source length duration recording interview break summary important
    present absent suggestion phone email subject transcript transkript transkription http https www
    """
)
"""Words that stand before a colon without speaking."""

ONCE_A_HEADING = _words("deltagare deltagarna participants informanter talare moderatorer")
"""Words that are a heading where they stand once, and a speaker where they recur."""

PROSE_FIRST = _words(
    """
    jag du hon han hen vi ni de dom det den man som så och men att i she he we you they it there and but so
    """
)
"""First words of what is part of a sentence, as in "Hon sa: ..."."""

PROSE_LAST = _words(
    """
    sa sade säger tänkte tänker frågade frågar undrade svarade svarar ropade skrev står är var blev
    said says say asked asks thought think answered was is wrote
    """
)
"""Last words of what is part of a sentence."""

# Abbreviations, without the final full stop. spaCy's own are asked where none of these fits.

EXPECTING = _words(
    """
    t.ex tex bl.a s.k sk f.d fd f.n d.v.s dvs m.a.o mao p.g.a pga fr.o.m t.o.m i.o.m m.h.t m.h.a e.g i.e cf
    jfr jf ca kl nr ev resp inkl exkl ang betr avs enl motsv dr doc prof leg mr mrs ms mx St S:t vs approx viz
    """
)
"""Abbreviations that something always follows, so that they never end a sentence."""

CLOSING = _words(
    """
    m.m mm m.fl mfl osv o.s.v o.d o.dyl dyl o.likn e.d e.dyl etc o.l m.v f.ö ex st tim sek kr mkr tkr mån kv
    bl fr avd red ssk usk tel forts övers anm adj inst f.kr e.kr a.m p.m u.s u.k inc ltd co corp jr sr bros
    jan feb mar apr aug sep sept okt oct nov dec
    """
)
"""Abbreviations that may end a sentence: they do when a capital follows."""

BEFORE_NUMBER = _words("no nos p pp s sid sida kap fig tab vol art ch sec max min tel")
"""Abbreviations, mostly also words, that end no sentence when a digit follows."""

OPENERS = _words(
    """
    det den de dom dem vi jag ni du han hon hen man men och så då nu sen sedan att om när där här som för på i
    en ett alla många vissa inte också fast därför ibland ofta ja nej
    the it we they he she you and but so then that this there here if when what my our i a in on at yes no
    """
)
"""Words that open sentences and are no surnames: before them the letter in "plan B." is no initial."""
