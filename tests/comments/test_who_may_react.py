"""The right to write under an article, and its times: what the page says, and what a POST gets."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Invited
from comments.models import Comment
from tests.conftest import make_user

pytestmark = pytest.mark.django_db

WHO = ("stranger", "reader", "invited", "author", "moderator", "editor")
HOUR = timedelta(hours=1)


@pytest.fixture
def people(reader, author, moderator, editor, article):
    invited = make_user("ina@example.org", "Ina Genood")
    Invited.objects.create(article=article, user=invited)
    users = (None, reader, invited, author, moderator, editor)
    return dict(zip(WHO, users, strict=True))


@pytest.mark.parametrize(
    ("settings_of", "may", "says"),
    [
        ({}, "1 1 1 1 1 1", ""),
        ({"reacting": "members"}, "0 1 1 1 1 1", "Alleen leden kunnen hier reageren"),
        ({"reacting": "invited"}, "0 0 1 1 1 1", "Hier reageren alleen leden die zijn uitgenodigd"),
        ({"opens_at": HOUR}, "0 0 0 0 0 0", "Dit debat gaat open op"),
        ({"opens_at": -HOUR}, "1 1 1 1 1 1", ""),
        ({"closed_at": -HOUR}, "0 0 0 0 0 0", "gesloten"),
        ({"closed_at": HOUR}, "1 1 1 1 1 1", ""),
        ({"opens_at": -HOUR, "closed_at": -HOUR, "reacting": "members"}, "0 0 0 0 0 0", "gesloten"),
        ({"opens_at": HOUR, "reacting": "invited"}, "0 0 0 0 0 0", "Dit debat gaat open op"),
        ({"status": "withdrawn", "withdrawn_at": -HOUR}, "0 0 0 0 0 0", "ingetrokken"),
    ],
    ids=lambda value: "+".join(value) or "as ever" if isinstance(value, dict) else "",
)
def test_the_table(settings_of, may, says, people, article):
    now = timezone.now()
    fields = {
        name: now + value if isinstance(value, timedelta) else value
        for name, value in settings_of.items()
    }
    Article.objects.filter(pk=article.pk).update(**fields)
    for number, (who, expected) in enumerate(zip(WHO, may.split(), strict=True)):
        client = Client(headers={"sec-fetch-site": "same-origin"})
        if people[who]:
            client.force_login(people[who])
        if who in ("stranger", "invited"):
            page = client.get(article.get_absolute_url()).content.decode()
            assert ("<textarea" in page) is (expected == "1"), who
            assert expected == "1" or says in page, who
        form = {
            "text": f"Dit schrijft {who} er graag over.",
            "key": f"8c0ffee0-0000-4000-8000-00000000000{number}",
            "name": "Daan",
            "email": "daan@example.org",
        }
        answer = client.post(f"{article.get_absolute_url()}reageer/", form)
        assert answer.status_code == (302 if expected == "1" else 403), who
        assert Comment.objects.filter(text__contains=f"schrijft {who} ").exists() is (
            expected == "1"
        ), who
        if expected == "0":
            # What was typed is still there, and why it was refused.
            assert form["text"] in answer.content.decode()
            assert says in answer.content.decode(), who


def test_an_invitation_is_for_one_debate(make_article, article, reader):
    other = make_article("ander", reacting="invited")
    Invited.objects.create(article=article, user=reader)
    client = Client(headers={"sec-fetch-site": "same-origin"})
    client.force_login(reader)
    assert "<textarea" not in client.get(other.get_absolute_url()).content.decode()


def test_who_must_sign_in_is_led_back(make_article, client):
    for reacting in ("members", "invited"):
        article = make_article(reacting, reacting=reacting)
        page = client.get(article.get_absolute_url()).content.decode()
        assert f"/account/login/?next={article.get_absolute_url()}" in page


def test_what_was_written_is_not_changed_before_it_opens_or_after(article, write, reader):
    mine = write(article, user=reader)
    client = Client(headers={"sec-fetch-site": "same-origin"})
    client.force_login(reader)
    Article.objects.update(status="withdrawn", withdrawn_at=timezone.now())
    client.post(f"/reacties/{mine.pk}/bewerken/", {"text": "Anders."})
    mine.refresh_from_db()
    assert mine.text == "Dat zie ik anders."


def test_proposition_and_message_stand_above_the_reactions(make_article, client):
    article = make_article(
        proposition="De tafel komt er.", pinned="Blijf erbij.", pinned_html="<p>Blijf erbij.</p>"
    )
    page = client.get(article.get_absolute_url()).content.decode()
    thread = page.index('id="thread"')
    assert page.index("De tafel komt er.") < thread
    assert page.index("<p>Blijf erbij.</p>") < thread
