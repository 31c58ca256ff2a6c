"""Lists of words: what carries grammar, denies, hedges, means the same or the opposite."""

from __future__ import annotations

LONGEST_KEY = 6
"""Letters of a word that are compared: "terminate" and "termination" share six."""


def in_order(text: str) -> tuple[str, ...]:
    """Returns the words of a list that is written as text, in their order."""
    return tuple(text.split())


def words(text: str) -> frozenset[str]:
    """Returns the words of a list that is written as text."""
    return frozenset(text.split())


STOP_WORDS = words(
    """
    a about after all also am an and any are as at be because been before being between both
    but by can could did do does doing done during each either else ever every few for from
    further get give given had has have having he her here hers him his how i if in into is
    it its itself just me mean might more most much must my no nor not of off on once only
    or other our out over own please said same say says she should so some such tell than
    that the their them then there these they this those through to too under until up upon
    us very was we were what when where whether which while who whom whose why will with
    within without would yes you your
    """
)
"""Function words: they carry grammar and no matter, so they neither find nor prove anything."""


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split("/") for pair in text.split())


_IRREGULAR = _pairs(
    """
    wrote/write written/write sought/seek told/tell gave/give given/give began/begin begun/begin
    went/go gone/go took/take taken/take had/have has/have led/lead left/leave lost/lose won/win
    met/meet sent/send kept/keep made/make paid/pay ran/run came/come rose/rise risen/rise fell/fall
    fallen/fall grew/grow grown/grow knew/know known/know held/hold drew/draw drawn/draw
    chose/choose people/person said/say found/find misled/mislead sold/sell bought/buy built/build
    spent/spend taught/teach thought/think brought/bring caught/catch fought/fight felt/feel
    dealt/deal lent/lend stood/stand broke/break broken/break spoke/speak spoken/speak
    drove/drive driven/drive became/become withdrew/withdraw withdrawn/withdraw
    """
)
SYNONYMS = _pairs(
    """
    request/ask seek/ask sought/ask demand/ask call/ask urge/ask end/stop terminate/stop halt/stop
    cancel/stop start/begin launch/begin commence/begin initiate/begin publish/issue public/issue
    release/issue letter/write memo/memorandum moa/memorandum moas/memorandum investigate/review
    inquiry/review
    audit/review survey/study purpose/intent intentional/intent deliberate/intent jail/prison
    require/mandatory obligatory/mandatory compulsory/mandatory required/mandatory program/programme
    restrict/limit confine/limit post/job consent/agree drop/fall decrease/fall
    male/men man/men female/women woman/women
    bind/mandatory oblige/mandatory compel/mandatory compell/mandatory
    """
)


def stem(word: str) -> str:
    """Returns what is compared of a plain word in small letters."""
    word = _IRREGULAR.get(word, word)
    for suffix, instead in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not word.endswith("ss"):
            word = word[: -len(suffix)] + instead
            break
    word = word.rstrip("e") if len(word) > 3 else word
    word = SYNONYMS.get(word, SYNONYMS.get(word + "e", word))
    return word[:LONGEST_KEY]


AUXILIARIES = words(
    """
    is are was were be been am has have had do does did will would can could may might must shall
    should isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't
    """
)
_STRONG = words(
    """
    beat became begin bore bought broke brought built burst cast caught chose cost cut dealt did
    drank drove fed felt fled flew forgot fought froze got heard hid hit hung hurt knew laid lay
    lent let lit meant put quit rang read rode said sang sank sat saw set shed shook shot shut
    slept slid sold spent split spoke spread spun stole stood struck sued swept swore swung taught
    thought threw thrust understood withdrew woke won wore
    """
)


# Words that end or are spelt as verbs do.
_NO_VERBS = words(
    "people hundred need speed seed weed reed breed red bed shed indeed kindred embed"
)


def is_verb(word: str) -> bool:
    """Whether a word in small letters looks like a verb that makes a sentence."""
    return word not in _NO_VERBS and (
        word in AUXILIARIES or word in _STRONG or word in _IRREGULAR or word.endswith("ed")
    )


NEGATIONS = words("not no never none neither nor cannot without nobody nothing nowhere non")
REVERSES = words(
    """
    lack lacks lacked lacking fail fails failed failing failure deny denies denied refuse refuses
    refused refusal unable impossible reject rejects rejected decline declines declined prevent
    prevents prevented absent absence forbid forbids forbidden ban banned inadequate unlikely
    unanswered unresolved insufficient missing ended exempt ignored omits omitted omission hardly
    illegal unlawful invalid incomplete unclear unknown short against stop stopped despite instead
    rather voluntary optional odds contrary conflict conflicts differ differs differed leave leaves
    """
)
"""Words that may stand where the other sentence has a negation."""
DENIALS = words(
    """
    lack lacks lacked lacking fail fails failed failing deny denies denied refuse refuses refused
    unable reject rejects rejected decline declines declined prevent prevents prevented forbid
    forbids forbade forbidden hardly unlikely never
    """
)
"""Those that turn what follows them round, as a negation does."""

_CLASSES = {
    "uncertain": """may might possibly perhaps probably likely appears appear appeared seems seem
        seemed apparently allegedly alleged reportedly presumably supposedly suggests suggested
        suggest potentially maybe conceivably unlikely""",
    "able": "can could able allows allowed allow permits permitted lets let possible",
    "future": "would will shall was_to were_to is_to are_to",
    "ought": "should ought must",
    "approximate": "approximately nearly almost roughly circa estimated estimates estimate",
    "effect": "effectively virtually essentially practically in_effect in_essence in_practice",
    "least": """at_least at_the_least more_than over above no_less_than no_fewer_than not_less_than
        not_fewer_than exceeding upwards_of""",
    "most": """at_most at_the_most up_to no_more_than not_more_than less_than fewer_than under below
        as_many_as as_much_as within""",
    "majority": "most mostly mainly largely majority primarily predominantly",
    "many": "many numerous often frequently usually generally typically commonly",
    "part": "some several certain sometimes partly partially in_part occasionally part portion",
    "few": "few rarely seldom little scarcely",
    "only": "only solely merely alone exclusively just",
    "all": "all every each always entire entirely whole fully completely unanimously",
}
MODAL = words("can could may might must shall should will would cannot")
"""Verbs by which something is possible or wanted, and not so by that."""

HEDGES = {word: name for name, listed in _CLASSES.items() for word in listed.split()}
BEFORE_NUMBER = {
    "about": "approximate",
    "around": "approximate",
    "some": "approximate",
    "over": "least",
    "above": "least",
    "more_than": "least",
    "under": "most",
    "below": "most",
    "within": "most",
    "less_than": "most",
    "fewer_than": "most",
}
"""Hedges before a number; all but "some" are nothing of the kind elsewhere."""

# Hedges that may not be dropped, and that may not be added; those that count as another one.
KEPT = words("uncertain approximate least most majority many part few only effect future ought")
NOT_ADDED = words("uncertain approximate least most majority many few only all ought")
COUNTS_AS = {"able": "uncertain"}
KEPT_IN_PLACE = KEPT | {"able"}
"""Those that may not be dropped from between two words that stay neighbours."""

FREE = frozenset(
    map(
        stem,
        words(
            """
            number share figure total case program programme year amount point way thing fact term
            mean include contain describe even though still instead
            """
        ),
    )
)
"""Keys of words that even a chat model may add: they claim nothing by themselves."""

NEUTRAL = FREE | frozenset(
    map(
        stem,
        words(
            """
            make give put call hold go come become keep refer receive exist concern regard use show
            mention
            """
        ),
    )
)
"""Those that an editor may add."""

FACTIVE = (
    words("found find finds finding findings"),
    words("noted notes note noting observed observes"),
)
"""Verbs by which whoever tells a thing vouches for it."""

CITING = words("summarising summarizing citing quoting")

FRACTIONS = words("half quarter third thirds quarters dozen dozens hundreds thousands")
SPANS = words("year month week day hour decad centur")

LOADED = (
    words(
        """
        admit admits admitted admitting admission concede concedes conceded confess confesses
        confessed acknowledge acknowledges acknowledged
        """
    ),
    words(
        """
        prove proves proved proven confirm confirms confirmed demonstrate demonstrates
        demonstrated establish establishes established reveal reveals revealed discover discovers
        discovered
        """
    ),
    words(
        """
        claim claims claimed allege alleges alleged insist insists insisted purport purports
        purported
        """
    ),
    words("deny denies denied denial"),
    words("believe believes believed think thinks thought"),
    words("conclude concludes concluded concluding conclusion conclusions"),
    words("miss misses missed missing"),
    words("warn warns warned warning warnings"),
)
"""Words for saying that judge what is said; one is only used where the source has one like it."""

STANCES = (
    words("deny denies denied"),
    words("disagree disagrees disagreed object objects objected"),
    words("agree agrees agreed concur concurs concurred"),
    words("recommend recommends recommended"),
)
"""Verbs of saying that do more than say; none of them is "said"."""

CONDITIONS = words("if unless whether provided")
GOVERNORS = words(
    """
    allow allows allowed permit permits permitted let lets enable enables enabled ask asks asked
    urge urges urged order orders ordered require requires required direct directs directed plan
    plans planned intend intends intended expect expects expected want wants wanted seek seeks
    sought try tries tried attempt attempts attempted propose proposes proposed threaten threatens
    threatened refuse refuses refused decline declines declined fail fails failed agree agrees
    agreed promise promises promised recommend recommends recommended consider considers considered
    able unable free right power duty meant supposed invited authorised authorized
    """
)
"""Words under which something is not said to be done: "allowed counties to stay out"."""

JOINTS = (
    (
        words("because therefore thus hence consequently caused causes causing due"),
        words("since cause reason reasons led leads made makes so"),
    ),
    (
        words("before prior preceding until after following afterwards subsequently"),
        words("earlier later since once when"),
    ),
    (words("despite although though notwithstanding"), words("but yet however while")),
)
"""Words that join two things by cause, time or contrast, which a clause may not bring of its own;
and what in the source may stand for them."""

PREPOSITIONS = words(
    "in at on of for to from by with under against within among between through into over about"
)

SPOKESMEN = words(
    """
    commentary report release passage memo memorandum letter statement article summary survey study
    account post brief paper opinion analysis guide text review audit testimony reply advocates
    officials critics researchers authors auditors investigators
    """
)
"""Nouns that say things without being anybody's name."""

SPOKESPEOPLE = words(
    """
    officials official advocates critics researchers experts witnesses employees representatives
    stakeholders managers residents analysts spokesman spokeswoman spokesperson scholars observers
    economists scientists investigators prosecutors lawyers
    """
)
"""People who say things without being named."""

HONORIFICS = words(
    """
    rep sen gov mr mrs ms dr prof hon representative senator governor congresswoman congressman
    the director secretary president sheriff mayor judge us usa united states inspector general
    """
)
"""Parts of names that tell nobody apart from another."""

_OPPOSITES = """
    rose rise increase grew climb higher | fell fall decrease decline drop dropped shrank sank lower
    more | fewer less
    higher above greater larger high | lower below smaller low
    before earlier prior previous | after later following subsequent
    first | last
    accept approve agree grant allow permit let | reject refuse deny decline forbid forbade prohibit
    support favour favor endorse back | oppose resist criticise criticize object
    agree concur accept | disagree dispute contest reject
    confirm | deny dispute contradict refute
    voluntary optional | mandatory
    include | exclude
    begin | stop close
    open | shut close
    join enter | leave withdraw quit
    sign | stop
    most | least
    best | worst
    always | never
    public | secret private
    legal lawful | illegal unlawful
    true correct | false wrong
    success succeed | fail failure
    adequate | inadequate
    activate | deactivate suspend
    maximum | minimum
    praise welcome commend | criticise criticize condemn
    improve | worsen decline deteriorate
    majority | minority
    win | lose
    profit | loss lose lost
    strengthen | weaken undermine
    enable | prevent
    with | without
    keep retain | abandon
    likely | unlikely
    valid | invalid
    raise | lower
    guilty | innocent
    all | none
"""


def _sides(line: str) -> tuple[frozenset[str], frozenset[str]]:
    one, other = line.split("|")
    return frozenset(map(stem, one.split())), frozenset(map(stem, other.split()))


OPPOSITES = tuple(_sides(line) for line in _OPPOSITES.strip().splitlines())
