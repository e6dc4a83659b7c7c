"""What kind of message it is: a person's, or one that no machine may answer (RFC 3834)."""

import re
from collections.abc import Collection
from enum import StrEnum

from tandem.faces.intake.mail.letters import Letter


class Kind(StrEnum):
    """What a message is, as far as its headers say."""

    PERSON = "person"
    OWN = "own"
    RETURNED = "returned"
    ABSENCE = "absence"
    AUTOMATIC = "automatic"
    LIST = "list"
    SPAM = "spam"


OF_MACHINES = (  # how mail systems and people begin the subject of an automatic answer, by language
    r"auto(?:matic|mated)?[ \-]?(?:repl|response|answer)|out of (?:the )?office|ooo\b|on (?:annual |vacation )?leave\b",
    r"automatische antwort|auto[ \-]?antwort|abwesen|nicht im (?:büro|haus)|ich bin (?:im urlaub|nicht da)",
    r"(?:réponse|reponse) automatique|absence du bureau|absente? du bureau|message d.absence",
    r"respuesta autom[áa]tica|fuera de (?:la )?oficina|ausente de la oficina",
    r"risposta automatica|fuori sede|fuori ufficio|assente dall.ufficio",
    r"automatisch antwoord|automatische beantwoording|afwezig|niet op kantoor",
    r"resposta autom[áa]tica|aus[êe]ncia tempor[áa]ria|fora do escrit[óo]rio",
    r"autosvar|automatiskt svar|automatisk svar|frånvaro|fravær|ikke til stede|ikke på kontoret",
    r"automaattinen vastaus|poissa toimistolta|poissaolo",
    r"odpowiedź automatyczna|automatyczna odpowiedź|autoodpowiedź|poza biurem|nieobecność",
    r"automatická odpov[eě][ďd]|mimo kancelář|automatikus válasz|házon kívül|răspuns automat",
    r"samodejni odgovor|automatski odgovor|automaatvastus|automātisk[āa] atbilde|automatinis atsakymas",
    r"αυτόματη απάντηση|otomatik yanıt|ofis dışında",
    r"автоматический ответ|автоответ|автоматична відповідь|автоматичен отговор|нет на месте",
    r"自動応答|自動返信|不在|自动答复|自动回复|自動回覆|자동 회신|부재중|תשובה אוטומטית|رد تلقائي",
)
ABSENCE = re.compile(
    r"^(?:\s*(?:re|aw|fwd?|wg|sv|vs|antw|tr|rv|odp)\s*:)*\s*(?:\[[^\]]*\]\s*)?(?:" + "|".join(OF_MACHINES) + ")",
    re.IGNORECASE,
)
RETURNED = re.compile(
    r"^(?:mail delivery (?:failed|failure|subsystem)|delivery status notification|undeliver|unzustellbar"
    r"|returned mail|failure notice|delivery (?:failure|has failed)|nicht zustellbar|non remis|mail system error)",
    re.IGNORECASE,
)
POSTMASTERS = ("mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon")
AUTOMATIC = frozenset({"auto_reply", "auto-reply", "autoreply"})
MANY = frozenset({"bulk", "junk", "list"})
FAILED_RECIPIENT = re.compile(r"^(?:final|original)-recipient:\s*(?:rfc822;)?\s*<?([^\s<>;]+@[^\s<>;]+)", re.I | re.M)
STATUS = re.compile(r"^(?:diagnostic-code|status):\s*(.{1,300})", re.I | re.M)
ACTION = re.compile(r"^action:\s*(\w+)", re.I | re.M)
RESULT = re.compile(r"\b(dkim|spf|dmarc)\s*=\s*([a-z]+)", re.IGNORECASE)
SIGNED_BY = re.compile(r"header\.[di]=@?([\w.\-]+\.\w+)", re.IGNORECASE)
BAD = frozenset({"fail", "softfail", "permerror"})
MOST_HOPS = 50


def kind_of(letter: Letter, own: Collection[str]) -> Kind:
    """What a message is; `own` are the addresses that this organization sends from, in lower case."""
    if letter.sender and letter.sender in own:
        return Kind.OWN
    if _is_returned(letter):
        return Kind.RETURNED
    if _is_absence(letter):
        return Kind.ABSENCE
    if letter.first_of("x-spam-flag").lower() == "yes" or letter.first_of("x-spam-status").lower().startswith("yes"):
        return Kind.SPAM
    if letter.first_of("precedence").strip().lower() in MANY or letter.first_of("list-id"):
        return Kind.LIST
    return Kind.AUTOMATIC if _is_automatic(letter) else Kind.PERSON


def _is_returned(letter: Letter) -> bool:
    of_reports = letter.first_of("content-type").lower()
    is_report = of_reports.startswith("multipart/report") and "delivery-status" in of_reports
    from_system = letter.sender.partition("@")[0] in POSTMASTERS
    has_no_way_back = letter.first_of("return-path").strip() == "<>"
    words = RETURNED.match(letter.subject) is not None
    return is_report or bool(letter.report) or (words and (from_system or has_no_way_back)) or from_system


def _is_absence(letter: Letter) -> bool:
    return answers_by_machine(letter) or ABSENCE.match(letter.subject) is not None


def answers_by_machine(letter: Letter) -> bool:
    """True when the headers say that a machine answered by itself."""
    submitted = letter.first_of("auto-submitted").partition(";")[0].strip().lower()
    named = letter.first_of("x-autoreply") or letter.first_of("x-autorespond") or letter.first_of("x-autoresponder")
    by_precedence = letter.first_of("precedence").strip().lower() in AUTOMATIC
    is_receipt = "disposition-notification" in letter.first_of("content-type").lower()  # RFC 8098: it was read
    return submitted == "auto-replied" or bool(named) or by_precedence or is_receipt


def _is_automatic(letter: Letter) -> bool:
    submitted = letter.first_of("auto-submitted").partition(";")[0].strip().lower()
    return submitted not in ("", "no") or len(letter.all_of("received")) > MOST_HOPS


def returned_for(letter: Letter) -> tuple[str, str]:
    """Which address could not be reached and in which words; both empty where the report says neither."""
    said = letter.report or letter.text
    address, words = FAILED_RECIPIENT.search(said), STATUS.findall(said)
    return (address[1].lower() if address else "", " ".join(words[-1].split()) if words else "")


def is_final(letter: Letter) -> bool:
    """False for a report that delivery is only late, or went well."""
    actions = {action.lower() for action in ACTION.findall(letter.report)}
    return not actions or bool(actions & {"failed"})


def proof_of(letter: Letter, server: str = "") -> tuple[str, str]:
    """Whether the receiving server proved the sender: `proved`, `failed` or nothing; and its words.

    Only a line that the receiving server wrote counts (RFC 8601): one above the topmost Received, or the first with
    the server's own name. Whatever the sender wrote further down is not believed.
    """
    words = _said_by_server(letter, server.strip().lower())
    results = {name.lower(): value.lower() for name, value in reversed(RESULT.findall(words))}
    if results.get("dmarc") in BAD or (results.get("spf") in BAD and results.get("dkim") != "pass"):
        return "failed", words
    proved = results.get("dmarc") == "pass" or (results.get("dkim") == "pass" and _signed_by_sender(letter, words))
    return ("proved" if proved else ""), words


def _signed_by_sender(letter: Letter, words: str) -> bool:
    """A signature proves the sender only where it is of the sender's own domain."""
    domain = letter.sender.partition("@")[2]
    signed = [name.lower() for name in SIGNED_BY.findall(words)]
    return bool(domain) and any(domain == name or domain.endswith(f".{name}") for name in signed)


def _said_by_server(letter: Letter, server: str) -> str:
    for name, value in letter.headers:
        if name == "received" and not server:
            return ""
        if name == "authentication-results" and (not server or value.split(";")[0].split()[:1] == [server]):
            return value[:1_000]
    return ""
