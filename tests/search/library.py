"""A small library to be searched, and what should be among the first three answers to what.

Our own texts. The same for both databases, for the tests and for tools/bench/search.py.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from articles.models import Article, Byline, Dossier, DossierPiece
from comments.models import Comment
from comments.paths import path_under
from common.html.markdown import render_markdown

START = datetime(2025, 1, 6, 9, tzinfo=UTC)


class Piece(NamedTuple):
    language: str
    by: str
    title: str
    lead: str
    body: str


PIECES = {
    "huurtoeslag": Piece(
        "nl", "Marit Oosterhof", "Schaf de huurtoeslag af",
        "Wie weinig verdient, krijgt van alles een beetje en weet nooit hoeveel.",
        "De huurtoeslag was bedoeld als steun in de rug. Na twintig jaar is het een doolhof. Wie een "
        "uur meer werkt, betaalt in december terug wat in maart al op was. Maak de huren lager in "
        "plaats van de formulieren langer.",
    ),
    "zorgverlof": Piece(
        "nl", "Jelle Dijkema", "Zorgverlof moet betaald worden",
        "Mantelzorgers houden de zorg overeind en krijgen er een pannenkoek voor.",
        "Vier van de tien werknemers zorgen voor een ouder, een partner of een kind. Zij nemen "
        "vakantiedagen op om naar het ziekenhuis te rijden. Een fatsoenlijke werkgever betaalt die "
        "dagen door, en een fatsoenlijk land regelt dat.",
    ),
    "dorpshuis": Piece(
        "nl", "Femke Wiersma", "Het dorpshuis hoort van het dorp te zijn",
        "Een gebouw dat om vijf uur dichtgaat, is geen huis.",
        "In ons dorp heeft iedereen een sleutel van het dorpshuis. Er is geen beheerder en er is nog "
        "nooit iets verdwenen. De gemeente wil nu een reserveringssysteem. Laat dat toch achterwege.",
    ),
    "gemeenteraad": Piece(
        "nl", "Marit Oosterhof", "De gemeenteraad vergadert te lang",
        "Na elf uur 's avonds wordt niemand nog wijzer.",
        "Raadsleden hebben overdag een baan. Wie om half twaalf over de begroting stemt, stemt moe. "
        "Laat vergaderingen eindigen om tien uur en zet minder op de agenda.",
    ),
    "windmolens": Piece(
        "nl", "Sybren Postma", "Windmolens zijn niet lelijk, ze zijn van een ander",
        "Wie meedeelt in de opbrengst, ziet ineens een mooie lijn aan de horizon.",
        "In dorpen met een eigen molen klaagt bijna niemand over het uitzicht. Het gaat om zeggenschap "
        "en om geld. Geef omwonenden de helft van elke turbine en het verzet smelt.",
    ),
    "cafe": Piece(
        "nl", "Jelle Dijkema", "Geen dorp zonder café",
        "De laatste kroeg is gesloten, en met haar de krant van mond tot mond.",
        "Toen café De Zwaan dichtging, verdween de biljartclub, de toneelgroep en de helft van de "
        "roddels. Coördinatie van burenhulp ging vroeger vanzelf, aan de toog.",
    ),
    "openbaar-vervoer": Piece(
        "nl", "Sybren Postma", "De bus komt niet meer",
        "Lijn 47 reed zeventig jaar en werd in één regel opgeheven.",
        "Het openbaar vervoer op het platteland verdwijnt halte voor halte. Wie geen auto rijdt, blijft "
        "thuis. Een belbus die je een dag vooruit bestelt is geen bus maar een afspraak.",
    ),
    "schooltijden": Piece(
        "nl", "Femke Wiersma", "Laat pubers uitslapen",
        "De eerste bel om half negen is een pesterij.",
        "Tieners slapen laat in en worden laat wakker; dat is biologie en geen luiheid. Scholen die een "
        "uur later beginnen, zien betere cijfers en minder verzuim.",
    ),
    "woningbouw": Piece(
        "nl", "Anouk de Rooij", "Bouw woningen waar al straten liggen",
        "Het weiland is niet leeg, en de stad is niet vol.",
        "Tussen de flats liggen parkeerterreinen, boven winkels staan etages leeg. Daar passen huizen "
        "voor starters. Wie altijd in het groen bouwt, bouwt ook altijd een nieuwe file.",
    ),
    "referendum": Piece(
        "nl", "Anouk de Rooij", "Vraag het de inwoners zelf",
        "Een correctief referendum maakt bestuurders zorgvuldig.",
        "Wie weet dat een besluit kan worden teruggefloten, legt het beter uit. Dat is geen wantrouwen, "
        "dat is een noodrem. En een noodrem trekt men zelden.",
    ),
    "libraries": Piece(
        "en", "Harriet Vance", "Libraries are the last free room in town",
        "You need not buy anything, and nobody asks why you came.",
        "When our county closed three branches, it called them underused. On wet Tuesdays they were "
        "full of people reading newspapers, filling in forms and keeping warm.",
    ),
    "night-trains": Piece(
        "en", "Harriet Vance", "Bring back the night trains",
        "A bed that moves is worth two airports.",
        "Sleeping from Amsterdam to Vienna saves a hotel and a flight. Railways say that sleepers lose "
        "money; so do motorways, but nobody asks them to sell breakfast.",
    ),
    "basic-income": Piece(
        "en", "Owen Tallis", "What a basic income would do for caring",
        "Most caring is done by people whom nobody pays.",
        "Paying everyone a modest sum would let daughters cut their hours without fear. Experiments show "
        "that people do not stop working; they stop panicking.",
    ),
    "housing": Piece(
        "en", "Owen Tallis", "Rents rise faster than houses",
        "Building alone will not bring rents down.",
        "Cities that built most saw rents go up as well, because landlords bought the new houses first. "
        "Rent control is dull and it works.",
    ),
}  # fmt: skip


class Said(NamedTuple):
    under: str
    language: str
    name: str
    text: str


SAID = {
    "toeslag-terug": Said("huurtoeslag", "nl", "Bram", "Ik moest vorig jaar 900 euro toeslag terugbetalen omdat mijn dochter een bijbaantje had."),
    "toeslagen-telefoon": Said("huurtoeslag", "nl", "Ellen", "Bij de toeslagen krijg je niemand aan de telefoon. Drie kwartier muziek, en dan een klik."),
    "zorgtoeslag": Said("huurtoeslag", "nl", "Wout", "Begin dan met de zorgtoeslag, die is nog onbegrijpelijker."),
    "huur-hoog": Said("huurtoeslag", "nl", "Ilse", "De huur is te hoog, dat is de kern. Alles daaromheen is pleister op pleister."),
    "kinderopvang": Said("huurtoeslag", "nl", "Nadia", "En de kinderopvangtoeslagaffaire dan? Dat we daar nu al over zwijgen, is schandalig."),
    "werkgever": Said("zorgverlof", "nl", "Gerda", "Mijn werkgever betaalt het gewoon door. Het kan dus wel, ook in een klein bedrijf."),
    "mantelzorg": Said("zorgverlof", "nl", "Tineke", "Mantelzorg is geen keuze. Mijn moeder vergat het gas, en toen was ik mantelzorger."),
    "palliatief": Said("zorgverlof", "nl", "Henk", "Palliatieve verpleegkundigen zeggen al jaren dat naasten te laat verlof krijgen."),
    "sleutel": Said("dorpshuis", "nl", "Douwe", "Bij ons ligt de sleutel onder de bloempot. Iedereen weet het, en er is nooit iets gestolen."),
    "verzekering": Said("dorpshuis", "nl", "Riet", "En wie betaalt als er brand komt? De verzekering vraagt altijd om een beheerder."),
    "vergaderen": Said("gemeenteraad", "nl", "Koos", "Vijftien jaar raadslid geweest. De beste besluiten vielen voor negen uur."),
    "gemeente-loket": Said("gemeenteraad", "nl", "Samira", "Bij het loket van de gemeente weten ze na tien uur ook niets meer, en dat is 's ochtends."),
    "slagschaduw": Said("windmolens", "nl", "Auke", "De slagschaduw van de turbine valt om vier uur door mijn keuken. Daar helpt geen aandeel tegen."),
    "postcoderoos": Said("windmolens", "nl", "Joke", "Wij kochten met het hele dorp zonnepanelen; de opbrengst gaat naar het zwembad."),
    "biljart": Said("cafe", "nl", "Piet", "De biljartclub speelt nu in een garage. Zonder bier, met een straalkacheltje."),
    "cafe-terug": Said("cafe", "nl", "Marijke", "Wij hebben ons cafe teruggekocht met honderd aandeelhouders. Het bier is duurder, de avonden langer."),
    "belbus": Said("openbaar-vervoer", "nl", "Trui", "De belbus kwam twee keer niet. Sindsdien rijdt mijn buurman mij naar de dokter."),
    "fiets": Said("openbaar-vervoer", "nl", "Lars", "Neem de fiets. Met een elektrische ben je in een half uur in de stad."),
    "puber": Said("schooltijden", "nl", "Meike", "Als docent: het eerste uur is verloren. Ze zitten er wel, maar ze zijn er niet."),
    "leegstand": Said("woningbouw", "nl", "Ruud", "Leegstand aanpakken is sneller dan bouwen. Boven mijn bakker staan vier etages leeg."),
    "huis-te-koop": Said("woningbouw", "nl", "Chantal", "Een huis van vier ton noemen ze hier betaalbaar. Voor wie?"),
    "noodrem": Said("referendum", "nl", "Victor", "Een noodrem die je zelden trekt, roest vast."),
    "library-warm": Said("libraries", "en", "Agnes", "Our library lends out tools and sewing machines now. Borrowing a drill is how I met my neighbours."),
    "trains-snoring": Said("night-trains", "en", "Colin", "The last sleeper I took had a man snoring in three languages. Still better than security at the airport."),
    "income-tax": Said("basic-income", "en", "Priya", "Who pays for it? Taxes on land, I would say, since nobody can hide a field."),
    "rent-landlord": Said("housing", "en", "Maeve", "My landlord raised the rent by a fifth and painted the door."),
}  # fmt: skip

# What is typed, and the keys of which at least one, or all where there are several, must be among
# the first three. What it shows is said first.
QUERIES = [
    ("one word", "windmolens", ["windmolens"]),
    ("a word in a title before one in a text", "gemeenteraad", ["gemeenteraad"]),
    ("singular for plural", "windmolen", ["windmolens"]),
    ("plural for singular", "verzekeringen", ["verzekering"]),
    ("a vowel that doubles", "sleutels", ["sleutel", "dorpshuis"]),
    ("v and z at the end", "brief huizen", ["woningbouw", "huis-te-koop"]),
    ("a verb's form", "betaalde werkgever", ["werkgever", "zorgverlof"]),
    ("a part of a compound", "toeslag", ["toeslag-terug", "toeslagen-telefoon"]),
    ("a part of a compound that stands nowhere alone", "opvang", ["kinderopvang"]),
    ("the end of a compound", "schaduw", ["slagschaduw"]),
    ("the beginning of a compound", "biljart", ["biljart", "cafe"]),
    ("a compound of two words in a text", "huurtoeslagen", ["huurtoeslag"]),
    ("two words for a compound", "mantel zorg", ["mantelzorg", "zorgverlof"]),
    ("an accent that was not typed", "cafe", ["cafe", "cafe-terug"]),
    ("an accent that was not written", "café teruggekocht", ["cafe-terug"]),
    ("a diaeresis left out", "coordinatie", ["cafe"]),
    ("capitals", "PALLIATIEVE Verpleegkundige", ["palliatief"]),
    ("letters swapped", "refernedum", ["referendum"]),
    ("a letter left out", "gemeenterad", ["gemeenteraad"]),
    ("a letter too many", "windmollens", ["windmolens"]),
    ("a wrong letter", "bibliotheek of libraryes", ["libraries"]),
    ("a misspelt word beside a right one", "bellbus dokter", ["belbus"]),
    ("words side by side", '"kwam twee keer"', ["belbus"]),
    ("words side by side, in other forms", '"openbaar vervoer"', ["openbaar-vervoer"]),
    ("a word that must not be there", "etages -bakker", ["woningbouw"]),
    ("common words among others", "de bus komt niet", ["openbaar-vervoer"]),
    ("English, plural", "landlords", ["housing", "rent-landlord"]),
    ("English, a verb's form", "borrow drill", ["library-warm"]),
    ("English, misspelt", "libary", ["libraries", "library-warm"]),
    ("an author", "Harriet Vance", ["libraries", "night-trains"]),
    ("a whole question", "wie betaalt de brand in het dorpshuis", ["verzekering"]),
    ("a word that was not typed to its end", "postcod zonnepan", ["postcoderoos"]),
    ("letters and figures", "lijn 47", ["openbaar-vervoer"]),
]


def fill() -> None:
    """Publish it all, a day after each other, without the index."""
    articles = {}
    for number, (key, piece) in enumerate(PIECES.items()):
        articles[key] = Article.objects.create(
            slug=key,
            title=piece.title,
            lead=piece.lead,
            body=f"<p>{piece.body}</p>",
            language=piece.language,
            status=Article.Status.PUBLISHED,
            published_at=START + timedelta(days=number),
        )
        Byline.objects.create(article=articles[key], name=piece.by)
    comments = []
    for number, said in enumerate(SAID.values(), start=1):
        comments.append(
            Comment(
                article=articles[said.under],
                name=said.name,
                language=said.language,
                text=said.text,
                html=render_markdown(said.text),
                status=Comment.Status.PUBLISHED,
                shown_revision=1,
                number=number,
                version=number,
                path=path_under("", number),
                published_at=START + timedelta(days=30 + number),
                created_at=START + timedelta(days=30 + number),
            )
        )
    Comment.objects.bulk_create(comments)
    dossier = Dossier.objects.create(slug="wonen", title="Hoe wonen we?", published_at=START)
    for position, key in enumerate(("huurtoeslag", "woningbouw", "housing")):
        DossierPiece.objects.create(dossier=dossier, article=articles[key], position=position)


def key_of(entry) -> str:
    """The key of what was found in PIECES or SAID."""
    if entry.comment is None:
        return entry.article.slug
    return list(SAID)[entry.comment.number - 1]
