"""Tag URIs (RFC 4151): ids that stay the same when a title or an address changes."""

from django.conf import settings

from articles.models import Article, Dossier, Topic
from comments.models import Comment

TAG_KINDS = {Article: "article", Comment: "reaction", Dossier: "dossier", Topic: "topic"}


def tag_uri(*parts: object) -> str:
    return f"tag:{settings.TAG_AUTHORITY}:{'/'.join(map(str, parts))}"


def tag_uri_for(thing: Article | Comment | Dossier | Topic) -> str:
    return tag_uri(TAG_KINDS[type(thing)], thing.pk)
