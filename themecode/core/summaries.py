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
    "load codebook, merging": (
        "{coder} läste in kodboken {codebook}: {new} nya, {changed} ändrade och {merged} sammanslagna koder, {codings}",
        "{coder} loaded codebook {codebook}: {new} new, {changed} changed and {merged} merged codes, {codings}",
    ),
    "new code": ("{coder} skapade koden {code}", "{coder} made the code {code}"),
    "rename code": ("{coder} döpte om {old} till {code}", "{coder} renamed {old} to {code}"),
    "relabel code": ("{coder} gav {code} en annan etikett", "{coder} gave {code} another label"),
    "redefine code": ("{coder} definierade om {code}", "{coder} redefined {code}"),
    "move code": ("{coder} flyttade {code} till {place}", "{coder} moved {code} to {place}"),
    "change kind": ("{coder} ändrade {code} från {old} till {kind}", "{coder} changed {code} from {old} to {kind}"),
    "merge codes": (
        "{coder} slog ihop {source} med {target}, {codings}",
        "{coder} merged {source} into {target}, {codings}",
    ),
    "split code": (
        "{coder} delade {source} och gav {code} {codings}",
        "{coder} split {source} and gave {code} {codings}",
    ),
    "retire code": ("{coder} tog {code} ur bruk", "{coder} retired {code}"),
    "unretire code": ("{coder} tog {code} i bruk igen", "{coder} took {code} into use again"),
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
    "bundle": (
        "Arbetsfil för {coder}, skriven {when} ur studien {title}",
        "Bundle for {coder}, written {when} from the study {title}",
    ),
    "merge": (
        "{coder} sammanförde {files}: {new} nya, {changed} ändrade och {removed} borttagna kodningar",
        "{coder} merged {files}: {new} new, {changed} changed and {removed} removed codings",
    ),
    "undo": ("{coder} ångrade: {what}", "{coder} undid: {what}"),
    "redo": ("{coder} gjorde om: {what}", "{coder} redid: {what}"),
}
"""By action: the Swedish and the English sentence."""


KINDS = {"code": ("kod", "code"), "category": ("kategori", "category"), "theme": ("tema", "theme")}
"""What a kind of code is called."""


def summary(action: str, language: str, **details: object) -> str:
    """Return the sentence for an action in the study's language."""
    swedish, english = SUMMARIES[action]
    return (swedish if language == "sv" else english).format(**details)


def some_codings(number: int, language: str, *, frozen: int = 0, left: int = 0) -> str:
    """Return how many codings were touched, how many of them in closed rounds, and how many there were left alone."""
    swedish = language == "sv"
    if number == 1:
        text = "1 kodning" if swedish else "1 coding"
    else:
        text = f"{number} kodningar" if swedish else f"{number} codings"
    if frozen:
        text += f", varav {frozen} i stängda omgångar" if swedish else f", {frozen} of them in closed rounds"
    if left:
        text += f"; {left} i stängda omgångar blev kvar" if swedish else f"; {left} in closed rounds stayed"
    return text


def kind_word(kind: str, language: str) -> str:
    """Return what a kind of code is called in the study's language."""
    return KINDS[kind][0 if language == "sv" else 1]
