"""What the history says of an action, in Swedish and English. Never quotes the coded text."""

from __future__ import annotations

SUMMARIES: dict[str, tuple[str, str]] = {
    "new": ("{coder} skapade studien", "{coder} made the study"),
    "import transcripts": (
        "{coder} läste in {n} intervjuer ({names})",
        "{coder} imported {n} transcripts ({names})",
    ),
    "import survey": (
        "{coder} läste in {name}: {cases} fall, {answers} svar",
        "{coder} imported {name}: {cases} cases, {answers} answers",
    ),
    "update survey": (
        "{coder} uppdaterade från {name}: {new} nya fall, {added} nya och {changed} ändrade svar",
        "{coder} updated from {name}: {new} new cases, {added} new and {changed} changed answers",
    ),
    "import attributes": (
        "{coder} läste in attribut ur {name} för {cases} fall",
        "{coder} imported attributes from {name} for {cases} cases",
    ),
    "import codings": (
        "{coder} läste in {n} kodningar ur {name} ({coders})",
        "{coder} imported {n} codings from {name} ({coders})",
    ),
    "load codebook": (
        "{coder} läste in kodboken {codebook}: {new} nya och {changed} ändrade koder",
        "{coder} loaded codebook {codebook}: {new} new and {changed} changed codes",
    ),
    "new code": ("{coder} skapade koden {code}", "{coder} made the code {code}"),
    "code": ("{coder} kodade {document} med {code}", "{coder} coded {document} with {code}"),
    "remove": (
        "{coder} tog bort {code} från {document}",
        "{coder} removed {code} from {document}",
    ),
    "complete": ("{coder} lämnade {document}: {state}", "{coder} left {document}: {state}"),
    "reopen": ("{coder} öppnade {document} igen", "{coder} reopened {document}"),
    "close round": ("{coder} stängde omgången {round}", "{coder} closed the round {round}"),
    "new coder": ("{coder} blev kodare", "{coder} became a coder"),
    "memo": ("{coder} skrev en anteckning till {target}", "{coder} wrote a memo on {target}"),
    "release": ("{coder} frös siffrorna som {release}", "{coder} froze the figures as {release}"),
    "revise": (
        "{coder} rättade texten i {document}: {moved} kodningar följde med, {lost} kunde inte placeras",
        "{coder} revised the text of {document}: {moved} codings moved along, {lost} could not be placed",
    ),
    "undo": ("{coder} ångrade: {what}", "{coder} undid: {what}"),
    "redo": ("{coder} gjorde om: {what}", "{coder} redid: {what}"),
}
"""By action: the Swedish and the English sentence."""


def summary(action: str, language: str, **details: object) -> str:
    """Return the sentence for an action in the study's language."""
    swedish, english = SUMMARIES[action]
    return (swedish if language == "sv" else english).format(**details)
