"""The look of a report in Word: everything hangs on styles, so that an agency's own template can take its place."""

from __future__ import annotations

from typing import Any

from themecode.report.docx_parts import CELL, element

LOCALES = {"sv": "sv-SE", "en": "en-GB"}
TABLE, NOTE, WARNING, BARE_QUOTE, BULLET, CAPTION, TITLE = (
    *("ReportTable", "ReportNote", "ReportWarning", "Quote", "ListBullet", "Caption", "Title"),
)
"""Ids of the styles that a report uses beside the headings and the body text."""

FONT = "Calibri"
INK, RULE, ALARM = "1F2933", "7B8794", "8A1C1C"
A4 = (11906, 16838)
MARGIN = 1417
"""In twentieths of a point: 25 mm."""


def prepare(document: Any, language: str) -> None:
    """Set a document's page, language and styles."""
    from docx.shared import Twips

    section = document.sections[0]
    section.page_width, section.page_height = (Twips(length) for length in A4)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Twips(MARGIN))
    _language(document, LOCALES[language])
    _known_styles(document)
    _own_styles(document.styles)
    _page_number(section)


def text_width(*, across: bool = False) -> int:
    """Return the width of the text on an upright page, or on one turned on its side, in twentieths of a point."""
    return A4[1 if across else 0] - 2 * MARGIN


def _language(document: Any, locale: str) -> None:
    """Set the language that spelling is checked in and that is read aloud, for all text and each style that has one."""
    from docx.oxml.ns import qn

    root = document.styles.element
    defaults = root.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in root.iter(qn("w:lang")):
        old.getparent().remove(old)
    element(defaults, "w:lang", val=locale, eastAsia=locale, bidi="ar-SA")
    for theme in document.settings.element.iter(qn("w:themeFontLang")):
        theme.set(qn("w:val"), locale)


def _known_styles(document: Any) -> None:
    """Give Word's own styles a sober look."""
    from docx.shared import Pt, RGBColor, Twips

    styles = document.styles
    ink = RGBColor.from_string(INK)

    def look(name: str, size: float, *, before: float, after: float, bold: bool = False) -> Any:
        style = styles[name]
        _one_font(style)
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        style.font.color.rgb = ink
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        return style

    normal = look("Normal", 11, before=0, after=8)
    normal.paragraph_format.line_spacing = 1.15
    normal.paragraph_format.widow_control = True
    title = look("Title", 22, before=0, after=18, bold=True)
    _without_rule(title)
    for level, (size, before) in enumerate(((16, 20), (13, 16), (11.5, 12)), 1):
        heading = look(f"Heading {level}", size, before=before, after=6, bold=True)
        heading.paragraph_format.keep_with_next = True
    look("List Bullet", 11, before=0, after=3)
    quote = look("Quote", 11, before=2, after=10)
    quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = Twips(567)
    quote.paragraph_format.keep_together = True
    caption = look("Caption", 10, before=12, after=4, bold=True)
    caption.paragraph_format.keep_with_next = True


def _own_styles(styles: Any) -> None:
    """Add the styles Word has no name for."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    for identity, name in ((NOTE, "Report Note"), (WARNING, "Report Warning"), (CELL, "Table Text")):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(_name("w:styleId"), identity)
        style.base_style = styles["Normal"]
        style.quick_style = True
    note, warning, cell = styles["Report Note"], styles["Report Warning"], styles["Table Text"]
    note.font.size = Pt(9.5)
    note.paragraph_format.space_after = Pt(4)
    warning.font.bold = True
    warning.font.color.rgb = RGBColor.from_string(ALARM)
    warning.paragraph_format.keep_with_next = True
    cell.font.size = Pt(10)
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
    cell.paragraph_format.line_spacing = 1.0
    styles.element.append(_table_style())


def _table_style() -> Any:
    """Make a table style with a rule above and below, one under the head, and one above the total."""
    style = element(None, "w:style", type="table", customStyle="1", styleId=TABLE)
    element(style, "w:name", val="Report Table")
    element(style, "w:basedOn", val="TableNormal")
    element(style, "w:uiPriority", val="99")
    element(style, "w:qFormat")
    whole = element(style, "w:tblPr")
    borders = element(whole, "w:tblBorders")
    for side in ("top", "bottom"):
        element(borders, f"w:{side}", val="single", sz="8", space="0", color=INK)
    element(borders, "w:insideH", val="single", sz="2", space="0", color="D3D9DE")
    margins = element(whole, "w:tblCellMar")
    for side in ("left", "right"):
        element(margins, f"w:{side}", w="85", type="dxa")
    for part, side in (("firstRow", "bottom"), ("lastRow", "top")):
        conditional = element(style, "w:tblStylePr", type=part)
        element(element(conditional, "w:rPr"), "w:b")
        element(
            element(element(conditional, "w:tcPr"), "w:tcBorders"),
            f"w:{side}",
            val="single",
            sz="6",
            space="0",
            color=RULE,
        )
    return style


def _page_number(section: Any) -> None:
    """Put the page's number at the foot, to the right."""
    foot = section.footer
    foot.is_linked_to_previous = False
    paragraph = foot.paragraphs[0]._p
    rules = element(None, "w:pPr")
    element(rules, "w:jc", val="right")
    paragraph.insert(0, rules)
    field = element(paragraph, "w:fldSimple", instr=" PAGE ")
    element(field, "w:r").text = "1"


def _one_font(style: Any) -> None:
    """Set the font of a style in every script, and take away the theme's."""
    look = style.element.get_or_add_rPr()
    for old in look.findall(_name("w:rFonts")):
        look.remove(old)
    look.insert(0, element(None, "w:rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT))


def _without_rule(style: Any) -> None:
    rules = style.element.get_or_add_pPr()
    for old in rules.findall(_name("w:pBdr")):
        rules.remove(old)


def _name(prefixed: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(prefixed))
