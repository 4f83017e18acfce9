"""Control words of RTF that are told by a table alone."""

SIGNS = {
    b"tab": "\t", b"line": "\n", b"lbr": "\n", b"page": "\n", b"column": "\n", b"emdash": "—", b"endash": "–",
    b"emspace": " ", b"enspace": " ", b"qmspace": " ", b"bullet": "•", b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”",
}  # fmt: skip
SKIPPED = frozenset(
    b"colortbl stylesheet info revtbl generator xe tc rxe txe nonshppict shprslt nonesttables mmathPict"
    b" objdata datafield ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn annotation fontemb private1"
    b" template rsidtbl mmathPr bkmkstart bkmkend atnid atnauthor atrfstart atrfend pgptbl filetbl"
    b" themedata colorschememapping falt panose fname listname".split()
)
KNOWN_IF_MARKED = frozenset(
    b"footnote shpinst fldinst listtable listoverridetable shppict nesttableprops ud moMath moMathPara do"
    b" pn pntext listtext objclass".split()
)
"""Groups that are marked as new ones («\\*») and read all the same."""
FONT_SETS = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850", b"ansi": "cp1252"}
LINES = frozenset(b"brdrs brdrth brdrdb brdrdot brdrdash brdrhair brdrtriple brdrthtnsg brdrtnthsg".split())
PARAGRAPH_BORDERS = frozenset(b"brdrt brdrb brdrl brdrr brdrbtw brdrbar box chbrdr".split())
