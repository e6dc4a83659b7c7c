"""Texts that a cheat finds or makes by the dozen: real sentences about something else, and one text in many coats."""

import inspect
import sys
from collections.abc import Callable, Iterator
from itertools import cycle
from random import Random

from tandem.support.documents import templates

SENTENCES = """
The common swift spends most of its life on the wing and sleeps there for minutes at a time.
Basalt cools quickly at the surface, so its crystals stay too small to be seen without a lens.
The town received its market rights in the thirteenth century and lost them again after the great fire.
Rye tolerates poorer soils than wheat and was long the bread of those who lived on sandy plains.
In the second half the home side pressed higher, yet the goalkeeper saved two penalties in a row.
Her third novel follows a family of lighthouse keepers over four generations on the northern coast.
The cathedral's northern tower was never finished because the stone of the quarry ran out.
Salmon return to the stream of their birth by its smell, often over a thousand kilometres.
The recipe asks for three eggs, a glass of buttermilk and flour until the dough leaves the spoon.
Early locomotives burned coke, since the law forbade engines on public lines to make smoke.
The orbit of the comet was worked out by a clockmaker who never saw it himself.
Between the wars the valley lived on clockwork, and every farmhouse had a lathe under the window.
The violin's varnish has been analysed many times without any agreement about its colour.
When the river changed its bed, the harbour silted up and the merchants moved downstream.
Lichens are a partnership of a fungus and an alga, which share what light and rain bring.
The expedition spent the winter in the ice and printed a newspaper of eight pages on board.
Olive trees bear every second year, unless they are cut back hard after the harvest.
His collection of beetles came to the museum in forty drawers, half of them without labels.
The tunnel was dug from both ends, and the two galleries met with an error of nine centimetres.
Cheese from the upper meadows is darker, since the cows eat more herbs than grass there.
A glacier moves fastest in its middle, where neither the walls nor the ground hold it.
The opera failed at its first night and became the most played work of the house a year later.
Wolves came back to the forest in the nineties, following the deer along the motorway fences.
The alphabet was reformed by decree, and newspapers appeared in both scripts for three months.
Most of the island's rain falls in two months and is kept in cisterns below the courtyards.
The champion resigned after forty moves, although the engine later found a draw by repetition.
Bronze church bells are tuned on the lathe by taking metal from the inside of the rim.
The dialect keeps a dual, so that two brothers greet otherwise than three.
Amber was carried south along rivers and traded for bronze at the edge of the mountains.
The bridge swings open at noon and lets the sailing boats through in a long row.
""".strip().splitlines()
ONE = "The team looks after every system with care and writes down what happened each week in the shared book"
SYNONYMS = {
    "team": ["group", "crew", "squad", "staff"],
    "looks": ["sees", "watches", "minds", "cares"],
    "system": ["platform", "machine", "server", "installation"],
    "care": ["attention", "diligence", "caution", "thought"],
    "writes": ["notes", "puts", "jots", "enters"],
    "happened": ["occurred", "passed", "arose", "changed"],
    "week": ["month", "quarter", "day", "morning"],
    "shared": ["common", "joint", "open", "public"],
    "book": ["log", "diary", "list", "journal"],
}
PLACES = ["finance", "sales", "legal", "stores", "kitchen", "garage", "press", "library", "workshop", "reception"]
POLICY = (
    "The head of {0} makes sure that the rules of this organization are known in {0}, are followed by everybody in "
    "{0}, and are looked at once a year. Deviations in {0} are told to the head of {0}, who decides what is done."
)
GERMAN = """
Der Mauersegler verbringt fast sein ganzes Leben in der Luft und schläft dort minutenweise.
Die Stadt erhielt im dreizehnten Jahrhundert das Marktrecht und verlor es nach dem Brand wieder.
Roggen gedeiht auf ärmeren Böden als Weizen und war lange das Brot der Sandgegenden.
Der nördliche Turm des Doms wurde nie vollendet, weil der Steinbruch erschöpft war.
Lachse finden den Bach ihrer Geburt am Geruch wieder, oft über tausend Kilometer.
Zwischen den Kriegen lebte das Tal vom Uhrwerk, und jedes Haus hatte eine Drehbank.
Flechten sind eine Gemeinschaft aus Pilz und Alge, die teilen, was Licht und Regen bringen.
Der Tunnel wurde von beiden Seiten gegraben, und die Stollen trafen sich fast genau.
Ein Gletscher bewegt sich in der Mitte am schnellsten, wo ihn weder Wand noch Grund halten.
Die Oper fiel bei der Uraufführung durch und wurde im Jahr darauf das meistgespielte Werk.
Das meiste Wasser der Insel fällt in zwei Monaten und wird in Zisternen gesammelt.
Kirchenglocken werden gestimmt, indem man innen am Rand Metall abnimmt.
""".strip().splitlines()


def _elsewhere(random: Random) -> Iterator[str]:
    while True:
        yield " ".join(random.sample(SENTENCES, 3))


def _german(random: Random) -> Iterator[str]:
    while True:
        yield " ".join(random.sample(GERMAN, 3))


def _manuals(random: Random) -> Iterator[str]:
    """What programmers wrote about modules, each text once, without end only by being repeated."""
    manuals = [inspect.getdoc(module) or "" for _name, module in sorted(sys.modules.items())]
    yield from cycle([" ".join(text.split())[:600] for text in manuals if len(text.split()) > 40])


def _synonyms(random: Random) -> Iterator[str]:
    while True:
        words = [random.choice([word, *SYNONYMS.get(word, [])]) for word in ONE.split()]
        yield f"{' '.join(words)}."


def _departments(random: Random) -> Iterator[str]:
    yield from cycle(POLICY.format(f"{random.choice(PLACES)} {number}") for number in range(400))


def _shuffled(random: Random) -> Iterator[str]:
    words = " ".join(SENTENCES[:6]).split()
    while True:
        yield " ".join(random.sample(words, len(words)))


def _templates(random: Random) -> Iterator[str]:
    bodies = [template.body for template in templates.every()]
    yield from cycle(bodies)


def _pieces(random: Random) -> Iterator[str]:
    """Paragraphs of templates, each in another order."""
    parts = [part for template in templates.every() for part in template.body.split("\n\n") if len(part.split()) > 25]
    while True:
        yield "\n\n".join(random.sample(parts, 2))


def _questions(random: Random) -> Iterator[str]:
    for number in cycle(range(1000)):
        yield f"Who is responsible, what is done, by when and how is it checked, in case number {number} of this list?"


def _promises(random: Random) -> Iterator[str]:
    ahead = "It will be defined later|This is still to be written|We plan to do this next year|Not started yet"
    more = "by somebody of the team|when there is time|after the audit|once the budget is known|as soon as possible"
    while True:
        parts = [f"{random.choice(ahead.split('|'))} {random.choice(more.split('|'))}." for _ in range(4)]
        yield " ".join(parts)


def _reversed(random: Random) -> Iterator[str]:
    while True:
        yield " ".join(word[::-1] for word in " ".join(random.sample(SENTENCES, 3)).split())


def _cut(random: Random) -> Iterator[str]:
    """Sentences cut off anywhere and joined."""
    while True:
        yield " ".join(" ".join(sentence.split()[: random.randint(3, 6)]) for sentence in random.sample(SENTENCES, 8))


KINDS: dict[str, Callable[[Random], Iterator[str]]] = {
    "elsewhere": _elsewhere,
    "german": _german,
    "manuals": _manuals,
    "synonyms": _synonyms,
    "departments": _departments,
    "shuffled": _shuffled,
    "templates": _templates,
    "pieces": _pieces,
    "questions": _questions,
    "promises": _promises,
    "reversed": _reversed,
    "cut": _cut,
}
