"""Invented interviews with what identifies marked, such as ⟦person:Annas⟧, and how much of it is found.

`TUNED` was at hand while the rules were written. `HELD_OUT` was written when they were done, and no rule was
changed for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from themecode.text.identifying import Piece, lexicon_of
from themecode.text.lexicon import Known

_MARKED = re.compile(r"⟦(\w+):([^⟧]*)⟧")


@dataclass(frozen=True)
class Interview:
    """An invented text, and where in it someone or something is named."""

    text: str
    language: str
    planted: tuple[tuple[int, int, str], ...]
    """(start, end, kind)."""

    @classmethod
    def of(cls, marked: str, language: str) -> Interview:
        """Take the marks out of a text."""
        parts: list[str] = []
        planted, at, length = [], 0, 0
        for match in _MARKED.finditer(marked):
            plain = marked[at : match.start()]
            length += len(plain)
            planted.append((length, length + len(match[2]), match[1]))
            parts += [plain, match[2]]
            length += len(match[2])
            at = match.end()
        return cls("".join([*parts, marked[at:]]), language, tuple(planted))


@dataclass(frozen=True)
class Score:
    """How much of what was planted is found, and what else is."""

    planted: int
    found: int
    """Of the planted: how many are proposed, whole."""
    sure: int
    """How many of them without doubt."""
    alarms: tuple[str, ...]
    """What is proposed without doubt and was not planted."""
    doubts: tuple[str, ...]
    """What is proposed in doubt and was not planted."""
    missed: tuple[str, ...]

    @property
    def recall(self) -> float:
        """Found of planted, 0-1."""
        return self.found / self.planted


@dataclass(frozen=True)
class Corpus:
    """Interviews, and the names that a user would have on a list."""

    interviews: tuple[Interview, ...]
    listed: tuple[Known, ...]


def score(corpus: Corpus, *, with_list: bool) -> Score:
    """Look for names as `pseudonymise` does and compare with what was planted."""
    pieces = [Piece(each.text, each.language, _labels(each.text)) for each in corpus.interviews]
    lexicon = lexicon_of(pieces, corpus.listed if with_list else (), trained=False)
    planted = found = sure = 0
    alarms, doubts, missed = [], [], []
    for each in corpus.interviews:
        hits = lexicon.hits(each.text)
        for start, end, kind in each.planted:
            planted += 1
            over = [hit for hit in hits if hit.start <= start and end <= hit.end]
            found += bool(over)
            sure += any(hit.sure for hit in over)
            if not over:
                missed.append(f"{kind}:{each.text[start:end]}")
        for hit in hits:
            if not any(hit.start < end and start < hit.end for start, end, _ in each.planted):
                (alarms if hit.sure else doubts).append(each.text[hit.start : hit.end])
    return Score(planted, found, sure, tuple(alarms), tuple(doubts), tuple(missed))


def _labels(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(re.findall(r"^([^\W\d_][\w .-]{0,20}?)(?: \([^)]*\))?:", text, re.MULTILINE)))


def _known(listed: str) -> tuple[Known, ...]:
    rows = [line.split(":") for line in listed.split("\n") if line.strip()]
    return tuple(Known(kind.strip(), name.strip(), listed=True) for kind, name in rows)


_STAFF = """\
Moderator: Välkomna. Ni är fem här från ⟦centre:Kvarnbackens⟧ familjecentral. Vem vill börja?
⟦person:Anna-Karin⟧ (BVC): Jag heter ⟦person:Anna-Karin Berg⟧ och har varit här sedan ⟦date:12 mars 2014⟧. Vi i ⟦place:Vansbro⟧ är få.
⟦person:Björn⟧: ⟦person:Björn Ask⟧, samordnare. Min företrädare ⟦person:Liv⟧ byggde upp det. ⟦person:Livs⟧ pärmar står kvar.
P3 (socialtjänst): Det var ⟦person:Sten⟧ som ringde. ⟦person:Sten⟧ sa att han kunde komma. Hans bil stod på ⟦place:Storgatan 14⟧.
⟦person:Björn⟧: Liv och rörelse har vi gott om. Jag såg en björn vid sjön, men det är en annan sak.
P3 (socialtjänst): My är ett namn jag inte minns. ⟦person:My Lindgrens⟧ dotter går på ⟦centre:Kvarnbacksskolan⟧. Hon och ⟦person:My⟧ är här på tisdagar.
⟦person:Anna-Karin⟧ (BVC): ⟦place:Vansbroprojektet⟧ tog slut. ⟦place:Vansbroborna⟧ vet inte att vi finns. Ring mig på ⟦phone:070-123 45 67⟧.
Moderator: Har ni någon lista?
P3 (socialtjänst): ⟦person:Annas⟧ lista, ja. ⟦person:Anna Lind⟧ på biblioteket. Hennes nummer är ⟦phone:0281-123 45⟧ och mejlen ⟦email:anna.lind@vansbro.example⟧.
⟦person:Björn⟧: Pappan skrev sitt personnummer på lappen, ⟦personnummer:640823-3234⟧, och barnets, ⟦personnummer:201708192393⟧.
P5 (BMM): ⟦person:Hans⟧ och ⟦person:Siv⟧ var de som startade. ⟦person:Hans⟧ ringde alla. Hans idé var bra. Det var den ⟦date:3/9⟧, tror jag.
P5 (BMM): Vi träffade ⟦person:Bergs⟧ kollega från ⟦place:Mora⟧ på ⟦centre:Solgläntan⟧. ⟦centre:Solgläntans⟧ kök är större.
Moderator: Tack, ⟦person:Björn⟧. Då slutar vi 11.30. Vi ses i mars.
"""

_PARENTS = """\
Intervjuare: Hur hittade du hit?
Mamma 1: ⟦person:Fatima⟧ på BVC sa det. ⟦person:Fatimas⟧ syster går också hit. Jag bor i ⟦place:Tallåsen⟧, utanför ⟦place:Ljusdal⟧.
Mamma 1: Min man heter ⟦person:Ibrahim⟧ och vi har ⟦person:Maja⟧ som är två. ⟦person:Majas⟧ dagis är ⟦centre:Ekorren⟧.
Pappa 2: Jag kom via ⟦person:Karl-Erik⟧. ⟦person:Karl-Erik Östlund⟧ kör öppna förskolan. På förskolan ⟦centre:Ekorren⟧ känner alla honom.
Pappa 2: Vår familj kom ⟦date:2019-08-14⟧. Då hade vi inget. Man kan mejla ⟦email:ostlund.ke@ljusdal.example⟧ eller ringa ⟦phone:0651-180 00⟧.
Mamma 1: ⟦person:anna lind⟧ skriver jag alltid med små bokstäver, som på chatten: hej ⟦person:anna⟧!
Pappa 2: Sommaren var lång. Det kom 30 barn av 100. Vi bodde i Sverige, på landet. En onsdag var det 1,5 timmars kö.
Mamma 1: ⟦person:Rosa⟧ hjälpte mig. Rosa är också min favoritfärg. Jag ringde ⟦phone:+46 70 765 43 21⟧ och fick ⟦phone:08-123 456 78⟧ i stället.
Pappa 2: ⟦person:Anna Karin Bergs⟧ telefon, ⟦phone:0701234567⟧. Hon är född ⟦date:1985⟧, min fru har ⟦personnummer:19640823-3234⟧.
Mamma 1: ⟦place:Ljusdalsmodellen⟧ kallar de den. Vi åker till ⟦place:Stockholm⟧ ibland. ⟦centre:Ekorrskolan⟧ finns också.
"""

_ENGLISH = """\
Moderator: How did you find the centre?
⟦person:Sarah⟧: My midwife ⟦person:Joan Baker⟧ told me. ⟦person:Joan's⟧ office is next door to ⟦centre:Oakfield⟧ Children's Centre.
Parent 2: I'm from ⟦place:Leeds⟧. ⟦person:Will⟧ came along, and ⟦person:Will's⟧ mum. Will you stop the tape? You can ring ⟦phone:020 7946 0958⟧.
⟦person:Sarah⟧: My son ⟦person:Theo⟧ was born on ⟦date:12 March 2019⟧. ⟦person:Grace⟧ said we could come. Grace is what we lacked.
Parent 2: Write to ⟦email:joan.baker@oakfield.example⟧. May I add something? ⟦person:May⟧ and ⟦person:Sarah⟧ share a lift. In May it was closed.
⟦person:Sarah⟧: The ⟦person:Baker⟧ family helped. I can't bake, so a baker helps. It was at 10.30 and 25 of us came to ⟦centre:Oakfield⟧.
"""

TUNED = Corpus(
    (Interview.of(_STAFF, "sv"), Interview.of(_PARENTS, "sv"), Interview.of(_ENGLISH, "en")),
    _known(
        """
        person: Anna-Karin Berg
        person: Anna Lind
        person: Björn Ask
        person: Liv
        person: Sten
        person: My Lindgren
        person: Hans
        person: Siv
        person: Fatima
        person: Ibrahim
        person: Maja
        person: Karl-Erik Östlund
        person: Rosa
        person: Joan Baker
        person: Will
        person: Theo
        person: Grace
        person: May
        person: Sarah
        place: Vansbro
        place: Ljusdal
        place: Tallåsen
        centre: Kvarnbacken
        centre: Solgläntan
        centre: Ekorren
        centre: Oakfield
        """
    ),
)

_STAFF_2 = """\
Moderator: Vi kör igång. Det här är intervjun med personalen i ⟦place:Härnösand⟧, den ⟦date:7 november⟧.
P1 (öppen förskola): ⟦person:Ann-Sofie⟧ här, ⟦person:Ann-Sofie Dahl⟧. Sedan ⟦person:Ove⟧ slutade är jag ensam på ⟦centre:Älgskogens⟧ öppna förskola.
P2 (BVC): Jag och ⟦person:Ann-Sofie⟧ delar rum. ⟦person:Dahls⟧ kaffe är husets bästa. Dahlian i fönstret är min.
P1 (öppen förskola): När ⟦person:Per⟧ kom från kommunen blev det fart. Per vecka har vi trettio familjer. ⟦person:Pers⟧ schema gäller än.
P2 (BVC): ⟦place:Härnösandsmodellen⟧ har blivit känd. De från ⟦place:Kramfors⟧ och ⟦place:Sollefteå⟧ kom hit. ⟦place:Kramforsborna⟧ var imponerade.
P3 (kurator): ⟦person:Saga Ek⟧ är min chef. Det är ingen saga, ⟦person:Saga⟧ finns. ⟦person:Ek⟧ sitter i stadshuset. En ek står utanför.
P3 (kurator): Jag fick ett mejl från ⟦email:saga.ek@harnosand.example⟧ om familjen ⟦person:Al-Hassan⟧. Pojken ⟦person:Yousef⟧ är sex år.
P1 (öppen förskola): ⟦person:Yousefs⟧ pappa har nummer ⟦phone:0611-34 81 00⟧, mamman ⟦phone:073 555 01 02⟧.
P2 (BVC): Det stod ⟦personnummer:170304-2389⟧ på remissen, utan namn. Och ⟦personnummer:870112-9876⟧ på mammans.
Moderator: Vi i projektet skriver inte ut sådant. Den 1,9 tjänsten, hur är den delad?
P3 (kurator): ⟦person:Birgitta⟧ har hälften. ⟦person:Birgitta Vik⟧ och jag har känt varandra sedan ⟦date:2003-05-20⟧. Vik ihop duken, säger hon jämt.
P2 (BVC): På ⟦centre:Murbergsskolan⟧ går många. Murbergs? Nej, ⟦centre:Murbergsskolans⟧ rektor, ⟦person:Tor⟧, är bra. Jag såg ⟦person:Tor⟧ i går.
P1 (öppen förskola): Ja, ⟦person:Ove Stark⟧ var stark. Utan honom stod vi där på ⟦place:Köpmangatan⟧ utan nyckel, kl. 07.45.
"""

_PARENTS_2 = """\
Intervjuare: Berätta om första gången.
F1: Det var ⟦person:Noor⟧ som tog med mig. Jag kände ingen i ⟦place:Tranås⟧. Vi hade flyttat från ⟦place:Norrköping⟧ i maj.
F2: Alltså ⟦person:Stina⟧, hon är fantastisk. ⟦person:Stinas⟧ händer, vad de hinner. Och ⟦person:Dan⟧, ⟦person:Dans⟧ sånger!
F1: Dans är roligt. Min dotter ⟦person:Iris⟧ dansar. Iris i rabatten heter de blå blommorna. ⟦person:Iris⟧ sa det själv.
F2: Jag skrev till ⟦email:stina_k (at) tranas.example⟧. Inget svar. Då ringde jag ⟦phone:0140-687 00⟧ och sedan ⟦phone:+46(0)70-2223344⟧.
F1: På ⟦centre:Gripenberg⟧ är det annorlunda. ⟦centre:Gripenbergs⟧ lokaler är stora. Vi går till ⟦centre:Regnbågen⟧ på fredagar, en regnbåge är målad på dörren.
F2: ⟦person:Karin⟧ och ⟦person:Karin Lund⟧ är inte samma. Den ena ⟦person:Karins⟧ barn går i ettan. ⟦person:Lund⟧ jobbar på vårdcentralen.
F1: Vi fick tid den ⟦date:24:e mars⟧, klockan tio. Det tog 3/4 av dagen. Bidraget är 1 250 kr i månaden.
F2: Mitt personnummer är ⟦personnummer:19910815-2395⟧, det kan du stryka. Min brors är ⟦personnummer:8908153239⟧.
F1: ⟦place:Tranåsbor⟧ säger inte så mycket. Men ⟦person:Agnetha⟧ på kyrkans förskola, hon säger allt. Gud ske lov.
F2: vi bor granne med ⟦person:stina⟧ faktiskt, i ⟦place:tranås⟧.
"""

_ENGLISH_2 = """\
Interviewer: Who do you meet here?
Mum 1: Mostly ⟦person:Priya⟧ and ⟦person:Mrs Cooper⟧. ⟦person:Priya's⟧ little one is the same age. A cooper makes barrels, she says.
Dad 2: ⟦person:Mark⟧ runs the dads' group. Mark my words, he never stops. ⟦person:Mark's⟧ number is ⟦phone:+44 113 496 0123⟧.
Mum 1: We moved from ⟦place:Bradford⟧ to ⟦place:Elmbridge⟧ on ⟦date:June 3, 2018⟧. My sister ⟦person:Hope⟧ stayed. I hope she comes.
Dad 2: ⟦person:Jean-Luc⟧ came to ⟦centre:Thornfield⟧ Nursery. You can email ⟦email:thornfield@nursery.example⟧. We pay 12.50 a day.
Mum 1: ⟦person:Hope⟧ told me about ⟦centre:Thornfield⟧. Rose was the colour of the door. ⟦person:Rose Hill⟧ is the head there.
"""

HELD_OUT = Corpus(
    (Interview.of(_STAFF_2, "sv"), Interview.of(_PARENTS_2, "sv"), Interview.of(_ENGLISH_2, "en")),
    _known(
        """
        person: Ann-Sofie Dahl
        person: Ove Stark
        person: Per
        person: Saga Ek
        person: Yousef Al-Hassan
        person: Birgitta Vik
        person: Tor
        person: Noor
        person: Stina
        person: Dan
        person: Iris
        person: Karin Lund
        person: Karin
        person: Agnetha
        person: Priya
        person: Mrs Cooper
        person: Mark
        person: Hope
        person: Jean-Luc
        person: Rose Hill
        place: Härnösand
        place: Kramfors
        place: Tranås
        place: Elmbridge
        centre: Älgskogen
        centre: Gripenberg
        centre: Regnbågen
        centre: Thornfield
        """
    ),
)
