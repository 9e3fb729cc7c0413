"""The house rules of a new site, for its editors to change."""

from common.html.safe import SafeText
from moderation.models import Category, HouseRule

DEFAULT_RULES = [
    (
        Category.OFF_TOPIC,
        "Blijf bij het onderwerp",
        "Stay on the subject",
        "Reageer op het stuk of op een andere reactie. Begin geen gesprek over iets anders.",
        "Answer the piece or another reaction. Do not begin about something else.",
    ),
    (
        Category.INSULT,
        "Val de mening aan, niet de mens",
        "Attack the opinion, not the person",
        "Scherp mag. Schelden, dreigen, en mensen wegzetten om wie zij zijn, mag niet.",
        "Be sharp if you like. Abuse, threats, and dismissing people for who they are, are out.",
    ),
    (
        Category.PERSONAL,
        "Laat anderen hun privacy",
        "Leave others their privacy",
        "Geen adressen, telefoonnummers, medische of andere persoonlijke gegevens van een ander.",
        "No addresses, telephone numbers, medical or other personal details of someone else.",
    ),
    (
        Category.FALSE,
        "Breng een bewering niet als feit als die aantoonbaar onwaar is",
        "Do not state as fact what is evidently untrue",
        "Van mening verschillen mag altijd. Noem bij een feit liefst een bron.",
        "You may always differ in opinion. For a fact, name a source if you can.",
    ),
    (
        Category.SPAM,
        "Geen reclame",
        "No advertising",
        "Geen reclame, geen reeksen links, en niet hetzelfde bericht onder meer stukken.",
        "No advertisements, no rows of links, and not the same message under several pieces.",
    ),
    (
        Category.OTHER,
        "Houd het gesprek leesbaar voor iedereen",
        "Keep the debate readable for everyone",
        "Geen hoofdletters om te schreeuwen, geen reeksen tekens, en schrijf onder één naam.",
        "No capitals to shout in, no rows of signs, and write under one name.",
    ),
]


def create_default_rules(using: str = "default", **_) -> None:
    """Create the default house rules if there are none."""
    rules = HouseRule.objects.using(using)
    if rules.exists():
        return
    rules.bulk_create(
        HouseRule(
            number=number,
            category=category,
            title_nl=title_nl,
            title_en=title_en,
            text_nl=text_nl,
            text_en=text_en,
            html_nl=SafeText(text_nl).html,
            html_en=SafeText(text_en).html,
        )
        for number, (category, title_nl, title_en, text_nl, text_en) in enumerate(
            DEFAULT_RULES, start=1
        )
    )
