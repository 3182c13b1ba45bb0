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
    "merge several": (
        "{coder} slog ihop {sources} med {target}, {codings}",
        "{coder} merged {sources} into {target}, {codings}",
    ),
    "write code": ("{coder} skrev om {code} i kodboken", "{coder} rewrote {code} in the codebook"),
    "add example": ("{coder} gav {code} ett exempel", "{coder} gave {code} an example"),
    "colour code": ("{coder} gav {code} en annan färg", "{coder} gave {code} another colour"),
    "group codes": (
        "{coder} samlade {n} koder i {kind} {code} ({codes})",
        "{coder} grouped {n} codes in the {kind} {code} ({codes})",
    ),
    "move codes": (
        "{coder} flyttade {n} koder till {place} ({codes})",
        "{coder} moved {n} codes to {place} ({codes})",
    ),
    "shift code": (
        "{coder} flyttade {code} bland dess grannar",
        "{coder} moved {code} among its neighbours",
    ),
    "retire code": ("{coder} tog {code} ur bruk", "{coder} retired {code}"),
    "unretire code": ("{coder} tog {code} i bruk igen", "{coder} took {code} into use again"),
    "code": ("{coder} kodade {document} med {code}", "{coder} coded {document} with {code}"),
    "remove": (
        "{coder} tog bort {code} från {document}",
        "{coder} removed {code} from {document}",
    ),
    "reject suggestion": (
        "{coder} avvisade förslaget {code} för {document}",
        "{coder} rejected the suggestion {code} for {document}",
    ),
    "code alike": ("{coder} kodade {n} liknande textställen med {code}", "{coder} coded {n} like passages with {code}"),
    "complete": ("{coder} lämnade {document}: {state}", "{coder} left {document}: {state}"),
    "reopen": ("{coder} öppnade {document} igen", "{coder} reopened {document}"),
    "code many": ("{coder} kodade {n} svar med {code}", "{coder} coded {n} answers with {code}"),
    "remove many": ("{coder} tog bort {code} från {n} svar", "{coder} removed {code} from {n} answers"),
    "complete many": ("{coder} lämnade {n} svar: {state}", "{coder} left {n} answers: {state}"),
    "reopen many": ("{coder} öppnade {n} svar igen", "{coder} reopened {n} answers"),
    "give same": (
        "{coder} gav {n} lika svar samma koder som {document}",
        "{coder} gave {n} like answers the codes of {document}",
    ),
    "take over": (
        "{coder} tog över {n} kodningar till den nya texten i {document}",
        "{coder} took {n} codings over to the new text of {document}",
    ),
    "close round": ("{coder} stängde omgången {round}", "{coder} closed the round {round}"),
    "new round": (
        "{coder} öppnade omgången {round}: {n} dokument ({coders})",
        "{coder} opened the round {round}: {n} documents ({coders})",
    ),
    "assign": (
        "{coder} fördelade {n} dokument i omgången {round} ({coders})",
        "{coder} assigned {n} documents in the round {round} ({coders})",
    ),
    "unassign": (
        "{coder} tog tillbaka {n} dokument i omgången {round} ({coders})",
        "{coder} took back {n} documents in the round {round} ({coders})",
    ),
    "propose": (
        "{coder} föreslog en ny kod i omgången {round}",
        "{coder} proposed a new code in the round {round}",
    ),
    "answer proposal": (
        "{coder} besvarade förslaget {label}: {answer}",
        "{coder} answered the proposal {label}: {answer}",
    ),
    "decide": (
        "{coder} avgjorde {document} i omgången {round}: {codes}",
        "{coder} decided {document} in the round {round}: {codes}",
    ),
    "fill agreed": (
        "{coder} fyllde i {n} eniga avgöranden ur omgången {round}",
        "{coder} filled in {n} agreed decisions from the round {round}",
    ),
    "exclude": ("{coder} tog bort fallet {case} ur räkningen: {reason}", "{coder} excluded the case {case}: {reason}"),
    "readmit": ("{coder} tog in fallet {case} i räkningen igen", "{coder} counted the case {case} again"),
    "erase case": (
        "{coder} raderade ett fall med {n} texter för gott{because}",
        "{coder} erased a case with {n} texts for good{because}",
    ),
    "erase document": ("{coder} raderade en text för gott{because}", "{coder} erased a text for good{because}"),
    "pseudonymise": (
        "{coder} bytte {n} namn och uppgifter mot ersättningar, på {places} ställen i texterna",
        "{coder} put stand-ins in the place of {n} names and particulars, at {places} places in the texts",
    ),
    "restore names": (
        "{coder} tog tillbaka namnen med nyckeln, i {n} texter",
        "{coder} brought the names back with the key, in {n} texts",
    ),
    "register": ("{coder} förde in {what} i registret", "{coder} entered {what} in the register"),
    "register gone": ("{coder} noterade att {what} är raderad", "{coder} noted that {what} is deleted"),
    "new coder": ("{coder} blev kodare", "{coder} became a coder"),
    "code with new": (
        "{coder} skapade koden {code} och kodade {document} med den",
        "{coder} made the code {code} and coded {document} with it",
    ),
    "code many with new": (
        "{coder} skapade koden {code} och kodade {n} svar med den",
        "{coder} made the code {code} and coded {n} answers with it",
    ),
    "code several": ("{coder} kodade {document} med {codes}", "{coder} coded {document} with {codes}"),
    "move edges": (
        "{coder} flyttade gränserna för {code} i {document}",
        "{coder} moved the edges of {code} in {document}",
    ),
    "condense": (
        "{coder} kondenserade ett textställe med {code} i {document}",
        "{coder} condensed a passage with {code} in {document}",
    ),
    "uncondense": (
        "{coder} tog bort kondenseringen av ett textställe med {code} i {document}",
        "{coder} removed the condensation of a passage with {code} in {document}",
    ),
    "quote": ("{coder} märkte ett citat i {document}", "{coder} marked a quote in {document}"),
    "unquote": ("{coder} tog bort ett citat i {document}", "{coder} took a quote away in {document}"),
    "memo": ("{coder} skrev en anteckning till {target}", "{coder} wrote a memo on {target}"),
    "remove memo": (
        "{coder} tog bort anteckningen till {target}",
        "{coder} removed the memo on {target}",
    ),
    "choose quote": ("{coder} valde ett citat ur {document}", "{coder} chose a quote from {document}"),
    "leave quote": ("{coder} valde bort ett citat ur {document}", "{coder} left a quote from {document} out"),
    "edit quote": ("{coder} redigerade ett citat ur {document}", "{coder} edited a quote from {document}"),
    "report settings": (
        "{coder} ändrade hur fråga {question} redovisas",
        "{coder} changed how question {question} is reported",
    ),
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
    "cell": (
        "{coder} skrev i matrisen om {case}, {code}",
        "{coder} wrote in the matrix on {case}, {code}",
    ),
    "clear cell": (
        "{coder} tömde matrisens cell för {case}, {code}",
        "{coder} cleared the matrix cell of {case}, {code}",
    ),
    "import earlier": (
        "{coder} läste in {n} tidigare siffror ur {name} ({years})",
        "{coder} imported {n} earlier figures from {name} ({years})",
    ),
    "back-code": (
        "{coder} förde {n} fritextsvar på fråga {question} till {option}",
        "{coder} put {n} texts of question {question} into {option}",
    ),
    "restore answers": (
        "{coder} räknar {n} svar på fråga {question} som de kryssades igen",
        "{coder} counts {n} answers to question {question} as ticked again",
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
