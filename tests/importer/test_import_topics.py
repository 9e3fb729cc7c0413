"""Categories and tags become topics."""

from articles.models import Article, Topic
from tests.importer import wxr


def subject(name: str, domain: str = "category", nicename: str = "x") -> str:
    return f'<category domain="{domain}" nicename="{nicename}"><![CDATA[{name}]]></category>\n'


def article_with(bring_in, *subjects: str, id: int = 100) -> list[str]:
    bring_in(wxr.export(wxr.author(), wxr.post(id, "".join(subjects), post_name=f"stuk-{id}")))
    article = Article.objects.get(slug=f"stuk-{id}")
    return [topic.name for topic in article.topics.all()]


def test_categories_and_tags_are_topics(bring_in):
    tags = subject("Koken &amp; eten"), subject("Buurt", "post_tag"), subject("buurt", "post_tag")
    assert article_with(bring_in, *tags) == ["Koken & eten", "buurt"]


def test_what_says_nothing_is_none(bring_in):
    none = (
        subject("Geen categorie", nicename="geen-categorie"),
        subject("Zijspoor", "post_format"),
        subject("   "),
    )
    assert article_with(bring_in, *none) == []


def test_topics_that_are_here_are_used(bring_in):
    Topic.objects.create(name="Buurt", slug="buurt")
    article_with(bring_in, subject("BUURT"))
    article_with(bring_in, subject("Buurt!"), id=101)
    assert Topic.objects.count() == 1


def test_topics_changed_here_stay_so(bring_in):
    article_with(bring_in, subject("Buurt"))
    Article.objects.get().topics.clear()
    assert article_with(bring_in, subject("Buurt")) == []
