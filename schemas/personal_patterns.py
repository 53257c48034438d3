r"""What a person's number, phone or e-mail address looks like, and what only looks like one. Patterns alone; who hides is `schemas.privacy`.

They are for folded texts, and for two engines: Rust's of Polars, which takes a column at once, and Python's for a single text. So they
use what both understand in the same way: no look-around, `[0-9]` and not `\d`, and on either side a sign that is given back.
"""

#: What may stand between two digits of one number, what has to, and what may in a phone number: a stroke parts two of those.
_S, _GAP, _M = r"[ !-/<-@\[-`{-~]{0,3}", r"[ !-/<-@\[-`{-~]{1,3}", r"[ !-.<-@\[-`{}~]{0,3}"
_D, _DD = "[0-9]", "[0-9][0-9]"
#: Parts what stands on its two sides; it belongs to the characters for private use, which folding takes out of every text.
BREAK = "\ue000"


def alone(pattern: str, before: str = "0-9", after: str = "0-9") -> str:
    """The pattern as group 2, with the sign on either side as groups 1 and 3: neither may be one of those."""
    return rf"(^|[^{before}])({pattern})([^{after}]|$)"


def _not_behind_a_point(pattern: str) -> str:
    """The same of what does not begin in the middle of an amount or a code, as 030.210.000 does in 1.030.210.000."""
    return alone(pattern).replace("(^|[^0-9])", r"(^\.?|[^0-9.]|[^0-9]\.)", 1)


def _date(sign: str) -> str:
    day, year = rf"{_D}{{1,2}}", rf"(?:19|20){_DD}"
    return alone(rf"{day}{sign}{day}{sign}{year}|{year}{sign}{day}{sign}{day}", f"0-9{sign}", f"0-9{sign}")


def _amount(sign: str) -> str:
    return alone(rf"{_D}{{1,3}}(?:{sign}{_D}{{3}}){{1,4}}", f"0-9{sign}", f"0-9{sign}")


#: Nobody's numbers, which no neighbour is joined to: dates, amounts by thousands, dotted codes of villages, NIK koperasi and NIB.
NOBODYS = (
    *(_date(sign) for sign in ("/", r"\-", r"\.")), *(_amount(sign) for sign in (r"\.", ",")),
    alone(rf"{_DD}\.{_DD}\.{_DD}\.{_D}{{4}}", r"0-9\.", r"0-9\."), alone(rf"{_D}{{13}}"),
)  # fmt: skip
#: An NIB begins with the day on which it was given out, from 2021: on the eighth of the last months it looks like a mobile number.
LICENCE = rf"(^|[^0-9])(081[0-2])(2[1-9]{_D}{{7}})([^0-9]|$)"

#: A run of 16 digits and more: a citizen's NIK, a family card, a civil servant's number.
LONG = rf"{_D}{{16,}}"
#: The regency that a citizen's number begins with; no year does.
_PROVINCE = rf"(?:1[0-8]|2[1-9]|[3-9]{_D})"
_REGION = rf"(?:{_PROVINCE}{_S}{_DD}|19{_S}(?:0{_D}|71))"
_FOUR = rf"(?:{_PROVINCE}{_DD}|19(?:0{_D}|71))"
#: By its own parts (region, kecamatan, birthday, serial), in fours, in eights, by threes; and a civil servant's number.
CITIZEN = "|".join((
    rf"{_FOUR}{_S}{_DD}{_S}{_D}{{6}}{_S}{_D}{{4}}", rf"{_PROVINCE}{_GAP}{_DD}{_GAP}{_DD}{_GAP}{_D}{{6}}{_S}{_D}{{4}}",
    rf"{_REGION}{_S}{_DD}{_GAP}{_DD}{_GAP}{_DD}{_GAP}{_DD}{_S}{_D}{{4}}",
    rf"{_FOUR}(?:{_GAP}{_D}{{4}}){{3}}",
    rf"{_FOUR}(?:0{_D}|1[0-8]|2[1-9]|[3-9]{_D}){_DD}{_GAP}{_D}{{8}}",
    rf"{_PROVINCE}{_D}(?:{_GAP}{_D}{{3}}){{3}}{_GAP}{_D}{{4}}",
    rf"(?:19|20){_D}{{6}}{_S}{_D}{{6}}{_S}[12]{_S}{_D}{{3}}",
))  # fmt: skip
_DAY = rf"(?:[04]{_S}[1-9]|[1256]{_S}{_D}|[37]{_S}[01])"
#: The same in any groups at all, where the birthday in it is one (a woman's day is 40 higher).
_ANY_REGION = rf"(?:(?:1{_S}[0-8]|2{_S}[1-9]|[3-9]{_S}{_D})(?:{_S}{_D}){{2}}|1{_S}9{_S}(?:0{_S}{_D}|7{_S}1))"
ANYHOW = rf"{_ANY_REGION}(?:{_S}{_D}){{2}}{_S}{_DAY}{_S}(?:0{_S}[1-9]|1{_S}[0-2])(?:{_S}{_D}){{6}}"
#: 62 and 0 together begin the NIK of a cooperative of Seruyan: 6208100080291.
_ABROAD, _ZERO = rf"\+62{_M}(?:\(?0\)?{_M})?", r"\(?0[ ()\-]{0,3}"
#: A mobile number: 0 or 62, 8 and a digit that an operator has, 10 to 13 digits in all; as it is mostly grouped, so that no other
#: number behind it is taken for its end, else however it is; or in pairs of digits.
_THREES = rf"{_D}{{1,2}}\)?{_M}{_D}{{3}}{_M}{_D}{{3}}{_M}{_D}{{1,2}}"
_GROUPED = rf"{_D}{{7,10}}|{_THREES}|{_D}{{1,2}}\)?{_M}{_D}{{3,4}}{_M}{_D}{{3,4}}|(?:{_M}{_D}){{7,10}}"
MOBILE = rf"(?:\(?{_ABROAD}|\(?62{_M}(?:\(0\){_M})?|{_ZERO})8[1235789](?:{_GROUPED})"
#: Two with a sign between them: the end of one and the beginning of the next look like a citizen's number in fours.
MOBILES_TOGETHER = rf"(^|[^0-9])({MOBILE})( ?[/,;&] ?| )((?:{_ABROAD}|0)8[1235789])"
PAIRED = "|".join(rf"08{sign}[1235789]{_D}(?:{sign}{_DD}){{3,4}}(?:{sign}{_D})?" for sign in (" ", "-", r"\.", "_", ", ?"))
#: The same where 13 digits are a licence, and where amounts begin with 628: not without its zero or plus.
SURE_MOBILE = rf"(?:\(?{_ABROAD}|{_ZERO})8[1235789](?:{_M}{_D}){{7,9}}"
#: The same as a number cell, which has lost its zero.
NUMBER = rf"8[1235789]{_D}{{7,10}}"
#: The area codes of the province without their zero.
HOME = r"5(?:1[39]|2[2568]|3[1246789])"
#: A line of 5 to 8 digits; none begins with 0, 1 or, like a year, with 20.
_LINE = rf"(?:2[1-9]|[3-9]{_D})(?:{_D}{{3,6}}|{_D}{{1,2}}[ ._\-]{{1,2}}{_D}{{3,4}}|{_D}?[ ._\-]{_DD}[ ._\-]{_D}{{2,3}})"
_LOOSE = rf"(?:[ ._\-]{{0,2}}{_D}){{5,9}}"
#: Others may follow a fixed line.
_MORE = rf"(?: ?[/,&] ?{_D}{{5,8}})*"
#: A fixed line: its area code in brackets, behind +62 or with a sign behind it; the codes of the province need none.
FIXED = "(?:" + "|".join((
    rf"\(0[2-7]{_D}{{1,2}}\){_LOOSE}",
    rf"\+62[ .\-]?(?:\(0\))?\(?[2-7]{_D}{{1,2}}\)?{_LOOSE}",
    rf"0[2-7]{_DD}[ ._\-]{{1,3}}{_LINE}", rf"0[2-7]{_D}[ ._\-]{{1,3}}(?:2[1-9]|[3-9]{_D}){_D}{{1,2}}[ ._\-]{{0,2}}{_D}{{3,4}}",
    rf"0{HOME}[ ._/\-]{{0,3}}{_LINE}",
)) + rf"){_MORE}"  # fmt: skip
#: Words that announce a phone, whose number then needs no area code; an amount behind such a word is none.
WORDS = r"(?i:te?le?pon|telp|tlp|telf|tel|phone|whatsapp|wa|h\.?p|fax|faksimile|faks)"
_NUMBER_WORDS = r"(?i:kantor|nomor|no)"
_BEHIND_A_WORD = "|".join((
    rf"\(?(?:0|\+62)(?:[ .()_\-]{{0,2}}{_D}){{5,13}}", rf"8[1235789](?:[ ()_\-]{{0,2}}{_D}){{7,10}}",
    rf"{_D}{{3,4}}[ \-]{_D}{{3,4}}", rf"{_D}{{3}}\.{_D}{{4}}", rf"{_D}{{5,8}}",
))  # fmt: skip
ANNOUNCED = rf"((?:^|[^A-Za-z]){WORDS}[ .:/\-]{{0,3}}(?:{_NUMBER_WORDS}[ .:]{{1,3}})?)((?:{_BEHIND_A_WORD}){_MORE})([^0-9]|$)"
_NAME = r"[^\x00-*,/:-@\[-^`{-\x7f]"
EMAIL = rf"{_NAME}{{1,64}} ?(?:@|\(at\)|\[at\]) ?{_NAME}{{1,64}}\.[A-Za-z]{{2,24}}"

#: Where they are looked for in prose.
CITIZENS, CITIZENS_ANYHOW = _not_behind_a_point(CITIZEN), alone(ANYHOW)
MOBILES, FIXED_LINES = (alone(MOBILE), alone(PAIRED)), _not_behind_a_point(FIXED)
#: Eight digits with no letter between them, or what makes a number of fewer; found in texts as they are, before they are folded, but for
#: digits that are not of ASCII.
SUSPECT = (
    r"(?:[0-9][^A-Za-z0-9]*){7}[0-9]|@|(?i:[(\[]at[)\]])|[0-9][Ee]\+?[0-9]|\(\s*0[2-7]"
    rf"|{WORDS}[^A-Za-z0-9]*(?:{_NUMBER_WORDS}[^A-Za-z0-9]*)?[0-9]"
)
#: ASCII signs that are neither digit nor letter. A search in a whole table is rebuilt for each table, so what it looks for is small.
_NO_WORD = r"[\x00-/:-@\[-`{-\x7f]*"
#: Less sharp than `SUSPECT`, in whatever is not ASCII as well: eight digits, five behind the last letter of a word that announces them, powers
#: of ten, an area code in brackets, what an address has in its middle.
GLIMPSE = (
    rf"(?:[0-9]{_NO_WORD}){{7}}[0-9]|[AEFLNOPRSXaeflnoprsx]{_NO_WORD}(?:[0-9]{_NO_WORD}){{4}}[0-9]"
    rf"|[0-9][Ee]|\({_NO_WORD}0|[(\[][Aa]|[@\x{{80}}-\x{{10ffff}}]"
)
