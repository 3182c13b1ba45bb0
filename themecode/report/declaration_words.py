"""The words of the quality declaration, in Swedish and English."""

from __future__ import annotations

HEADINGS: dict[str, tuple[str, str]] = {
    "declaration": ("Kvalitetsdeklaration", "Quality declaration"),
    "introduction": ("Inledning", "Introduction"),
    "scope": ("Omfattning", "Scope"),
    "object": ("Objekt och population", "Units and population"),
    "design": ("Totalundersökning", "Total survey"),
    "sample": ("Urval", "Sample"),
    "questions": ("Frågor och variabler", "Questions and variables"),
    "collection": ("Datainsamling", "Data collection"),
    "response": ("Svarsfrekvens", "Response rate"),
    "nonresponse": ("Bortfall", "Non-response"),
    "reliability": ("Tillförlitlighet", "Reliability"),
    "frame": ("Ramtäckning", "Frame coverage"),
    "measurement": ("Mätfel", "Measurement error"),
    "processing": ("Bearbetning", "Processing"),
    "description": ("Beskrivning av data", "Description of the data"),
    "measures": ("Statistiska mått", "Statistical measures"),
    "groups": ("Redovisningsgrupper", "Reporting groups"),
    "comparability": ("Jämförbarhet över tid", "Comparability over time"),
    "availability": ("Tillgänglighet", "Availability"),
}
"""In the order they stand in."""

GAPS: dict[str, tuple[str, str]] = {
    "introduction": ("syfte och uppdragsgivare", "purpose and who commissioned it"),
    "object": ("objekt: vem som svarade, och för vad", "units: who answered, and for what"),
    "population": ("population", "population"),
    "design": ("om hela populationen fick frågorna eller ett urval", "whether all were asked or a sample"),
    "sample": ("urvalsram, urvalsstorlek och urvalsmetod", "sampling frame, sample size and method"),
    "period": ("insamlingsperiod", "period of collection"),
    "collection": ("hur svaren samlades in, och påminnelser", "how answers were collected, and reminders"),
    "nonresponse": (
        "bortfallet per grupp, om populationen är känd efter grupp",
        "non-response by group, where the population is known by group",
    ),
    "frame": ("ram och undertäckning", "frame and under-coverage"),
    "measurement": (
        "hur frågorna prövades och vad som kan ha missförståtts",
        "how the questions were tested and what may have been misunderstood",
    ),
    "agreement": (
        "hur samstämmigheten prövades, eller varför inte",
        "how agreement was tested, or why not",
    ),
    "groups": ("redovisningsgrupper", "reporting groups"),
    "comparability": ("tidigare undersökningar", "earlier surveys"),
    "availability": ("var resultat och underlag finns", "where results and data are to be found"),
}
"""What people have to say, as no file tells it; printed in brackets until they do."""

SENTENCES: dict[str, tuple[str, str]] = {
    "gap": ("[ange {what}]", "[state {what}]"),
    "population": ("Populationen består av {n} {noun}.", "The population is {n} {noun}."),
    "population unknown": ("Populationens storlek: {gap}.", "Size of the population: {gap}."),
    "total": (
        "Undersökningen är en totalundersökning: alla i populationen fick frågorna. Resultaten har därför inget "
        "urvalsfel; osäkerheten ligger i bortfall, mätning och bearbetning.",
        "This is a total survey: everybody in the population was asked. The results have no sampling error; "
        "what is uncertain lies in non-response, measurement and processing.",
    ),
    "sample": ("Undersökningen bygger på ett urval.", "The survey is of a sample."),
    "questions": (
        "Enkäten har {closed} med fasta svar och {open} öppna.",
        "The questionnaire has {closed} with fixed answers and {open} open ones.",
    ),
    "questions one": (
        "Enkäten har {closed} med fasta svar och 1 öppen.",
        "The questionnaire has {closed} with fixed answers and 1 open one.",
    ),
    "questions closed": (
        "Enkäten har {closed} med fasta svar.",
        "The questionnaire has {closed} with fixed answers.",
    ),
    "questions open": ("Enkäten har {n} öppna frågor.", "The questionnaire has {n} open questions."),
    "questions open one": ("Enkäten har 1 öppen fråga.", "The questionnaire has 1 open question."),
    "questions none": ("Enkäten har inga frågor.", "The questionnaire has no questions."),
    "one question": ("1 fråga", "1 question"),
    "some questions": ("{n} frågor", "{n} questions"),
    "variables": ("Bakgrundsvariabler: {names}.", "Background variables: {names}."),
    "period": ("Insamlingsperiod: {text}.", "Period of collection: {text}."),
    "received one": ("Totalt inkom 1 svar.", "In all 1 reply came in."),
    "received": ("Totalt inkom {n} svar.", "In all {n} replies came in."),
    "left out one": (
        "Av dem är 1 borttaget ur redovisningen: {reasons}.",
        "Of these 1 is left out of the results: {reasons}.",
    ),
    "left out": (
        "Av dem är {n} borttagna ur redovisningen: {reasons}.",
        "Of these {n} are left out of the results: {reasons}.",
    ),
    "reason": ("{reason} ({n})", "{reason} ({n})"),
    "no reason": ("utan angivet skäl", "no reason given"),
    "empty one": (
        "1 {noun} finns i materialet utan att ha svarat på någon fråga.",
        "1 {noun} is in the data without having answered any question.",
    ),
    "empty": (
        "{n} {noun} finns i materialet utan att ha svarat på någon fråga.",
        "{n} {noun} are in the data without having answered any question.",
    ),
    "answered": ("{n} {noun} har svarat.", "{n} {noun} answered."),
    "rate": (
        "Svarsfrekvensen är {percent} procent ({n}/{base}).",
        "The response rate is {percent} percent ({n}/{base}).",
    ),
    "formula population": (
        "Den är antalet som har svarat delat med antalet i populationen; eventuell övertäckning ingår i nämnaren.",
        "It is the number that answered divided by the population; over-coverage, if any, is part of the base.",
    ),
    "formula eligible": (
        "Den är antalet som har svarat delat med populationen minus övertäckningen ({population} − {over}).",
        "It is the number that answered divided by the population less over-coverage ({population} − {over}).",
    ),
    "rate unknown": (
        "Svarsfrekvensen kan inte räknas ut utan populationens storlek: {gap}.",
        "The response rate cannot be worked out without the size of the population: {gap}.",
    ),
    "rate impossible": (
        "Svarsfrekvensen kan inte räknas ut: {n} har svarat, av {base}.",
        "The response rate cannot be worked out: {n} answered, of {base}.",
    ),
    "unit": (
        "Objektsbortfallet är {n} {noun} ({percent} procent).",
        "Unit non-response is {n} {noun} ({percent} percent).",
    ),
    "partial": (
        "Det partiella bortfallet, de som fick en fråga men inte svarade på den, framgår av tabell {n}. Öppna svar "
        "utan innehåll räknas som bortfall.",
        "Partial non-response, those who were asked a question and did not answer it, is shown in table {n}. Open "
        "answers without content count as no answer.",
    ),
    "partial none": (
        "Inget partiellt bortfall: alla som fick en fråga har svarat på den.",
        "There is no partial non-response: all who were asked a question answered it.",
    ),
    "caption partial": (
        "Partiellt bortfall per fråga, antal och andel",
        "Partial non-response by question, number and share",
    ),
    "asked": ("Fick frågan", "Asked"),
    "answered column": ("Svarade", "Answered"),
    "missing column": ("Svarade inte", "Did not answer"),
    "missing share": ("Andel som inte svarade (procent)", "Share that did not answer (percent)"),
    "question": ("Fråga {number}", "Question {number}"),
    "coverage": (
        "Övertäckning är objekt som är med utan att höra till populationen, undertäckning är objekt som saknas.",
        "Over-coverage is units that are included without being part of the population, under-coverage is units "
        "that are missing.",
    ),
    "over": (
        "Övertäckning: {over} ({n} av dem inkom som svar och är borttagna).",
        "Over-coverage: {over} ({n} of them came in as replies and are left out).",
    ),
    "over one": (
        "Övertäckning: {over} (1 av dem inkom som svar och är borttaget).",
        "Over-coverage: {over} (1 of them came in as a reply and is left out).",
    ),
    "over outside": ("Övertäckning: {n}.", "Over-coverage: {n}."),
    "over none": ("Ingen övertäckning är känd.", "No over-coverage is known."),
    "coding question": (
        "Fråga {question}: {n} svar kodades med kodboken {book} ({codes}, {version}).",
        "Question {question}: {n} answers were coded with the codebook {book} ({codes}, {version}).",
    ),
    "coding question one": (
        "Fråga {question}: 1 svar kodades med kodboken {book} ({codes}, {version}).",
        "Question {question}: 1 answer was coded with the codebook {book} ({codes}, {version}).",
    ),
    "coding transcripts": (
        "Intervjuer: {n} kodades med kodboken {book} ({codes}, {version}).",
        "Interviews: {n} were coded with the codebook {book} ({codes}, {version}).",
    ),
    "coding transcripts one": (
        "Intervjuer: 1 kodades med kodboken {book} ({codes}, {version}).",
        "Interviews: 1 was coded with the codebook {book} ({codes}, {version}).",
    ),
    "codes": ("{n} koder", "{n} codes"),
    "codes one": ("1 kod", "1 code"),
    "version": ("version {n}", "version {n}"),
    "versions": ("version {first} till {last}", "versions {first} to {last}"),
    "unread one": (
        "Ytterligare 1 är ännu inte färdigläst eller avgjord.",
        "1 more is not yet fully read or decided.",
    ),
    "unread": (
        "Ytterligare {n} är ännu inte färdiglästa eller avgjorda.",
        "{n} more are not yet fully read or decided.",
    ),
    "coders": ("Kodare: {names}.", "Coders: {names}."),
    "rounds": ("Omgångar: {names}.", "Rounds: {names}."),
    "round": ("{name} ({kind})", "{name} ({kind})"),
    "open answers": (
        "De öppna svaren är lästa och förda till kategorier av människor, efter en skriven kodbok.",
        "Open answers were read and put into categories by people, by a written codebook.",
    ),
    "no coding": ("Inga öppna svar är kodade.", "No open answers are coded."),
    "measures": (
        "Resultaten redovisas som antal och som andel i hela procent. Halva procent avrundas uppåt, och andelar "
        "justeras inte för att summera till 100. Vad en andel är av står vid den.",
        "Results are given as numbers and as shares in whole percent. Half percents are rounded up, and shares are "
        "not adjusted to add up to 100. What a share is of is said beside it.",
    ),
    "measures open": (
        "På öppna frågor räknas varje svarande högst en gång per kategori, men ett svar kan ingå i flera.",
        "At open questions each respondent counts at most once per category, but an answer can be in several.",
    ),
    "group": ("{name}: {values}.", "{name}: {values}."),
    "groups": (
        "Grupperna är härledda ur de fasta svaren:",
        "The groups are derived from the fixed answers:",
    ),
    "value": ("{n} {value}", "{n} {value}"),
    "remark group": (
        "Hålls tillbaka: storleken på grupperna i {name}, eftersom en är mindre än {minimum}.",
        "Held back: the sizes of the groups in {name}, as one is smaller than {minimum}.",
    ),
    "years": ("Jämförelser görs med {years}.", "Comparisons are made with {years}."),
    "frozen": (
        "Siffrorna är frysta i studien som {names}.",
        "The figures are frozen in the study as {names}.",
    ),
    "other formula": (
        "Svarsfrekvensen blir {percent} procent med övertäckningen {way} nämnaren: --say rate={rate}",
        "The response rate is {percent} percent with over-coverage {way} the base: --say rate={rate}",
    ),
    "way population": ("kvar i", "part of"),
    "way eligible": ("borträknad ur", "taken out of"),
    "remark gap": (
        "Saknas: {what}. Säg det: themecode declaration STUDIE --say {name}=...",
        "Missing: {what}. Say it: themecode declaration STUDY --say {name}=...",
    ),
}
"""By key: the Swedish and the English sentence."""
