"""Made-up reactions with a made-up moderator's verdict, to try a classifier on.

Sentences from templates in Dutch and English: civil disagreement, sharp but fair criticism,
stories, questions and sources on the one side; insults, advertising, what is off topic and what tells of
someone's private life on the other. The two sides share subjects, words and links on purpose
("een dom plan" is fair, "jij bent dom" is not), most texts of the second kind hold fair sentences
too, and the verdicts are noisy: a share of them is turned round.

What a classifier does with these says little of what it will do on a real site, where people write
what no template does: more kinds, more mistakes, more irony. It compares classifiers with each
other and shows that nothing is broken.
"""

import random
import re
from typing import NamedTuple


class Made(NamedTuple):
    text: str
    language: str
    rejected: bool  # what the moderator said, mistakes included
    kind: str


TURNED = 0.05  # the share of verdicts that are turned round

WORDS = {
    "nl": {
        "topic": "het stikstofbeleid|de nieuwe wijk|de windmolens|het eigen risico|de dorpsschool|het openbaar vervoer|de huurprijzen|de asielopvang|het klimaatakkoord|de zorgpremie|het referendum|de woningbouw|de pensioenleeftijd|het leenstelsel|de spreidingswet|het landbouwplan|de krapte op de arbeidsmarkt|de bibliotheek|het zwembad|de jeugdzorg",
        "who": "de gemeente|het kabinet|de minister|de wethouder|de provincie|de oppositie|de schrijver|de vakbond|de woningcorporatie|de raad|Brussel|de politiek|het bestuur",
        "bad": "dom|kortzichtig|slecht onderbouwd|naïef|onbetaalbaar|oneerlijk|laf|halfslachtig|wereldvreemd|onhaalbaar|hypocriet",
        "good": "verstandig|goed doordacht|eerlijk|nodig|moedig|helder|redelijk|hoopgevend",
        "slur": "idioot|sukkel|debiel|klootzak|achterlijke gladiool|lul|mafkees|hufter|zak|trut|imbeciel|landverrader|profiteur|zwakzinnige|leugenaar",
        "thing": "cijfers|onderzoek|ervaring|rapport|begroting|wet|studie|evaluatie|brief|jaarverslag",
        "place": "Utrecht|Groningen|Deventer|Zeeland|Den Haag|de Achterhoek|Tilburg|Friesland|Almere|Heerlen",
        "site": "cbs.nl|rijksoverheid.nl|rivm.nl|nos.nl|cpb.nl|scp.nl",
        "shop": "snelgeld-nu.example|beste-crypto.example|gratis-spins.example|afvallen24.example|leningdirect.example|datetonight.example",
        "goods": "crypto|afslankpillen|een lening zonder toetsing|gratis spins|bitcoin|goedkope zonnepanelen|een geheim beleggingssysteem|volgers|nepdiploma's",
        "name": "Jan de Wit|Fatima|mevrouw Bakker|Kees van Dam|Annelies|meneer Smits|Mohamed|Truus|Peter",
        "street": "Dorpsstraat|Kerkweg|Lindelaan|Molenstraat|Stationsweg|Beukenhof",
        "other": "voetbal gisteren|mijn kat|het weer|het songfestival|de nieuwe telefoon|de recepten van mijn oma|die serie op televisie|de reclame op deze site",
        "n": "3|12|20|45|60|80|150|400",
    },
    "en": {
        "topic": "the nitrogen policy|the new estate|the wind farm|the health premium|the village school|public transport|rents|the asylum centre|the climate deal|the referendum|house building|the pension age|student loans|the farming plan|the labour shortage|the library|the swimming pool|youth care",
        "who": "the council|the cabinet|the minister|the alderman|the province|the opposition|the author|the union|the housing association|Brussels|politics|the board",
        "bad": "stupid|short-sighted|badly argued|naive|unaffordable|unfair|cowardly|half-hearted|out of touch|unworkable|hypocritical",
        "good": "sensible|well thought out|honest|necessary|brave|clear|reasonable|hopeful",
        "slur": "idiot|moron|clown|bastard|dimwit|traitor|liar|pig|loser|parasite|scumbag|imbecile",
        "thing": "figures|research|experience|report|budget|law|study|evaluation|letter|annual report",
        "place": "Utrecht|Groningen|Deventer|Zeeland|The Hague|Tilburg|Friesland|Almere|Leeds|Ghent",
        "site": "cbs.nl|oecd.org|bbc.co.uk|who.int|ec.europa.eu",
        "shop": "fast-cash.example|best-crypto.example|free-spins.example|slim24.example|loan-now.example|datetonight.example",
        "goods": "crypto|slimming pills|a loan without checks|free spins|bitcoin|cheap solar panels|a secret trading system|followers|fake diplomas",
        "name": "Jan de Wit|Fatima|Mrs Bakker|Kees van Dam|Annelies|Mr Smits|Mohamed|Gertrude|Peter",
        "street": "Church Lane|Mill Street|Station Road|High Street|Linden Avenue",
        "other": "the football last night|my cat|the weather|the song contest|the new phone|my gran's recipes|that show on television|the adverts on this site",
        "n": "3|12|20|45|60|80|150|400",
    },
}

FAIR = {
    "nl": [
        "Ik ben het er niet mee eens dat {topic} {good} is.",
        "Volgens mij is {topic} {bad}, en de {thing} laat dat ook zien.",
        "Dit plan van {who} is {bad} en niemand die er iets van zegt.",
        "Wat een {bad} stuk. {who} vergeet dat mensen in {place} hier elke dag mee te maken hebben.",
        "{who} heeft gelogen over {topic}, dat staat gewoon in de {thing}.",
        "In {place} woon ik al {n} jaar en ik zie het verschil met {topic}.",
        "Goed stuk. {topic} is {good}, al had ik graag meer {thing} gezien.",
        "Heeft iemand de {thing} waar {who} het over heeft?",
        "Zie {site} voor de {thing}; daar staat iets heel anders over {topic}.",
        "De bron staat op https://www.{site}/{thing}, lees het zelf maar na.",
        "Iemand een {slur} noemen helpt niemand, laten we het over {topic} hebben.",
        "Wie twijfelt aan {topic} wordt meteen voor {slur} uitgemaakt, dat is {bad}.",
        "Het is {bad} om {who} de schuld te geven van {topic}.",
        "Ik schaam me voor {who}. Schandalig hoe er met {topic} wordt omgegaan!",
        "Als we {topic} echt willen, moet {who} kiezen, en dat doet {who} niet.",
        "Mijn buurvrouw in {place} betaalt nu {n} euro meer, dat is toch niet {good}?",
        "Dat argument klopt niet: {n} procent van de mensen in {place} wil dit juist wel.",
        "Geld is hier het punt niet. Het gaat om {topic}, en dat is een keuze van {who}.",
        "Wat {name} hierboven schrijft over {topic} vind ik {good}.",
        "{name} haalt twee dingen door elkaar: {topic} en {topic}.",
    ],
    "en": [
        "I disagree that {topic} is {good}.",
        "To my mind {topic} is {bad}, and the {thing} shows it.",
        "This plan by {who} is {bad} and nobody says a word.",
        "What a {bad} piece. {who} forgets that people in {place} live with this every day.",
        "{who} lied about {topic}, it is there in the {thing}.",
        "I have lived in {place} for {n} years and I see what {topic} does.",
        "Good piece. {topic} is {good}, though I would have liked more {thing}.",
        "Does anyone have the {thing} that {who} talks about?",
        "See {site} for the {thing}; it says something else about {topic}.",
        "The source is at https://www.{site}/{thing}, read it yourself.",
        "Calling someone a {slur} helps nobody, let us talk about {topic}.",
        "Whoever doubts {topic} is called a {slur} at once, which is {bad}.",
        "It is {bad} to blame {who} for {topic}.",
        "I am ashamed of {who}. A disgrace how {topic} is handled!",
        "If we want {topic}, {who} must choose, and {who} does not.",
        "My neighbour in {place} now pays {n} pounds more, is that {good}?",
        "That argument fails: {n} per cent of people in {place} do want this.",
        "Money is not the point here. It is about {topic}, and {who} chose it.",
        "What {name} says above about {topic} is {good}.",
        "{name} mixes up two things: {topic} and {topic}.",
    ],
}

FOUL = {
    "insult": {
        "nl": [
            "Wat ben jij een {slur} zeg.",
            "Alleen een {slur} kan {topic} {good} vinden, en dat ben jij dus.",
            "{name} is gewoon een {slur}, hou je mond man.",
            "Jij bent te {bad} om te begrijpen wat {topic} is, {slur}!!",
            "Rot toch op naar {place}, {slur}.",
            "{who}? Allemaal {slur}, opsluiten die lui.",
            "Ga je schamen {name}, {slur} dat je bent.",
        ],
        "en": [
            "What a {slur} you are.",
            "Only a {slur} can find {topic} {good}, and that is you.",
            "{name} is just a {slur}, shut up.",
            "You are too {bad} to grasp {topic}, you {slur}!!",
            "Get lost, go back to {place}, {slur}.",
            "{who}? All of them {slur}s, lock them up.",
            "Shame on you {name}, {slur} that you are.",
        ],
    },
    "spam": {
        "nl": [
            "Verdien {n} euro per dag met {goods}, kijk op https://{shop}",
            "Ik was sceptisch, maar {goods} veranderde mijn leven: www.{shop}",
            "Nu {n} procent korting op {goods}! Bestel via https://{shop}/{n}",
            "App mij voor {goods}, serieus aanbod, 100% legaal.",
            "Geld nodig? {goods} binnen {n} minuten geregeld, klik hier {shop}",
        ],
        "en": [
            "Earn {n} pounds a day with {goods}, see https://{shop}",
            "I was sceptical, but {goods} changed my life: www.{shop}",
            "Now {n} per cent off {goods}! Order at https://{shop}/{n}",
            "Message me for {goods}, serious offer, 100% legal.",
            "Need money? {goods} within {n} minutes, click here {shop}",
        ],
    },
    "off_topic": {
        "nl": [
            "Heeft iemand {other} gezien? Echt prachtig.",
            "Ik wil het liever over {other} hebben.",
            "Waarom schrijft niemand hier over {other}?",
            "Niets mee te maken, maar {other} was weer geweldig.",
            "Eerste! En groeten aan iedereen in {place}.",
        ],
        "en": [
            "Did anyone see {other}? Beautiful.",
            "I would rather talk about {other}.",
            "Why does nobody here write about {other}?",
            "Nothing to do with this, but {other} was great again.",
            "First! And greetings to all in {place}.",
        ],
    },
    "privacy": {
        "nl": [
            "{name} woont op de {street} {n}, ga maar eens langs.",
            "Bel {name} zelf maar: 06-12{n}99.",
            "{name} zit al {n} weken ziek thuis met een burn-out, dat weet heel {place}.",
            "De dochter van {name} zit op de school aan de {street}.",
            "Ik heb de mail van {name}, die is {n}@{shop}.",
        ],
        "en": [
            "{name} lives at {n} {street}, do pay a visit.",
            "Ring {name} yourself: 0770 12{n}99.",
            "{name} has been ill at home for {n} weeks with a burn-out, all of {place} knows.",
            "The daughter of {name} goes to the school in {street}.",
            "I have the e-mail of {name}, it is {n}@{shop}.",
        ],
    },
}  # fmt: skip
KINDS = ("insult", "insult", "insult", "spam", "off_topic", "privacy")


def make(count: int, seed: int = 1) -> list[Made]:
    """This many, in the order in which they came in; about a third is to be rejected."""
    chance = random.Random(seed)
    return [_one(chance) for _ in range(count)]


def _one(chance: random.Random) -> Made:
    language = "nl" if chance.random() < 0.7 else "en"
    is_foul = chance.random() < 0.35
    sentences = [
        _filled(chance.choice(FAIR[language]), language, chance)
        for _ in range(chance.choice((0, 0, 1, 1, 2, 3) if is_foul else (1, 1, 2, 2, 3, 4, 6)))
    ]
    kind = "fair"
    if is_foul:
        kind = chance.choice(KINDS)
        for _ in range(chance.choice((1, 1, 2))):
            said = _filled(chance.choice(FOUL[kind][language]), language, chance)
            sentences.insert(chance.randint(0, len(sentences)), said)
    text = _typed(" ".join(sentences), chance)
    return Made(text, language, is_foul != (chance.random() < TURNED), kind)


def _filled(template: str, language: str, chance: random.Random) -> str:
    words = WORDS[language]
    said = re.sub(r"{(\w+)}", lambda match: chance.choice(words[match[1]].split("|")), template)
    return said[0].upper() + said[1:]


def _typed(text: str, chance: random.Random) -> str:
    """As people type: now and then a mistake, no capitals, a digit for a letter, or shouting."""
    if chance.random() < 0.15:
        text = text.lower()
    if chance.random() < 0.05:
        text = text.upper()
    letters = list(text)
    for place in range(len(letters) - 1):
        what = chance.random()
        if what < 0.003:
            letters[place], letters[place + 1] = letters[place + 1], letters[place]
        elif what < 0.006:
            letters[place] = ""
        elif what < 0.009:
            letters[place] = {"o": "0", "i": "1", "e": "3"}.get(letters[place], letters[place])
    return "".join(letters)
