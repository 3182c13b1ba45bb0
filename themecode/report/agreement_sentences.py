"""The sentences of the method chapter on agreement, in Swedish and English."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "inter answers": (
        "{coders} kodade oberoende av varandra samma {n} {answers} på fråga {question} med kodboken {codebook}.",
        "{coders} independently coded the same {n} {answers} to question {question} with the codebook {codebook}.",
    ),
    "intra answers": (
        "{coder} kodade {n} {answers} på fråga {question} två gånger med kodboken {codebook}.",
        "{coder} coded {n} {answers} to question {question} twice with the codebook {codebook}.",
    ),
    "inter transcripts": (
        "{coders} kodade oberoende av varandra samma {interviews} ({units} {unit}, utan moderatorns repliker) "
        "med kodboken {codebook}.",
        "{coders} independently coded the same {interviews} ({units} {unit}, moderator turns left out) with the "
        "codebook {codebook}.",
    ),
    "intra transcripts": (
        "{coder} kodade {interviews} ({units} {unit}, utan moderatorns repliker) två gånger med kodboken {codebook}.",
        "{coder} coded {interviews} ({units} {unit}, moderator turns left out) twice with the codebook {codebook}.",
    ),
    "sets": (
        "För alla koder tillsammans, per {unit}, var Krippendorffs alfa {value}{details}.",
        "For all codes together, per {unit}, Krippendorff's alpha was {value}{details}.",
    ),
    "passages": (
        "För var textställena ligger och vad de är kodade som var Krippendorffs uα {value}{details}.",
        "For where passages lie and how they are coded, Krippendorff's uα was {value}{details}.",
    ),
    "distance": ("{distance}-avstånd", "{distance} distance"),
    "interval": (
        "{level} % konfidensintervall {low}{to}{high}",
        "{level} % confidence interval {low}{to}{high}",
    ),
    "to": (" till ", " to "),
    "bootstrap": (
        "bootstrap med {n} dragningar av {what}, frö {seed}",
        "bootstrap with {n} samples of {what}, seed {seed}",
    ),
    "analytic": ("analytiskt", "analytic"),
    "taken as independent": ("{unit} tagna som oberoende", "{unit} taken as independent"),
    "left out": (
        "Ytterligare {n} {noun} som inte alla hade läst klart jämfördes inte.",
        "Not compared: another {n} {noun} that not all had completed.",
    ),
    "merged since": (
        "Koderna är de som gällde när kodningen avslutades (senare sammanslagna med andra: {codes}).",
        "The codes are those in force when coding ended (merged into others later: {codes}).",
    ),
    "merged count": (
        "Koder som slogs ihop efter kodningen räknas som det de blev ({codes}).",
        "Codes merged after coding count as what they became ({codes}).",
    ),
    "one code": (
        "För koden {code} var {coefficient} {value}{details}.",
        "For the code {code}, {coefficient} was {value}{details}.",
    ),
    "one of codes": (
        "För den enda kod som användes var {coefficient} {low}.",
        "For the one code that was used, {coefficient} was {low}.",
    ),
    "some codes": (
        "För {n} av de {used} koder som användes gick {coefficient} att beräkna, och låg mellan {low} och {high} "
        "(median {median}).",
        "For {n} of the {used} codes that were used, {coefficient} could be computed, and ranged from {low} to {high} "
        "(median {median}).",
    ),
    "codes": (
        "För de {n} koder som användes låg {coefficient} mellan {low} och {high} (median {median}).",
        "For the {n} codes that were used, {coefficient} ranged from {low} to {high} (median {median}).",
    ),
    "no sets": (
        "För alla koder tillsammans, per {unit}, går Krippendorffs alfa inte att beräkna ({reason}).",
        "For all codes together, per {unit}, Krippendorff's alpha cannot be computed ({reason}).",
    ),
    "no passages": (
        "För var textställena ligger och vad de är kodade som går Krippendorffs uα inte att beräkna ({reason}).",
        "For where passages lie and how they are coded, Krippendorff's uα cannot be computed ({reason}).",
    ),
    "no code": (
        "För koden {code} går {coefficient} inte att beräkna ({reason}).",
        "For the code {code}, {coefficient} cannot be computed ({reason}).",
    ),
    "scope": (
        "Bara {unit} som minst en av dem hade kodat jämfördes.",
        "Only {unit} that at least one of them had coded were compared.",
    ),
    "level": (
        "Koderna jämfördes på nivå {n} i kodboken.",
        "Codes were compared at level {n} of the codebook.",
    ),
    "helped": (
        "{n} av {all} {noun} kodades av någon med hjälp av programmets förslag.",
        "{n} of {all} {noun} were coded by someone with the help of the program's suggestions.",
    ),
    "agreed percent": (
        "Den procentuella samstämmigheten var {value} %.",
        "Percent agreement was {value} %.",
    ),
    "tool": ("Beräkningarna gjordes med themecode.", "Computed with themecode."),
}
