"""The words of rounds and of comparing coders."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "in round": ("omgång: {round}", "round: {round}"),
    "round": ("Omgång {round}: {read} av {all}", "Round {round}: {read} of {all}"),
    "nothing in round": (
        "Du har inga dokument i omgången {round}. Den som leder den fördelar: themecode round assign …",
        "You have no documents in the round {round}. Whoever leads it assigns: themecode round assign …",
    ),
    "propose code": ("+ föreslå koden: {label}", "+ propose the code: {label}"),
    "proposed": (
        "Kodboken är låst i omgången {round}. Koden {label} är föreslagen.",
        "The codebook is locked in the round {round}. The code {label} is proposed.",
    ),
    "nothing to compare": (
        "Ingen stängd omgång har något som flera har kodat.",
        "No closed round has anything that several have coded.",
    ),
    "compare what": ("Jämför vad?", "Compare what?"),
    "compare": ("Jämför {round}", "Compare {round}"),
    "comparing": ("jämför …", "comparing …"),
    "decided of": ("{decided} av {all} avgjorda", "{decided} of {all} decided"),
    "no differences": ("Inget skiljer kodarna åt här.", "Nothing differs between the coders here."),
    "all decided": ("Allt är avgjort.", "Everything is decided."),
    "passage": ("textställe {start}–{end}", "passage {start}–{end}"),
    "only places": ("samma koder, olika gränser", "same codes, different edges"),
    "only states": ("olika status", "different states"),
    "decided by": ("{coder} avgjorde: {taken}", "{coder} decided: {taken}"),
    "not decided": ("inte avgjort", "not decided"),
    "decided elsewhere": ("har redan en konsensus", "has a consensus already"),
    "taken side": ("som {coder}", "as {coder}"),
    "taken both": ("båda", "both"),
    "taken other": ("annat", "other"),
    "taken agreed": ("eniga", "agreed"),
    "why decided": ("Varför? Enter hoppar över, esc avbryter.", "Why? Enter skips this, esc cancels."),
    "no side": ("Det finns ingen kodare {number}.", "There is no coder {number}."),
    "fill?": (
        "Alla är eniga om {n} som saknar konsensus. Fylla i dem? Kan ångras.",
        "All agree on {n} that have no consensus. Fill them in? Can be undone.",
    ),
    "nothing to fill": ("Allt som alla är eniga om är ifyllt.", "All that all agree on is filled in."),
    "filled": ("Ifyllda: {n}.", "Filled in: {n}."),
    "confusion": ("Koder som förväxlas: enter visar ställena", "Codes confused: enter shows the places"),
    "all differences": ("{n:>4}  alla skillnader", "{n:>4}  all differences"),
    "nothing instead": ("inget", "nothing"),
    "shown only": ("bara {pair}", "only {pair}"),
    "no reasons": (
        "Inget skäl har angetts två gånger än.",
        "No reason has been given twice yet.",
    ),
    "which reason": ("Vilket skäl ska in i kodboken?", "Which reason is to go into the codebook?"),
    "into which": ("Var ska det stå?", "Where is it to stand?"),
    "include in": ("räkna hit: {code}", "include: {code}"),
    "exclude from": ("räkna inte hit: {code}", "exclude: {code}"),
    "added to code": ("Står nu i {code}.", "Stands in {code} now."),
}
