"""Survey mappings as YAML files: what each column of a survey table is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

from themecode.core.codebook import is_key
from themecode.core.localized import ANY, Texts
from themecode.core.survey import (
    AttributeColumn,
    ClosedQuestion,
    DerivedAttribute,
    Level,
    Nouns,
    OpenQuestion,
    QuestionKind,
    SurveyMapping,
)
from themecode.formats.yamlfile import Fields, Node, Scalar, load_yaml
from themecode.formats.yamlreader import Reader

TOP_KEYS = ("case", "case_noun", "questions", "closed", "attributes", "ignore")
QUESTION_KEYS = (
    "key", "number", "columns", "column", "wording", "codebook", "asked_when", "specify_for", "nouns",
)  # fmt: skip
CLOSED_KEYS = ("key", "number", "kind", "columns", "column", "wording", "labels", "items", "asked_when")
ATTRIBUTE_KEYS = ("column", "name", "type", "labels")
DERIVED_KEYS = ("name", "derive")
RULE_KEYS = ("all", "any", "equals")
SPECIFY_KEYS = ("column", "value")
NOUN_KEYS = ("singular", "plural", "gender")


class _ClosedKind(StrEnum):
    """The kinds of question with fixed answers."""

    SINGLE = QuestionKind.SINGLE
    MULTIPLE = QuestionKind.MULTIPLE
    MATRIX = QuestionKind.MATRIX
    SCALE = QuestionKind.SCALE


class _Gender(StrEnum):
    NONE = ""
    NEUTER = "neuter"
    COMMON = "common"


def read_mapping(path: Path) -> SurveyMapping:
    """Read a survey mapping. ``case: ""`` numbers the rows instead of naming a column.

    Whether its columns are in a table and its codebooks in a study is for others to check.

    Raises InputError where the file cannot be read or is not YAML, or listing with its line every unknown or
    missing key, question key or variable that stands twice, column with two roles, and value of a wrong kind.
    """
    reader = _MappingReader(path.name)
    mapping = reader.survey(load_yaml(path))
    reader.finish()
    return mapping


class _MappingReader(Reader):
    """Remembers where each column, question key and variable name stood first."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._columns: dict[str, int] = {}
        self._questions: dict[str, int] = {}
        self._variables: dict[str, int] = {}

    def survey(self, top: Fields) -> SurveyMapping:
        fields = self.mapping(top, "a mapping", TOP_KEYS, required=("case",))
        case = self.text(fields.get("case"), "case")
        if case:
            self.once(self._columns, case, fields["case"].line, "the column")
        questions = tuple(self._open(node) for node in self.items(fields.get("questions"), "questions"))
        closed = tuple(self._closed(node) for node in self.items(fields.get("closed"), "closed"))
        attributes, derived = self._attributes(self.items(fields.get("attributes"), "attributes"))
        ignore = self.listed(fields.get("ignore"), "ignore")
        for column, line in ignore:
            self.once(self._columns, column, line, "the column")
        return SurveyMapping(
            case=case,
            case_noun=self._case_noun(fields.get("case_noun")),
            questions=questions,
            closed=closed,
            attributes=attributes,
            derived=derived,
            ignore=tuple(column for column, _ in ignore),
        )

    def _case_noun(self, node: Node | None) -> dict[str, tuple[str, str]]:
        nouns: dict[str, tuple[str, str]] = {}
        for language, value in self.by_language(node, "case_noun"):
            words = self.texts(value, "case_noun")
            if len(words) == 2:
                nouns[language] = (words[0], words[1])
            else:
                self.fault(value.line, "case_noun needs two words", "write [singular, plural]")
        return nouns

    def _open(self, node: Node) -> OpenQuestion:
        fields = self.mapping(node, "a question", QUESTION_KEYS, required=("key",))
        asked_when = self.pairs(fields.get("asked_when"), "asked_when")
        return OpenQuestion(
            key=self._question_key(fields),
            columns=self._named_columns(node, fields, "a question"),
            number=self.text(fields.get("number"), "the number"),
            wording=self.localized(fields.get("wording"), "the wording"),
            codebooks=self.texts(fields.get("codebook"), "codebook"),
            asked_when={variable.text: self._values(value) for variable, value in asked_when},
            specify_for=self._specify_for(fields.get("specify_for")),
            nouns=self._nouns(fields.get("nouns")),
        )

    def _closed(self, node: Node) -> ClosedQuestion:
        fields = self.mapping(node, "a closed question", CLOSED_KEYS, required=("key", "kind"))
        key, columns = self._question_key(fields), self._named_columns(node, fields, "a closed question")
        for variable in columns if len(columns) > 1 else filter(None, (key,)):
            self.once(self._variables, variable, node.line, "the variable")
        asked_when = self.pairs(fields.get("asked_when"), "asked_when")
        return ClosedQuestion(
            key=key,
            kind=QuestionKind(self.choice(fields.get("kind"), "the kind", _ClosedKind.SINGLE)),
            columns=columns,
            number=self.text(fields.get("number"), "the number"),
            wording=self.localized(fields.get("wording"), "the wording"),
            labels=self._labels(fields.get("labels")),
            items=self._items(fields.get("items"), columns),
            asked_when={variable.text: self._values(value) for variable, value in asked_when},
        )

    def _items(self, node: Node | None, columns: tuple[str, ...]) -> dict[str, Texts]:
        items = self._labels(node)
        if node is not None:
            for name in items.keys() - set(columns):
                self.fault(node.line, f"items names {name!r}, which is no column of the question", "name a column")
        return items

    def _attributes(self, nodes: Iterable[Node]) -> tuple[tuple[AttributeColumn, ...], tuple[DerivedAttribute, ...]]:
        columns: list[AttributeColumn] = []
        derived: list[DerivedAttribute] = []
        for node in nodes:
            if isinstance(node, Fields) and any(key.text == "derive" for key, _ in node.pairs):
                derived.append(self._derived(node))
            else:
                columns.append(self._attribute(node))
        return tuple(columns), tuple(derived)

    def _attribute(self, node: Node) -> AttributeColumn:
        fields = self.mapping(node, "an attribute", ATTRIBUTE_KEYS, required=("column",))
        column = self.text(fields.get("column"), "the column")
        name = self.text(fields.get("name"), "the name") or column
        if column:
            self.once(self._columns, column, fields["column"].line, "the column")
            self.once(self._variables, name, node.line, "the variable")
        level = self.choice(fields.get("type"), "the type", Level.NOMINAL)
        return AttributeColumn(column, name, level, self._labels(fields.get("labels")))

    def _derived(self, node: Node) -> DerivedAttribute:
        fields = self.mapping(node, "a derived attribute", DERIVED_KEYS, required=DERIVED_KEYS)
        name = self.text(fields.get("name"), "the name")
        if name:
            self.once(self._variables, name, node.line, "the variable")
        if "derive" not in fields:
            return DerivedAttribute(name, (), "")
        rule = self.mapping(fields["derive"], "derive", RULE_KEYS, required=("equals",))
        if isinstance(fields["derive"], Fields) and len(rule.keys() & {"all", "any"}) != 1:
            fix = "write derive: {all: [one, two], equals: Ja}"
            self.fault(fields["derive"].line, "derive needs one of 'all' and 'any'", fix)
        variables = self.texts(rule.get("all") or rule.get("any"), "the variables")
        return DerivedAttribute(name, variables, self.text(rule.get("equals"), "equals"), any_of="any" in rule)

    def _question_key(self, fields: Mapping[str, Node]) -> str:
        key = self.text(fields.get("key"), "the key")
        if key:
            line = fields["key"].line
            self.once(self._questions, key, line, "the question")
            if not is_key(key):
                self.fault(line, f"a question's key cannot be {key!r}", "use letters, digits, _ and -")
        return key

    def _named_columns(self, node: Node, fields: Mapping[str, Node], what: str) -> tuple[str, ...]:
        """Return the columns named by ``columns`` or ``column``; each may be named once in the file."""
        named = [fields[key] for key in ("columns", "column") if key in fields]
        columns = [(column, value.line) for value in named for column in self.texts(value, "the columns")]
        if isinstance(node, Fields) and (len(named) != 1 or not columns):
            self.fault(node.line, f"{what} needs either column or columns", "write columns: [one, two]")
        for column, line in columns:
            self.once(self._columns, column, line, "the column")
        return tuple(column for column, _ in columns)

    def _values(self, node: Node) -> tuple[str, ...]:
        values = self.texts(node, "asked_when")
        if not values and isinstance(node, Scalar):
            self.fault(node.line, "asked_when has no value", "write the answer that led to the question")
        return values

    def _specify_for(self, node: Node | None) -> dict[str, str]:
        if node is None:
            return {}
        fields = self.mapping(node, "specify_for", SPECIFY_KEYS, required=SPECIFY_KEYS)
        return {key: self.text(value, key) for key, value in fields.items()}

    def _nouns(self, node: Node | None) -> dict[str, Nouns]:
        nouns: dict[str, Nouns] = {}
        for language, value in self.by_language(node, "nouns"):
            fields = self.mapping(value, "nouns in a language", NOUN_KEYS)
            nouns[language] = Nouns(
                singular=self.text(fields.get("singular"), "singular"),
                plural=self.text(fields.get("plural"), "plural"),
                gender=self.choice(fields.get("gender"), "the gender", _Gender.NONE).value,
            )
        return nouns

    def _labels(self, node: Node | None) -> dict[str, Texts]:
        labels = {value.text: self.localized(label, "a label").texts for value, label in self.pairs(node, "labels")}
        return {value: texts[ANY] if set(texts) == {ANY} else dict(texts) for value, texts in labels.items() if texts}
