"""Words that carry no topic, left out before texts are compared. Negations stay: "no time" is not "time"."""

from __future__ import annotations

import re


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


STOP_WORDS: dict[str, frozenset[str]] = {
    "sv": _words(
        """
        jag du han hon den det vi ni de dom dem man en ett mig dig honom henne oss er sig min mitt mina din ditt dina
        hans hennes dess vår vårt våra ert era deras sin sitt sina denna detta dessa denne där här dit hit då nu sen
        sedan som att och eller men samt för om när var vad vem vilken vilket vilka hur varför därför eftersom medan
        innan tills än också även bara just ju väl nog så sådan sådant sådana i på av till från med vid hos åt ur inom
        under över efter mellan mot genom kring runt utan enligt bland är vara var varit blir bli blev blivit har ha
        hade haft kan kunna kunde kunnat ska skall skulle skola vill vilja ville måste får få fick fått bör borde gör
        göra gjorde gjort går gå gick gått kommer komma kom finns finnas fanns ge ger gav ta tar tog ser se såg säga
        säger sa sade annan annat andra någon något några ingen alla allt all varje mycket mer mest lite mindre mest
        helt ganska rätt ofta alltid ibland kanske redan ännu åter igen upp ner ned ut in fram bort vidare tycker
        tror vet känner blir exempelvis osv mm etc dvs tex bland annat eller liksom typ liksom alltså faktiskt ja nej
        """
    )
    - _words("ingen nej utan"),
    "en": _words(
        """
        i you he she it we they me him her us them my your his its our their mine yours ours theirs this that these
        those a an the and or but if as of at by for with about into through during before after above below to from
        up down in out on off over under again further then once here there when where why how what which who whom
        all any both each few more most other some such own same so than too very can could will would shall should
        may might must do does did doing done be is am are was were been being have has had having get gets got
        getting make makes made go goes went going come comes came also just only even still ever really quite rather
        lot lots much many one because while until although though whether like well yes
        """
    ),
}
"""By language. Function words and the commonest verbs of no topic, in small letters."""

_WORD = re.compile(r"\w+(?:['’]\w+)?")


def without_stop_words(text: str, language: str) -> str:
    """Return the words of a text that carry a topic, in small letters; all its words where none would be left."""
    words = _WORD.findall(text.lower())
    stop = STOP_WORDS.get(language, frozenset())
    kept = [word for word in words if word not in stop]
    return " ".join(kept or words)
