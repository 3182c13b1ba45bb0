"""The words agreement is reported in, in Swedish and English."""

from __future__ import annotations

from themecode.core.localized import LANGUAGES

WORDS: dict[str, tuple[str, str]] = {
    "agreement": ("Samstämmighet", "Agreement"),
    # what is compared
    "answer": ("svar", "answer"),
    "answers": ("svar", "answers"),
    "sentence": ("mening", "sentence"),
    "sentences": ("meningar", "sentences"),
    "turn": ("replik", "turn"),
    "turns": ("repliker", "turns"),
    "character": ("tecken", "character"),
    "characters": ("tecken", "characters"),
    "unitizing": ("textställe", "passage"),
    "unitizings": ("textställen", "passages"),
    "interview": ("intervju", "interview"),
    "interviews": ("intervjuer", "interviews"),
    "round": ("Omgång: {round} ({kind}).", "Round: {round} ({kind})."),
    "production": ("produktion", "production"),
    "pilot": ("pilot", "pilot"),
    "reliability": ("reliabilitet", "reliability"),
    "repeat": ("omkodning", "repeat"),
    "coders": ("Jämförda: {coders}.", "Compared: {coders}."),
    "absent": (
        "Inte jämförda, eftersom de hade texter i omgången men inte har läst någon av dem klart: {coders}.",
        "Not compared, because they had texts in the round and completed none of them: {coders}.",
    ),
    "n answers": ("n = {units} svar, kodade av alla.", "n = {units} answers, coded by all."),
    "n": (
        "n = {units} {unit} i {documents} {noun}, kodade av alla; moderatorns repliker är inte med.",
        "n = {units} {unit} in {documents} {noun}, coded by all; moderator turns are left out.",
    ),
    "scope coded": (
        "Bara det som minst en har kodat är med, så värdena är lägre än på allt.",
        "Only what at least one has coded is compared, so the values are lower than on everything.",
    ),
    "contentless": (
        "{n} av dem fann alla innehållslösa: eniga om ingen kod.",
        "{n} of them everyone found contentless: agreed on no code.",
    ),
    "suggested": (
        "Alla är kodade med hjälp av förslag, av någon eller alla.",
        "All of them were coded with the help of suggestions, by someone or by all.",
    ),
    "still open": (
        "Omgången är öppen: kodningarna är inte frysta, och siffrorna kan ändras.",
        "The round is open: its codings are not frozen, and these figures may change.",
    ),
    "depth": ("Koderna är lyfta till nivå {n} i kodboken.", "Codes are lifted to level {n} of the codebook."),
    "not completed": (
        "Inte jämförda, eftersom {coders} inte har läst dem klart: {n} ({names}).",
        "Not compared, because not completed by {coders}: {n} ({names}).",
    ),
    "case excluded": (
        "Inte jämförda, eftersom fallet är uteslutet: {n} ({names}).",
        "Not compared, because the case is excluded: {n} ({names}).",
    ),
    "merged since": (
        "Koderna är som när omgången stängdes. Sammanslagna med andra sedan dess: {codes}.",
        "Codes are as they were when the round was closed. Merged into others since: {codes}.",
    ),
    "merged count": (
        "Koder som slagits ihop sedan omgången stängdes räknas som det de blev: {codes}.",
        "Codes merged since the round was closed count as what they became: {codes}.",
    ),
    "overlapping": (
        "En kodares textställen överlappar varandra, så varje kod jämförs bara för sig (uα mot allt annat).",
        "Passages of one coder overlap, so each code is compared only on its own (uα against everything else).",
    ),
    # tables
    "together": ("Alla koder tillsammans", "All codes together"),
    "together of": ("Alla koder tillsammans, per {unit}", "All codes together, per {unit}"),
    "each": ("Varje kod för sig", "Each code on its own"),
    "coefficient": ("Mått", "Coefficient"),
    "value": ("Värde", "Value"),
    "interval": ("{level} % KI", "{level} % CI"),
    "reads": ("Läses som", "Reads as"),
    "code": ("Kod", "Code"),
    "prevalence": ("Andel %", "Prevalence %"),
    "coverage": ("Täckning %", "Coverage %"),
    "notes": ("Obs", "Note"),
    "no figure": ("– betyder: går inte att beräkna ({reason})", "– means: cannot be computed ({reason})"),
    "not used": ("Inte använda av någon: {codes}.", "Used by nobody: {codes}."),
    "used by": (
        "Under varje namn: antal {unit} som fick koden. Andel: av alla värden. KI och läsning: {coefficient}.",
        "Under each name: {unit} given the code. Prevalence: share of all values. CI and reading: {coefficient}.",
    ),
    "passages by": (
        "Under varje namn: antal textställen som fick koden.",
        "Under each name: passages given the code.",
    ),
    "covered by": (
        "Under varje namn: antal textställen som fick koden. Täckning: så stor del av kodens text som även den andra "
        "i ett par har kodat; (k)uα jämför bara den.",
        "Under each name: passages given the code. Coverage: how much of the code's text the other of a pair coded "
        "too; (k)uα compares only that.",
    ),
    "cu coverage": (
        "cuα jämför bara text som båda i ett par har kodat: {share} % av all text.",
        "cuα compares only text that both of a pair have coded: {share} % of all text.",
    ),
    "cu pairs": (
        "Med fler än två kodare räknas cuα och (k)uα par för par; andra program kan läsa formeln på annat sätt.",
        "With more than two coders, cuα and (k)uα are computed pair by pair; other programs may read the formula "
        "otherwise.",
    ),
    "with suggestions": ("Dokument kodade med förslag ({n})", "Documents coded with suggestions ({n})"),
    "without suggestions": ("Dokument kodade utan förslag ({n})", "Documents coded without suggestions ({n})"),
    "pairs": ("Två och två", "Two by two"),
    "coders pair": ("Kodare", "Coders"),
    # how it was done
    "bootstrap": (
        "Konfidensintervall: bootstrap, {n} dragningar av {what}, frö {seed}, percentiler.",
        "Confidence intervals: bootstrap, {n} samples of {what}, seed {seed}, percentiles.",
    ),
    "analytic": (
        "Konfidensintervall för {coefficients}: analytiska.",
        "Confidence intervals of {coefficients}: analytic.",
    ),
    "independent": (
        "Intervjuerna är för få att dra om, så intervallen tar {unit} som oberoende av varandra och är troligen "
        "för snäva.",
        "The interviews are too few to be drawn again, so the intervals take {unit} as independent of each other and "
        "are likely too narrow.",
    ),
    "documents": ("dokument", "documents"),
    "computed": (
        "Beräknad {n} gånger på detta i omgången.",
        "Computed {n} times on this in the round.",
    ),
    "computed once": (
        "Beräknad för första gången på detta i omgången.",
        "Computed for the first time on this in the round.",
    ),
    "judged": (
        "Läsningen går efter intervallets nedre gräns, annars efter värdet. Banden är konventioner:",
        "The reading goes by the lower limit of the interval, else by the value. The bands are conventions:",
    ),
    "krippendorff_2004": (
        "Krippendorff 2004: från 0,80 tillförlitlig, 0,667–0,80 preliminär, därunder otillräcklig.",
        "Krippendorff 2004: from 0.80 reliable, 0.667–0.80 tentative, below that not reliable.",
    ),
    "landis_koch_1977": (
        "Landis och Koch 1977: 0 svag, 0,2 skaplig, 0,4 måttlig, 0,6 god, 0,8 mycket god (undre gränser).",
        "Landis and Koch 1977: 0 slight, 0.2 fair, 0.4 moderate, 0.6 substantial, 0.8 almost perfect (lower bounds).",
    ),
    "method": ("Till metodkapitlet", "For the method chapter"),
    "not computed": (
        "Samstämmighet mellan kodare är inte beräknad, av metodskäl: {why}.",
        "Agreement between coders is not computed, by choice of method: {why}.",
    ),
    "not compared": ("Kunde inte jämföras: {what}.", "Could not be compared: {what}."),
}

COEFFICIENTS: dict[str, tuple[str, str]] = {
    "percent_agreement": ("procentuell samstämmighet", "percent agreement"),
    "cohen_kappa": ("Cohens kappa", "Cohen's kappa"),
    "scott_pi": ("Scotts pi", "Scott's pi"),
    "fleiss_kappa": ("Fleiss kappa", "Fleiss' kappa"),
    "krippendorff_alpha": ("Krippendorffs alfa", "Krippendorff's alpha"),
    "gwet_ac1": ("Gwets AC1", "Gwet's AC1"),
    "brennan_prediger": ("Brennan–Predigers kappa", "Brennan–Prediger's kappa"),
    "u_alpha": ("Krippendorffs uα", "Krippendorff's uα"),
    "u_alpha_binary": ("Krippendorffs |uα", "Krippendorff's |uα"),
    "cu_alpha": ("Krippendorffs cuα", "Krippendorff's cuα"),
    "k_u_alpha": ("Krippendorffs (k)uα", "Krippendorff's (k)uα"),
}
"""What a coefficient is called in a sentence."""

HEADS: dict[str, tuple[str, str]] = {
    "percent_agreement": ("Enighet %", "Agree %"),
    "cohen_kappa": ("Kappa", "Kappa"),
    "scott_pi": ("Pi", "Pi"),
    "fleiss_kappa": ("Kappa (Fleiss)", "Kappa (Fleiss)"),
    "krippendorff_alpha": ("Alfa", "Alpha"),
    "gwet_ac1": ("AC1", "AC1"),
    "brennan_prediger": ("BP", "BP"),
    "u_alpha": ("uα", "uα"),
    "u_alpha_binary": ("|uα", "|uα"),
    "cu_alpha": ("cuα", "cuα"),
    "k_u_alpha": ("(k)uα", "(k)uα"),
}
"""What a coefficient is called at the head of a column."""

BANDS: dict[str, tuple[str, str]] = {
    "reliable": ("tillförlitlig", "reliable"),
    "tentative": ("preliminär", "tentative"),
    "not_reliable": ("otillräcklig", "not reliable"),
    "poor": ("sämre än slumpen", "poor"),
    "slight": ("svag", "slight"),
    "fair": ("skaplig", "fair"),
    "moderate": ("måttlig", "moderate"),
    "substantial": ("god", "substantial"),
    "almost_perfect": ("mycket god", "almost perfect"),
}

REASONS: dict[str, tuple[str, str]] = {
    "no_variation": ("alla gav samma", "no variation"),
    "unused_code": ("ingen använde koden", "code used by nobody"),
    "no_shared_unit": ("inget gemensamt", "no shared unit"),
    "no_gaps": ("allt är kodat", "no gaps"),
    "one_code": ("bara en kod", "only one code"),
    "no_shared_passage": ("inget gemensamt textställe", "no shared passage"),
}
"""Why a value is not there."""

NOTES: dict[str, tuple[str, str]] = {
    "high_percent_low_coefficient": (
        "hög procentuell samstämmighet men lågt värde: koden är ovanlig eller nästan allestädes, så se på båda",
        "high percent agreement but a low value: the code is rare or nearly everywhere, so look at both",
    ),
    "mostly_one_category": (
        "mer än 80 % av värdena är desamma, vilket drar ned kappa och alfa",
        "more than 80 % of the values are the same, which pulls kappa and alpha down",
    ),
    "code_used_on_few_units": (
        "koden är använd på färre än 10 enheter, så värdet är osäkert",
        "the code is used on fewer than 10 units, so the value is uncertain",
    ),
    "ac1_far_above_alpha": (
        "AC1 ligger mer än 0,2 över alfa; redovisa inte bara AC1",
        "AC1 is more than 0.2 above alpha; do not report AC1 alone",
    ),
    "little_coverage": (
        "mindre än hälften av texten är jämförd",
        "less than half of the text is compared",
    ),
    "no_interval": ("inget konfidensintervall", "no confidence interval"),
    "silent_coder": ("{detail} har inte kodat något", "{detail} has coded nothing"),
    "one_document": (
        "bara ett dokument, så inget konfidensintervall",
        "only one document, so no confidence interval",
    ),
    "few_documents": (
        "få dokument ({detail}) att dra ur, så konfidensintervallet är troligen för snävt",
        "few documents ({detail}) to draw from, so the confidence interval is likely too narrow",
    ),
    "too_few_documents": (
        "för få dokument ({detail}) för ett konfidensintervall",
        "too few documents ({detail}) for a confidence interval",
    ),
    "no_sampling_variance": (
        "ingen variation att dra ur, så inget konfidensintervall",
        "no variation to draw from, so no confidence interval",
    ),
}
"""What a warning says."""


def say(words: dict[str, tuple[str, str]], key: str, language: str, **values: object) -> str:
    """Return a word or sentence of one of these tables in a language, with its values filled in.

    Where the number ``n`` is 1 and there is a sentence for one (``key one``), it is that.
    """
    if str(values.get("n")) == "1":
        key = f"{key} one" if f"{key} one" in words else key
    return words[key][LANGUAGES.index(language)].format(**values)


def decimal(figure: float, language: str, places: int = 2) -> str:
    """Return a figure with a decimal comma in Swedish, a point in English, and a real minus sign."""
    text = f"{figure:.{places}f}"
    if not text.strip("-0."):
        text = text.lstrip("-")
    text = text.replace("-", "−")
    return text.replace(".", ",") if language == "sv" else text
