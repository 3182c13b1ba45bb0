"""The words of the method paragraph and the codebook appendix, in Swedish and English."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "method": ("Metod", "Method"),
    "material": ("Analysen bygger på {parts}.", "The analysis builds on {parts}."),
    "interviews": (
        "{n} intervjuer med {people}",
        "{n} interviews with {people}",
    ),
    "interview": (
        "1 intervju med {people}",
        "1 interview with {people}",
    ),
    "people": ("{n} deltagande talare", "{n} participating speakers"),
    "people one": ("1 deltagande talare", "1 participating speaker"),
    "answers": (
        "öppna svar på {questions} från en enkät som {n} {noun} besvarade",
        "open answers to {questions} of a survey answered by {n} {noun}",
    ),
    "one question": ("1 fråga", "1 question"),
    "some questions": ("{n} frågor", "{n} questions"),
    "approach": ("ansats: hur materialet analyserades och varför", "approach: how the material was analysed, and why"),
    "coding": (
        "Texterna kodades i themecode (version {version}) med {books}. Ett textställe kunde få flera koder.",
        "Texts were coded in themecode (version {version}) with {books}. A passage could be given several codes.",
    ),
    "one book": ("en kodbok", "one codebook"),
    "books": ("{n} kodböcker", "{n} codebooks"),
    "coders": ("Kodare var {names}.", "The coders were {names}."),
    "one coder": ("En person, {names}, kodade.", "One person, {names}, coded."),
    "independent": (
        "I omgångarna {names} kodade de oberoende av varandra.",
        "In the rounds {names} they coded independently of each other.",
    ),
    "independent one": (
        "I omgången {names} kodade de oberoende av varandra.",
        "In the round {names} they coded independently of each other.",
    ),
    "consensus one": (
        "Skillnader mellan kodarna avgjordes i ett konsensus, som omfattar 1 text.",
        "Differences between coders were settled in a consensus, which covers 1 text.",
    ),
    "consensus": (
        "Skillnader mellan kodarna avgjordes i ett konsensus, som omfattar {n} texter.",
        "Differences between coders were settled in a consensus, which covers {n} texts.",
    ),
    "counting": (
        "Antalen är svarande, var och en räknad högst en gång per kategori.",
        "Counts are of respondents, each counted at most once per category.",
    ),
    "counting interviews": (
        "I intervjuerna räknas intervjuer, inte personer, och det moderatorn säger räknas inte.",
        "In the interviews, interviews are counted and not persons, and what the moderator says is not counted.",
    ),
    "unread one": (
        "1 text är ännu inte färdigläst eller avgjord.",
        "1 text is not yet fully read or decided.",
    ),
    "unread": (
        "{n} texter är ännu inte färdiglästa eller avgjorda.",
        "{n} texts are not yet fully read or decided.",
    ),
    "appendix": ("Kodbok", "Codebook"),
    "book": ("{name}, version {version}", "{name}, version {version}"),
    "no codes": ("Kodboken har inga koder.", "The codebook has no codes."),
    "no definition": ("utan definition", "no definition"),
    "include": ("Omfattar: {text}", "Includes: {text}"),
    "exclude": ("Omfattar inte: {text}", "Does not include: {text}"),
    "examples": ("Exempel: {text}", "Examples: {text}"),
    "retired": ("tagen ur bruk", "no longer in use"),
    "coreq": ("COREQ, checklista", "COREQ checklist"),
    "srqr": ("SRQR, checklista", "SRQR checklist"),
    "intro": (
        "Numren är checklistans. Det som står inom hakparentes vet studien inte.",
        "The numbers are those of the checklist. What stands in brackets is not known from the study.",
    ),
    "gap": ("[ange]", "[state]"),
    # what a study can answer in a checklist
    "fact sample": (
        "{n} intervjuer, {people}",
        "{n} interviews, {people}",
    ),
    "fact sample one": ("1 intervju, {people}", "1 interview, {people}"),
    "fact respondents": ("{n} {noun} besvarade enkäten", "{n} {noun} answered the survey"),
    "fact left out": ("{n} fall är borttagna: {reasons}", "{n} cases were left out: {reasons}"),
    "fact left out one": ("1 fall är borttaget: {reasons}", "1 case was left out: {reasons}"),
    "fact left out none": ("inget fall är borttaget ur studien", "no case was left out of the study"),
    "fact variables": ("bakgrundsvariabler: {names}", "background variables: {names}"),
    "fact recordings": (
        "{n} inspelningar i registret, varav {gone} raderade",
        "{n} recordings in the register, {gone} of them deleted",
    ),
    "fact recordings one": ("1 inspelning i registret{deleted}", "1 recording in the register{deleted}"),
    "recording deleted": (", raderad", ", deleted"),
    "fact coders": ("{n}: {names}", "{n}: {names}"),
    "fact tree": (
        "{n} koder i {books}; se kodboksbilagan",
        "{n} codes in {books}; see the codebook appendix",
    ),
    "fact tree one": ("1 kod i {books}; se kodboksbilagan", "1 code in {books}; see the codebook appendix"),
    "fact software": ("themecode {version}", "themecode {version}"),
    "fact quotes": (
        "{n} valda citat, med roll men utan namn",
        "{n} chosen quotes, with role but without name",
    ),
    "fact quotes one": ("1 valt citat, med roll men utan namn", "1 chosen quote, with role but without name"),
    "fact themes": ("{n} på kodbokens översta nivå", "{n} at the top level of the codebook"),
    "fact below": ("{n} koder under dem", "{n} codes below them"),
    "fact below one": ("1 kod under dem", "1 code below them"),
    "fact method": ("se metodstycket", "see the method paragraph"),
    "fact trust": ("se metodstycket: {what}", "see the method paragraph: {what}"),
    "fact agreement": ("samstämmighet mellan kodare prövad", "agreement between coders tested"),
    "fact consensus": ("konsensus", "consensus"),
    "fact stance": ("samstämmighet inte beräknad, av metodskäl", "agreement not computed, by choice of method"),
    "remark items one": (
        "{list}: 1 punkt är obesvarad ({items}). Besvara den: themecode declaration STUDIE --say {where}.N=...",
        "{list}: 1 item is not answered ({items}). Answer it: themecode declaration STUDY --say {where}.N=...",
    ),
    "remark items": (
        "{list}: {n} punkter är obesvarade ({items}). Besvara dem: themecode declaration STUDIE --say {where}.N=...",
        "{list}: {n} items are not answered ({items}). Answer them: themecode declaration STUDY --say {where}.N=...",
    ),
    "remark approach": (
        "Saknas: ansatsen. Säg den: themecode declaration STUDIE --say approach=...",
        "Missing: the approach. Say it: themecode declaration STUDY --say approach=...",
    ),
}
"""By key: Swedish and English."""
