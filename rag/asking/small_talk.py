"""Small talk: pleasantries, and questions about the chatbot itself, which no document answers.

Reading is by form, and of the whole text: a question that has anything else in it is asked of the
documents, without the pleasantries before it.
"""

from __future__ import annotations

import re

from rag.language.shorthand import SHORTHAND

LONGEST = 120
"""Characters of small talk: more than that is read as a question."""

_SPELT = SHORTHAND | {
    "r": "are",
    "thx": "thanks",
    "tx": "thanks",
    "ty": "thanks",
    "tnx": "thanks",
    "thnx": "thanks",
    "thanx": "thanks",
    "thnks": "thanks",
    "thankyou": "thanks",
    "tks": "thanks",
    "helo": "hello",
    "hallo": "hello",
    "hiya": "hello",
    "heya": "hello",
    "goodbye": "bye",
    "cya": "bye",
    "okay": "ok",
    "k": "ok",
    "okey": "ok",
}
"""How some words are typed in haste, those of pleasantries among them."""

_SHORT = {"'s": " is", "'re": " are", "'m": " am", "'d": " would", "'ve": " have", "'ll": " will"}

_FRIEND = r"(?: (?:there|all|everyone|everybody|again|bot|chatbot|chiaroscuro|friend|mate|sir))*"
_MUCH = (
    r"(?: (?:you|in advance|so much|very much|a lot|a bunch|a million|again|mate|anyway|all"
    r"|everyone))*"
)
_WELL = (
    r"(?:good|great|nice|cool|perfect|excellent|awesome|wonderful|fantastic|brilliant|amazing"
    r"|lovely|super|interesting|helpful|useful|clear|fine|impressive)"
)
_VERY = r"(?:(?:very|really|so|quite|super|most|pretty|too) )*"
_PRAISED = r"(?:work|job|answer|one|stuff|chatbot|bot|to know|to hear|enough|thanks)"
_FOR = (
    r"(?: for (?:(?:the|your|all|this|that|now|today) ?)*(?:help|answers?|information|info"
    r"|time|helping(?: me)?|explaining|explanation|clarification|reply|quick reply)?)?"
)
_GREETING = (
    rf"(?:(?:hi+|hello+|he+y+|greetings|howdy|welcome){_FRIEND}|good ?(?:morning|afternoon|evening"
    rf"|day){_FRIEND}|(?:it is )?(?:nice|pleased|good) to meet you)"
)
_THANKS = (
    rf"(?:(?:many |ok |no )?(?:thanks?){_MUCH}{_FOR}|cheers{_FRIEND}"
    rf"|(?:much|very much) appreciated|i appreciate (?:it|that|your help)"
    rf"|(?:(?:that|this|it|you|your answer) (?:is|was|are|were|has been|have been|looks|sounds) )?"
    rf"{_VERY}{_WELL}(?: {_PRAISED})?|(?:that|this|it) (?:\w+ly )?(?:helps|helped)"
    rf"(?: me)?(?: a lot| much)?|well done|got it|i (?:see|understand)|understood|makes sense|noted"
    rf"|alright|all right|ok)"
)
_FAREWELL = (
    r"(?:bye(?: for now)?|good ?night|see you(?: later| soon| tomorrow| around)?|take care"
    r"|farewell|so long|(?:have|enjoy) (?:a|the|your) (?:\w+ )?(?:day|evening|night|weekend|one)"
    r"|that is (?:all|it)(?: for (?:now|today))?|(?:nothing|no) (?:else|more questions)"
    r"|i am done|talk to you (?:later|soon))"
)
_MUTTERED = (
    r"(?:yes|yep|yeah|yup|no|nope|sure|hm+|lol|haha|wow|oh|ah|sorry|never ?mind|please|you too"
    r"|no problem|wait|test|testing|ping)"
)
_TALK = rf"(?:{_GREETING}|{_THANKS}|{_FAREWELL})"
_POLITE = rf"(?:{_TALK}|{_MUTTERED})"
_ALL_POLITE = re.compile(rf"(?:{_POLITE}(?: (?:and|but) | |$))+")
_ALL_TALK = re.compile(rf"(?:{_TALK}(?: and | |$))+")
_FIRST = re.compile(rf"{_TALK}(?: (?:and|but))? ?")

_THING = (
    r"(?:a\.?i\.?|artificial intelligence|chat ?bots?|bots?|robots?|humans?(?: being)?|persons?"
    r"|people|machines?|computers?|software|programs?|language models?|large language models?|llms?"
    r"|chat ?gpt|gpt(?:-?\d\w*)?|open ?ai|claude|gemini|copilot|llama|siri|alexa|search engines?"
    r"|assistants?|someone|somebody|real|human|alive|conscious|sentient|trained)"
)
_SOME = r"(?:(?:a|an|the|really|real|actual|actually|just|some kind of|some sort of|only|not) )*"
_BE_THING = rf"{_SOME}{_THING}(?: or (?:just )?{_SOME}{_THING})*"
_THIS = r"(?:you|this (?:chat ?bot|bot|chat|app|application|tool|assistant|website|site|page))"
_YOUR = r"(?:you|your answers?|what you (?:say|tell me|answer)|this (?:chat ?bot|bot|tool|app))"
_TONGUE = (
    r"(?:english|german|french|spanish|italian|portuguese|dutch|polish|russian|ukrainian|turkish"
    r"|arabic|hebrew|hindi|chinese|mandarin|japanese|korean|vietnamese|other languages"
    r"|(?:any )?(?:other|another|foreign) languages?|my language)"
)
_MADE = r"(?:made|built|build|created|wrote|developed|designed|programmed|coded|trained|invented)"

WHO = (
    "I am Chiaroscuro, a program and no person. I look for sentences of these documents that "
    "answer a question, and show where each stands and who says it. No language model is needed "
    "for that; where one is set to word the answers, every sentence is held against those it "
    "cites. "
    "The README says more about me."
)
WHAT = (
    "I answer questions from these documents, in their own sentences, each with its source. "
    "Ask who, what, when, how many or why; click a number to see the sentence where it stands."
)
TRUST = (
    "You need not trust me: every sentence of an answer names its source, and a click on its "
    "number shows where it stands. I can still miss a passage, or pick one that does not "
    "fit, and whether a document is right I cannot judge. What I do not find, "
    "I say so."
)
LANGUAGE = (
    "I am made for English: ask in English, of documents in English. Quotations stand as the "
    "documents have them; I do not translate."
)
MEMORY = (
    "I read a follow-up together with the questions before it in this conversation. Of other "
    "conversations I know nothing, and I learn nothing from what you ask."
)
OPINION = (
    "I am a program, without opinions or feelings. Ask me what somebody says in these documents, "
    "and I look for it."
)
HELLO = "Hello. " + WHAT
WELCOME = "You are welcome. Ask on whenever you like."
BYE = "Goodbye. Ask again whenever you like."

_FORMS: tuple[tuple[str, str], ...] = (
    (WHO, r"(?:who|what)(?: the \w+)? are you|(?:(?:can|could) you )?tell me (?:who|what) you are"),
    (WHO, rf"are you {_BE_THING}"),
    (WHO, rf"(?:you are|is this) {_BE_THING}"),
    (WHO, rf"am i (?:talking|speaking|chatting|writing) (?:to|with) {_BE_THING}"),
    (WHO, rf"(?:who|what|which company|what company)(?: has)? {_MADE} {_THIS}"),
    (WHO, rf"(?:who|by whom|when|where|how|why) (?:was|were) {_THIS} {_MADE}(?: by)?"),
    (WHO, rf"who (?:is|are|stands|owns|runs|operates) (?:behind )?{_THIS}"),
    (WHO, r"(?:who|what) is your (?:name|maker|creator|developer|author|owner|programmer)"),
    (WHO, r"do you have (?:a|any) name|how old are you|where are you from"),
    (WHO, r"where (?:do|did) you come from"),
    (WHO, r"(?:what|which) (?:\w+ )?(?:model|llm|ai|technology) (?:are|do) you(?: use| using)?"),
    (WHO, rf"(?:do|are) you (?:use|using|run on|based on|powered by) {_BE_THING}"),
    (WHO, r"(?:please )?(?:tell me (?:something |more )?about|introduce|describe) yourself"),
    (
        WHAT,
        r"(?:what|how)(?: else)? (?:can|could|do|would|will|should) you (?:do|help|offer|know)"
        r"(?: (?:for me|with me|me|us|here))*",
    ),
    (WHAT, r"what are you (?:for|good for|good at|able to do|capable of|here for)"),
    (WHAT, r"what is your (?:purpose|job|task|function|role)"),
    (
        WHAT,
        r"(?:(?:can|could|will|would) you )?(?:please )?help(?: me| us)?(?: please| out"
        r"| with (?:a|my|some) questions?)*",
    ),
    (WHAT, r"(?:i|we) (?:need|want|would like) (?:some |your )?help(?: please)?"),
    (WHAT, r"what (?:else )?(?:can|could|should|may|do) i (?:ask|do|say)(?: you| here)*"),
    (
        WHAT,
        r"(?:what|which)(?: kinds? of| sorts? of| types? of)? (?:questions?|things?) "
        r"(?:can|could|should|may|do) (?:i|you) (?:ask|answer)(?: you)?",
    ),
    (WHAT, rf"how (?:do|does|did) {_THIS} (?:work|function|find (?:answers|this|things)|answer)"),
    (WHAT, rf"how (?:do|can|should) i (?:use|ask|work with) {_THIS}"),
    (WHAT, r"(?:can|may|could) i ask (?:you )?(?:something|a question|questions)(?: please)?"),
    (WHAT, r"i have (?:a question|some questions|questions)(?: for you)?"),
    (WHAT, r"(?:can|will|could) you answer (?:me|(?:my |a |some )?questions?)"),
    (
        TRUST,
        rf"(?:can|should|may|could|do|why should|how can|how far can) (?:i|we|one) (?:really "
        rf"|even )?(?:trust|believe|rely on) {_YOUR}",
    ),
    (
        TRUST,
        r"(?:are you|you are) (?:always |ever |\w+ly |100 ?% )*(?:reliable|accurate|trustworthy"
        r"|right|sure|certain|honest|correct|biased|neutral|objective|impartial|lying|wrong|mistaken|good"
        r"|smart|intelligent|stupid|useless)(?: about (?:that|this|it))?",
    ),
    (
        TRUST,
        r"how (?:reliable|accurate|trustworthy|good|sure|certain|neutral|smart) are"
        r" (?:you|your answers)",
    ),
    (
        TRUST,
        r"do you (?:ever |sometimes |always )?(?:make (?:things|stuff|this|it|anything|answers) up"
        r"|make up (?:things|stuff|answers|anything)|make mistakes|hallucinate|lie|invent things"
        r"|guess|tell the truth)",
    ),
    (
        TRUST,
        r"where do your answers come from|what are your answers (?:based on|made of|made from)",
    ),
    (TRUST, r"(?:can|could) you (?:be (?:wrong|mistaken)|make (?:a )?mistakes?|err)"),
    (TRUST, r"(?:are|is) your answers? (?:\w+ly )?(?:reliable|accurate|right|true|correct)"),
    (TRUST, r"how (?:do|can|would) (?:i|we) know (?:if |that |whether )?you are (?:right|correct)"),
    (TRUST, r"(?:that|this) is (?:wrong|incorrect|not (?:right|true|correct|what i asked))"),
    (
        TRUST,
        r"where do you (?:get|take|have) (?:your|the) (?:information|answers|data|facts)"
        r"(?: from)?",
    ),
    (LANGUAGE, r"(?:what|which|how many)(?: other)? languages? (?:do|can|are) you \w+(?: in)?"),
    (
        LANGUAGE,
        r"(?:do|can|could|will|would) (?:you|i)(?: also| please)? (?:speak|understand|answer|reply"
        rf"|talk|write|ask|know|read)(?: me| you| questions)?(?: to)?(?: in)? {_TONGUE}",
    ),
    (LANGUAGE, r"(?:do|can) you translate(?: (?:it|this|that))?(?: (?:in)?to \w+)?"),
    (
        MEMORY,
        r"(?:do|can|will) you (?:still |even )?(?:remember|recall|store|save|keep|log|record|learn"
        r"|forget)(?: from)?(?: (?:me|us|my name|anything|things|this|everything|what (?:i|we)"
        r" (?:just |have )?(?:said|asked|talked about|wrote)(?: you)?(?: before| earlier)?"
        r"|(?:my|our|this|the|these)(?: (?:last|first|previous|earlier))? (?:questions?"
        r"|conversations?|chats?|data|messages?)))?",
    ),
    (MEMORY, r"do you have (?:a |any )?memory"),
    (MEMORY, r"what did i (?:just )?(?:ask|say|write)(?: you)?(?: before| first| last| earlier)?"),
    (MEMORY, r"what (?:was|is) my (?:last|first|previous|earlier|name)(?: question)?"),
    (
        OPINION,
        r"what (?:do you think|is your (?:own )?(?:opinion|view))"
        r"(?: (?:about|of|on) (?:it|this|that|them|me))?",
    ),
    (OPINION, r"do you have (?:any |an )?(?:opinions?|feelings|emotions|a heart|a soul|friends)"),
    (
        OPINION,
        r"do you (?:like|love|hate) (?:me|it|this|your job|people|humans)|i (?:love|like) you",
    ),
    (OPINION, r"how (?:are|is) (?:you|it)(?: (?:doing|going|feeling))?(?: today)?|what is up|sup"),
    (OPINION, r"are you (?:ok|well|there|busy|tired|happy|sad|angry|married|free|online|awake)"),
    (OPINION, r"(?:can you )?(?:please )?(?:tell|sing) me a (?:joke|story|song)"),
    (OPINION, r"what is your favou?rite \w+"),
)
_FILLER = r"(?:(?:so|and|but|also|well|just|please|actually|by the way|btw) )*"
_LAST = r"(?: (?:then|exactly|actually|really|please|now|anyway|though|by the way|btw))*"
_READ = tuple((reply, re.compile(rf"{_FILLER}(?:{form}){_LAST}")) for reply, form in _FORMS)

_BREAK = re.compile(r"[.!?,;:–—)\n]+(?=\s|$)|\s[-–—]\s|[\u2600-\U0001faff\ufe0f]+")


def reply_to(text: str) -> str | None:
    """Returns what is said to small talk; None where the text asks something of the documents."""
    said = _plain(without_pleasantries(text))
    if len(said) > LONGEST:
        return None
    if not said:
        return WHAT
    about = next((reply for reply, form in _READ if form.fullmatch(said)), None)
    if about is not None or not _ALL_POLITE.fullmatch(said):
        return about or _after_pleasantries(said)
    return _answer_politely(said)


def without_pleasantries(text: str) -> str:
    """Returns a text without the pleasantries it opens with; one of nothing else stays."""
    for stop in _BREAK.finditer(text):
        rest = text[stop.end() :].strip()
        if not re.search(r"\w", rest) or not is_pleasantry(text[: stop.start()]):
            break
        if not is_pleasantry(rest):
            return without_pleasantries(rest)
    return text


def is_pleasantry(text: str) -> bool:
    """Whether a text is nothing but a greeting, thanks or a farewell."""
    return len(text) <= LONGEST and _ALL_TALK.fullmatch(_plain(text)) is not None


def _after_pleasantries(said: str) -> str | None:
    """The reply to a question about the chatbot that follows a pleasantry without a stop."""
    opening = _FIRST.match(said)
    if opening is None or opening.end() == len(said):
        return None
    rest = said[opening.end() :]
    about = next((reply for reply, form in _READ if form.fullmatch(rest)), None)
    return about or _after_pleasantries(rest)


def _answer_politely(said: str) -> str:
    """A pleasantry returned: a farewell before thanks, thanks before a greeting."""
    if re.search(rf"(?:^|\s){_FAREWELL}$", said):
        return BYE
    if re.match(rf"{_GREETING}(?:\s|$)", said):
        return HELLO
    return WELCOME if re.search(rf"(?:^|\s){_THANKS}(?:\s|$)", said) else WHAT


def _plain(text: str) -> str:
    """Small letters, words spelt out, no marks."""
    lower = text.lower().replace("’", "'")
    for short, whole in _SHORT.items():
        lower = re.sub(rf"{short}\b", whole, lower)
    words = re.findall(r"[\w%.'-]*[\w%]", lower)
    return " ".join(_SPELT.get(word, word) for word in words).lower()
