"""Reading a query, in Swedish or English, into terms.

query   = either [ "within" ["the"] "same" unit ]
either  = both { "or" both }
both    = single { "and" single }
single  = "not" single | close
close   = part [ ("near" | "overlaps") part ]
part    = "(" either ")" | code
code    = words that are no operators, or anything in quotes
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from themecode.analysis.query.terms import And, Name, Not, Or, Pair, Query, QueryError, Term, UnitOfText

OPERATORS: dict[str, str] = {
    **dict.fromkeys(("and", "och", "&"), "and"),
    **dict.fromkeys(("or", "eller", "|"), "or"),
    **dict.fromkeys(("not", "inte"), "not"),
    **dict.fromkeys(("near", "nära"), "near"),
    **dict.fromkeys(("overlaps", "överlappar"), "overlaps"),
    **dict.fromkeys(("within", "inom"), "within"),
    "(": "(",
    ")": ")",
}
"""Word as written, in small letters -> operator."""

UNITS: dict[str, UnitOfText] = {
    **dict.fromkeys(("turn", "replik"), "turn"),
    **dict.fromkeys(("sentence", "mening"), "sentence"),
    **dict.fromkeys(("document", "dokument", "answer", "svar", "interview", "intervju"), "document"),
    **dict.fromkeys(("case", "fall"), "case"),
}
"""Word as written -> unit."""

_TOKEN = re.compile(r"""\s*(?:(?P<mark>[()&|])|(?P<quoted>"[^"]*"|“[^”]*”|”[^”]*”|'[^']*')|(?P<word>[^\s()&|"“”]+))""")
_MOST = 2000
"""Characters of a query at most."""
_DEEPEST = 50
"""Parentheses and negations within each other at most."""


@dataclass(frozen=True)
class _Token:
    text: str
    position: int
    operator: str | None


def parse(text: str) -> Query:
    """Read a query. Raises QueryError, which says at which character it cannot be read."""
    text = unicodedata.normalize("NFC", text)
    if len(text) > _MOST:
        raise QueryError("the query is too long", f"{text[:40]} …", 0, f"use at most {_MOST} characters")
    return _Parser(text, _tokens(text)).query()


def quoted(name: str) -> str:
    """Return a code's key or label so that a query takes it for one name."""
    plain = re.fullmatch(r"[\w.\-]+", name) and name.casefold() not in OPERATORS
    return name if plain else '"' + name.replace('"', "”") + '"'


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            rest = text[place:]
            if not rest.strip():
                break
            at = place + len(rest) - len(rest.lstrip())
            raise QueryError("a quotation mark is never closed", text, at, "close it, or leave it out")
        kind = found.lastgroup or "word"
        written = found[kind]
        operator = None if kind == "quoted" else OPERATORS.get(written.casefold())
        tokens.append(_Token(written[1:-1] if kind == "quoted" else written, found.start(kind), operator))
        place = found.end()
    return tokens


class _Parser:
    """Goes through the tokens once, from left to right."""

    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._at = 0
        self._deep = 0

    def query(self) -> Query:
        if not self._tokens:
            raise QueryError("the query is empty", self._text, 0, "name a code, such as: tid and not ledning")
        term = self._either()
        unit = self._unit() if self._next("within") else None
        if (left := self._token()) is not None and unit is not None:
            fix = "put it at the end: what it is within holds for the whole query"
            raise QueryError("the query goes on after its unit", self._text, left.position, fix)
        if left is not None:
            raise self._unexpected(left)
        return Query(self._text, term, unit)

    def _either(self) -> Term:
        term = self._both()
        while self._next("or"):
            term = Or(term, self._both())
        return term

    def _both(self) -> Term:
        term = self._single()
        while self._next("and"):
            term = And(term, self._single())
        return term

    def _single(self) -> Term:
        if (token := self._next("not")) is None:
            return self._close()
        with_deeper = self._deeper(token)
        term = Not(self._single())
        self._deep = with_deeper - 1
        return term

    def _close(self) -> Term:
        term = self._part()
        token = self._next("near") or self._next("overlaps")
        if token is None:
            return term
        right = self._part()
        for side in (term, right):
            self._only_codes(side, token)
        again = self._token()
        if again is not None and again.operator in ("near", "overlaps"):
            fix = f"join two pairs, such as: a {again.text} b and b {again.text} c"
            raise QueryError(f"{again.text!r} stands between two codes only", self._text, again.position, fix)
        return Pair(term, right, token.operator == "overlaps", token.position)

    def _part(self) -> Term:
        if (token := self._next("(")) is not None:
            deep = self._deeper(token)
            term = self._either()
            if self._next(")") is None:
                if (left := self._token()) is not None:
                    raise self._unexpected(left)
                raise QueryError("a parenthesis is never closed", self._text, token.position, "close it with )")
            self._deep = deep - 1
            return term
        return self._name()

    def _name(self) -> Name:
        token = self._token()
        if token is None or token.operator is not None:
            before = f" after {self._tokens[self._at - 1].text!r}" if self._at else ""
            where = len(self._text) if token is None else token.position
            raise QueryError(f"a code is missing{before}", self._text, where, "name it by its key or its label")
        words = []
        position = token.position
        while (token := self._token()) is not None and token.operator is None:
            words.append(token.text)
            self._at += 1
        return Name(" ".join(" ".join(words).split()), position)

    def _unit(self) -> UnitOfText:
        token = self._tokens[self._at - 1]
        for word in ("the", "same", "samma"):
            token = self._token() or token
            if self._token() is not None and token.text.casefold() == word:
                self._at += 1
        token = self._token() or token
        unit = UNITS.get(token.text.casefold()) if self._token() is not None else None
        if unit is None:
            end = self._token() is None
            what = "what it is within is missing" if end else f"{token.text!r} is nothing to be within"
            fix = "write within the same turn, sentence, document or case (inom samma replik, mening, dokument, fall)"
            raise QueryError(what, self._text, len(self._text) if end else token.position, fix)
        self._at += 1
        return unit

    def _only_codes(self, side: Term, token: _Token) -> None:
        if isinstance(side, Or):
            self._only_codes(side.left, token)
            self._only_codes(side.right, token)
        elif not isinstance(side, Name):
            fix = f"put a code, or (one or another), on either side of {token.text!r}"
            raise QueryError(f"{token.text!r} stands between codes", self._text, token.position, fix)

    def _unexpected(self, token: _Token) -> QueryError:
        if token.operator == "not":
            return QueryError(
                f"'and' is missing before {token.text!r}", self._text, token.position, f"write: and {token.text}"
            )
        if token.operator == ")":
            return QueryError("there is no ( to this )", self._text, token.position, "leave it out, or add the (")
        if token.operator == "within":
            fix = "put it at the end of the query, once"
            return QueryError(f"{token.text!r} holds for the whole query", self._text, token.position, fix)
        fix = "join codes by and, or, near or overlaps"
        return QueryError(f"an operator is missing before {token.text!r}", self._text, token.position, fix)

    def _deeper(self, token: _Token) -> int:
        self._deep += 1
        if self._deep > _DEEPEST:
            raise QueryError("the query is nested too deeply", f"{self._text[:40]} …", token.position, "simplify it")
        return self._deep

    def _token(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _next(self, operator: str) -> _Token | None:
        token = self._token()
        if token is None or token.operator != operator:
            return None
        self._at += 1
        return token
