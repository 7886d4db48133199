"""The table of what personal data looks like in Chinese text. Data, not decisions.

Every pattern is read on `plain` text, has bounded repeats (so that reading is linear) and marks
the part to be hidden with the group `x`. `overlapping` patterns are tried at every position: a
stray digit before a number must not hide the number.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from portal.privacy import evidence
from portal.privacy.kinds import Kind


@dataclass(frozen=True)
class Pattern:
    """One way in which one kind of data is written, and the further evidence asked for."""

    kind: Kind
    expression: re.Pattern[str]
    holds: Callable[[str], bool] | None = None


def _number(
    kind: Kind, expression: str, holds: Callable[[str], bool] | None = None, *, run: str = ""
) -> Pattern:
    """A number that is not part of a longer one, found at every place where one may begin."""
    whole = run or rf"(?<![0-9])(?P<x>{expression})(?![0-9])"
    return Pattern(kind, re.compile(rf"(?={whole})"), holds)


def _words(kind: Kind, expression: str, holds: Callable[[str], bool] | None = None) -> Pattern:
    return Pattern(kind, re.compile(expression, re.IGNORECASE), holds)


S = r"[ ._·-]{0,2}"  # what people put between the digits of one number
SPACE = r"[ ·-]{0,3}"

# Mobile numbers, landlines

MOBILE = rf"(?:(?:\+|00)?86{SPACE})?0?1{SPACE}[3-9](?:{SPACE}[0-9]){{9}}"
DOTTED_MOBILE = r"1[3-9][0-9][./,、_][0-9]{4}[./,、_][0-9]{4}"
SUBSCRIBER = r"[2-9][0-9]{2,3} ?-? ?[0-9]{4}(?:(?:-|转)[0-9]{1,5})?"
LANDLINE = rf"(?:0|(?:\+|00)86{SPACE}0?)(?:10|2[0-9]|[3-9][0-9]{{2}})\)?{SPACE}{SUBSCRIBER}"
BRACKETED = rf"\((?:010|02[0-9]|0[3-9][0-9]{{2}})\){SPACE}{SUBSCRIBER}"
SHORT_LANDLINE = (
    r"(?:电话|座机|固话|热线|tel|phone)[^0-9\n]{0,4}"
    r"(?<![0-9-])(?P<x>(?![48]00)[2-9][0-9]{2,3} ?-? ?[0-9]{4})(?!-?[0-9])"
)

# Identity numbers: 9 begins the permanent residence card of a foreigner

PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[0-9])"
ID_CHARACTERS = (
    rf"{PROVINCE}(?:{S}[0-9]){{4}}{S}(?:1{S}[89]|2{S}0)(?:{S}[0-9]){{2}}"
    rf"{S}[01]{S}[0-9]{S}[0-3]{S}[0-9](?:{S}[0-9]){{3}}{S}[0-9Xx]"
)
ID_IN_A_RUN = (
    rf"(?P<x>{PROVINCE}[0-9]{{4}}(?:1[89]|20)[0-9]{{2}}[01][0-9][0-3][0-9][0-9]{{3}}[0-9Xx])"
)
OLD_ID = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])[0-9]{6}[01][0-9][0-3][0-9]{4}"

# Bank cards by length: contiguous, or in the groups printed on the card

CARD_START = r"(?=[3-69]|2[2-7])"
CARDS = tuple(
    rf"{CARD_START}(?:[0-9]{{{length}}}|{groups})"
    for length, groups in (
        (16, r"[0-9]{4}(?:[ -]{1,2}[0-9]{4}){3}|[0-9]{6}[ -]{1,2}[0-9]{10}"),
        (17, r"[0-9]{4}(?:[ -]{1,2}[0-9]{4}){3}[ -]{1,2}[0-9]|[0-9]{6}[ -]{1,2}[0-9]{11}"),
        (18, r"[0-9]{4}(?:[ -]{1,2}[0-9]{4}){3}[ -]{1,2}[0-9]{2}|[0-9]{6}[ -]{1,2}[0-9]{12}"),
        (19, r"[0-9]{4}(?:[ -]{1,2}[0-9]{4}){3}[ -]{1,2}[0-9]{3}|[0-9]{6}[ -]{1,2}[0-9]{13}"),
    )
)

# Number plates, with the six characters of new-energy vehicles

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使"
PLATE = (
    rf"(?P<x>[{PROVINCES}] ?[A-Z] ?[·.•-]? ?"
    r"(?:[DFABCEGHJK][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[DFABCEGHJK]|"
    r"[A-HJ-NP-Z0-9]{5}|[A-HJ-NP-Z0-9]{4}[挂学警港澳使领]))(?![A-Z0-9])"
)

# Addresses: a building alone may be named, a staircase or a door may not

HAN = "一二三四五六七八九十百零〇两"
HAN_DIGIT = "零〇一二三四五六七八九幺"
COUNTED = "年月日时点分人户元米平台盏个项间万千百多余名位家块条部吨度层A-Za-z%.:"
N = rf"(?:[0-9]{{1,4}}|[{HAN}]{{1,4}}|[A-Za-z甲乙丙丁])"
START = r"(?<![0-9A-Za-z月第])"
JOIN = r"[ ,\-的、]{0,2}"
BUILDING = rf"{START}{N} ?(?:号楼|号院|栋楼?|幢楼?|座|号|#楼?|弄|楼)"
STAIR = rf"(?:{N}|[东西南北中]) ?(?:单元|号门|门洞|梯|门(?![禁口店诊卫窗课类岗面]))"
ENTRANCE = rf"(?:{N}|[东西南北中]) ?单元"
FLOOR = rf"{N} ?(?:层|楼)"
SIDE = r"(?:[东西南北中左右]户|对门)"
ROOM = (
    rf"(?:(?:[0-9]{{3,4}}|[{HAN_DIGIT}]{{3,4}}) ?"
    r"(?:室(?![内外温友])|房(?![屋产改租])|号(?![楼院文]))"
    rf"|[0-9]{{3,4}}(?! ?[0-9{COUNTED}]))"
)
DOOR = rf"(?:{ROOM}|{SIDE})"
ADDRESSES = (
    rf"(?P<x>{BUILDING}{JOIN}{STAIR}(?:{JOIN}{FLOOR})?(?:{JOIN}{DOOR})?)",
    rf"(?P<x>{BUILDING}{JOIN}(?:{FLOOR}{JOIN})?{DOOR})",
    rf"(?P<x>{START}{ENTRANCE}{JOIN}(?:{FLOOR}(?:{JOIN}{DOOR})?|{DOOR}))",
    rf"(?P<x>{START}(?:[0-9]{{3,4}}|(?<![{HAN}])[{HAN_DIGIT}]{{3,4}}) ?室(?![内外温友]))",
    r"(?:房号|室号|门牌号?|房间号?)[ :是为]{0,2}(?P<x>[0-9]{2,4})(?![0-9])",
)
DASH = " ?- ?"
DASHED_BUILDING = (
    rf"(?<![0-9.-])(?P<x>[0-9]{{1,3}} ?(?:(?:#|号楼|栋|幢|座) ?-?|-) ?[0-9]{{1,2}}{DASH}"
    r"[0-9]{3,4}[室号]?)(?!-?[0-9])"
)
DASHED_ROOM = (
    r"(?:住|小区|家园|花园|苑|公寓|地址)[ :在]{0,2}"
    rf"(?P<x>[0-9]{{1,3}}{DASH}[0-9]{{3,4}}[室号]?)(?!-?[0-9])"
)

# Accounts

WECHAT = r"(?:微信|wechat|weixin|薇信|威信|v信|(?<![A-Za-z])[vw]x)(?:账号|帐号|号码|号|id)?"
WECHAT_ID = r"(?P<x>[A-Z][A-Z0-9_-]{5,19}|[0-9]{6,20})(?![A-Z0-9_-])"
QQ = r"(?:(?<![A-Za-z])qq|扣扣)(?:账号|帐号|号码|号)?"
QQ_ID = r"(?P<x>[1-9][0-9]{4,10})(?![0-9])"
TOLD = " ?[:是为] ?"

# Full names, only where a word says that a name follows; 张女士 and 王主任 stay

DOUBLE = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|宇文|长孙|端木|南宫|西门|独孤"
SINGLE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫"
    "孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌"
    "毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦"
    "麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明"
)
FORM = (
    "先生|女士|小姐|太太|师傅|主任|书记|同志|阿姨|大爷|大妈|大叔|大娘|老师|医生|护士|某|奶奶|爷爷|叔叔|"
    "经理|队长|站长|所长|局长|科长|处长|院长|校长|警官|工$|工[,。、 ]|姐|哥|老$|老[,。、 ]|氏"
)
BODY = "..?(?:社区|街道|公司|物业|居委|小区|服务|中心)"
NAME = (
    rf"(?P<x>(?>{DOUBLE}|[{SINGLE}])(?! ?(?:{FORM})|{BODY}) ?[\u4e00-\u9fff]{{1,2}}"
    r"|[\u4e00-\u9fff]{2,8}·[\u4e00-\u9fff]{2,8})"
)
NAME_AFTER_LABEL = (
    r"(?:联系人|姓名|申请人|投诉人|反映人|举报人|来电人|诉求人|当事人|业主|户主|户名|收件人|患者|家属|"
    rf"经办人|居民|党员|志愿者|负责人|网格员)(?:姓名)? ?: ?{NAME}"
)
NAME_AFTER_WORD = (
    rf"(?:联系人|姓名|名字|[我他她人名俺]叫|(?:孩子|母亲|父亲|老伴|儿子|女儿)叫)[是为叫 ]?{NAME}"
)

PATTERNS: tuple[Pattern, ...] = (
    _number(Kind.ID_NUMBER, ID_CHARACTERS, evidence.is_id_number),
    _number(Kind.ID_NUMBER, "", evidence.is_id_number_in_a_run, run=ID_IN_A_RUN),
    _number(Kind.ID_NUMBER, OLD_ID, evidence.is_old_id_number),
    *(_number(Kind.BANK_CARD, card, evidence.is_card_number) for card in CARDS),
    _number(Kind.MOBILE, MOBILE),
    _number(Kind.MOBILE, DOTTED_MOBILE),
    _number(Kind.LANDLINE, LANDLINE),
    _number(Kind.LANDLINE, BRACKETED),
    _words(Kind.LANDLINE, SHORT_LANDLINE),
    _words(
        Kind.EMAIL,
        r"(?<![A-Z0-9._%+-])(?P<x>[A-Z0-9._%+-]++ ?@ ?[A-Z0-9-]{1,63}(?:\.[A-Z0-9-]{1,63}){1,8})",
    ),
    _words(Kind.PLATE, PLATE, evidence.is_plate),
    _words(Kind.ACCOUNT, WECHAT + TOLD + WECHAT_ID),
    _words(Kind.ACCOUNT, WECHAT + " ?" + WECHAT_ID, evidence.is_account),
    _words(Kind.ACCOUNT, rf"{QQ}(?:{TOLD}| ?){QQ_ID}"),
    *(_words(Kind.ADDRESS, address) for address in ADDRESSES),
    _words(Kind.ADDRESS, DASHED_BUILDING, evidence.is_room),
    _words(Kind.ADDRESS, DASHED_ROOM, evidence.is_room),
    _words(Kind.NAME, NAME_AFTER_LABEL),
    _words(Kind.NAME, NAME_AFTER_WORD),
)

# Numbers spelt in Chinese characters: 一三八…; read as digits, only whole mobile numbers count

SPELT = str.maketrans("零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "0001234567891123456789")
SPELT_MOBILE = _number(Kind.MOBILE, r"1[3-9][0-9]{9}")

# Machine names that are no one's number: UUIDs and digests

MACHINE = re.compile(
    r"(?<![0-9a-f])(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,}+)(?![0-9a-f])"
)
