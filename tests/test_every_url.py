"""Every address of the site: who may, who may not, and what the others get.

A row for each name of an address, and nothing that the site serves is without one: an address that
is added needs its row. Beside each other stand a stranger, a reader, an author, a moderator, an
editor and an administrator; `login` is the page to sign in at. Where not all are let in, the others
are refused the same way whether they read or send.
"""

import io
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from accounts.models import GuestLink, User, token_digest
from articles import actions as article_actions
from articles.actions import add_attachment
from articles.models import Article, Dossier, Series, Topic
from bulletins import actions as bulletins
from comments import actions, tokens
from comments.actions import SeenState, Verdict
from comments.models import Comment, Invitation, Report, Statement, WatchedWord
from common.html.safe import SafeHtml, SafeText
from desk.actions import bulk
from moderation import actions as house_actions
from moderation.models import CannedReason, HouseRule
from notifications import tokens as mail_tokens
from notifications.kinds import NoticeKind
from notifications.models import Issue, Mail, Notice, Subscriber
from privacy import actions as personal_actions
from privacy import tokens as personal_tokens
from privacy.data_subject import DataSubject
from tests.articles.files import PDF

PEOPLE = ("stranger", "reader", "author", "moderator", "editor", "administrator")

ALL = "200 200 200 200 200 200"
MEMBERS = "login 200 200 200 200 200"
AUTHORS = "login 403 200 403 403 403"
WRITERS = "login 403 200 403 200 403"
MODERATORS = "login 403 403 200 200 403"
EDITORS = "login 403 403 403 200 403"
ADMINISTRATORS = "login 403 403 403 403 200"
# As if it did not exist, for whom it is none of.
THE_READER = "404 200 404 404 404 404"
NOBODY = "404 404 404 404 404 404"


class Row(NamedTuple):
    outcomes: str
    args: str = ""  # names in the world, in the order of the address
    method: str = "get"
    form: dict | None = None


# What only the signed-in see, those who are sent on elsewhere (302), and refused methods (405).
SIGNED_IN_GO = "200 302 302 302 302 302"

TABLE = {
    "front": Row(ALL),
    "debate": Row(ALL, "slug"),
    "debate of a draft": Row(NOBODY, "draft_slug"),
    "topic": Row(ALL, "topic"),
    "topic without a piece": Row(NOBODY, "empty_topic"),
    "series": Row(ALL, "series"),
    "archive": Row(ALL),
    "archive_of_year": Row(ALL, "year"),
    "archive_of_month": Row(ALL, "year month"),
    "archive_of_month that is none": Row(NOBODY, "year year"),
    "search": Row(ALL, form={"zoek": "tafel"}),
    "dossiers": Row(ALL),
    "dossier": Row(ALL, "dossier_slug"),
    "dossier that is not published": Row(NOBODY, "hidden_slug"),
    "house_rules": Row(ALL),
    "log": Row(ALL),
    "log_of_article": Row(ALL, "slug"),
    "log_of_article of a draft": Row(NOBODY, "draft_slug"),
    "transparency": Row(ALL),
    "transparency_report": Row(ALL, "year"),
    "transparency_csv": Row(ALL, "year"),
    "transparency_json": Row(ALL, "year"),
    # --- Feeds
    "favicon": Row("302 302 302 302 302 302"),
    "robots": Row(ALL),
    # A former edition of the picture leads to the one of now.
    "share_picture": Row("302 302 302 302 302 302", "article edition"),
    "share_picture of a draft": Row(NOBODY, "draft edition"),
    "page_picture": Row("302 302 302 302 302 302", "dossiers_name nl dossier edition"),
    "page_picture of what is hidden": Row(NOBODY, "dossiers_name nl hidden_dossier edition"),
    "page_picture of no such kind": Row(NOBODY, "nonsense nl dossier edition"),
    "sitemap": Row(ALL),
    "sitemap_of_news": Row(ALL),
    "sitemap_part": Row(ALL, "number"),
    "sitemap_part that there is not": Row(NOBODY, "absent"),
    "atom_of_site": Row(ALL),
    "atom_of_topic": Row(ALL, "topic"),
    "rss_of_topic": Row(ALL, "topic"),
    "rss_of_topic without public pieces": Row(NOBODY, "empty_topic"),
    "old_reaction": Row("302 302 302 302 302 302", "slug number"),
    "old_reaction of a draft": Row(NOBODY, "draft_slug number"),
    "atom_of_dossier": Row(ALL, "dossier_slug"),
    "atom_of_dossier that is not published": Row(NOBODY, "hidden_slug"),
    "atom_of_author": Row(ALL, "author"),
    "atom_of_author who has no page": Row(NOBODY, "reader"),
    "atom_of_article": Row(ALL, "slug"),
    "atom_of_article of a draft": Row(NOBODY, "draft_slug"),
    "rss_of_site": Row(ALL),
    "rss_of_dossier": Row(ALL, "dossier_slug"),
    "rss_of_dossier that is not published": Row(NOBODY, "hidden_slug"),
    "rss_of_author": Row(ALL, "author"),
    "rss_of_author who has no page": Row(NOBODY, "reader"),
    "rss_of_article": Row(ALL, "slug"),
    "rss_of_article of a draft": Row(NOBODY, "draft_slug"),
    # --- Reacting
    "compose": Row(ALL, "slug"),
    "compose of a draft": Row(NOBODY, "draft_slug"),
    "told": Row(ALL, "slug"),
    "comment": Row("302 302 302 302 302 302", "slug number"),
    "comment of a draft": Row(NOBODY, "draft_slug number"),
    "changes": Row(ALL, "slug", form={"since": "0"}),
    "changes of a draft": Row(NOBODY, "draft_slug"),
    "preview": Row(ALL, method="post", form={"text": "Zo."}),
    "proof": Row("400 400 400 400 400 400"),
    "confirm": Row(ALL, "confirm_token"),
    "confirm with a link that we did not make": Row(NOBODY, "nonsense"),
    "mail_again": Row(THE_READER, "theirs", "post"),
    "edit": Row(THE_READER, "theirs"),
    "withdraw": Row(THE_READER, "theirs"),
    "statement": Row("login 200 404 404 404 404", "statement"),
    "statement_by_link": Row(ALL, "statement_token"),
    "statement_by_link with a link that we did not make": Row(NOBODY, "nonsense"),
    "report": Row(ALL, "seen"),
    "report of what is not public": Row(NOBODY, "held"),
    "confirm_report": Row(ALL, "report_token"),
    "confirm_report with a link that we did not make": Row(NOBODY, "nonsense"),
    "fold": Row(ALL, "seen"),
    "fold of what is not public": Row(NOBODY, "held"),
    "folded": Row(MEMBERS),
    "person": Row(ALL, "author"),
    "person who has no page": Row(NOBODY, "reader"),
    "media": Row(NOBODY, "nonsense webp"),
    # --- One's own, for a member or a guest
    "my_reactions": Row("302 200 200 200 200 200"),
    "take_over": Row(MEMBERS),
    "ask_guest_link": Row(SIGNED_IN_GO),
    "asked_guest_link": Row(ALL),
    "guest_link": Row(ALL, "guest_token"),
    "guest_link that we did not make": Row(NOBODY, "nonsense"),
    "leave": Row("302 302 302 302 302 302", method="post"),
    "left": Row(ALL),
    # --- Mail
    "unsubscribe": Row(ALL, "mail_token"),
    "unsubscribe with a link that we did not make": Row(NOBODY, "nonsense"),
    "mail_works": Row("login 200 200 200 200 200", method="post"),
    "mail_arrives": Row(ALL, "address_token"),
    "mail_arrives with a link that we did not make": Row(NOBODY, "nonsense"),
    "newsletter": Row(ALL),
    "newsletter_confirm": Row(ALL, "address_token"),
    "newsletter_confirm with a link that we did not make": Row(NOBODY, "nonsense"),
    "newsletter_issue": Row(ALL, "issue"),
    "newsletter_issue that did not go out": Row(NOBODY, "no_issue"),
    "newsletter_desk": Row(EDITORS),
    # --- Bulletins
    "bulletins": Row(ALL),
    "bulletin": Row(ALL, "bulletin"),
    "bulletin that is a draft": Row(NOBODY, "no_bulletin"),
    "bulletin_pdf": Row("202 202 202 202 202 202", "bulletin"),
    "bulletin_pdf of a draft": Row(NOBODY, "no_bulletin"),
    "bulletin_desk": Row(EDITORS),
    "begin_bulletin": Row(EDITORS),
    "compose_bulletin": Row(EDITORS, "draft_bulletin"),
    "preview_bulletin": Row(EDITORS, "draft_bulletin"),
    "preview_bulletin_pdf": Row("login 403 403 403 202 403", "draft_bulletin"),
    "mail_bulletin": Row(EDITORS, "draft_bulletin"),
    "add_bulletin_article": Row(EDITORS, "draft_bulletin"),
    "add_bulletin_reaction": Row(EDITORS, "draft_bulletin"),
    "add_bulletin_talk": Row(EDITORS, "draft_bulletin"),
    "add_bulletin_heading": Row(EDITORS, "draft_bulletin"),
    "bulletin_item": Row(EDITORS, "draft_bulletin bulletin_item"),
    # --- The desk of an author
    "author_desk": Row(AUTHORS),
    "author_count": Row(AUTHORS),
    "author_entry": Row(AUTHORS, "seen"),
    "author_entry of what is not public": Row("login 403 404 403 403 403", "held"),
    "mark_read": Row("login 403 302 403 403 403", "seen", "post", {"revision": "1"}),
    "mark_read of what is not public": Row(
        "login 403 404 403 403 403", "held", "post", {"revision": "1"}
    ),
    "bring_back": Row("login 403 302 403 403 403", "seen", "post"),
    # --- The writing desk: an author's own pieces, and for editors all of them
    "writing_desk": Row(WRITERS),
    "begin_piece": Row("login 403 302 403 302 403"),
    "write": Row(WRITERS, "draft"),
    "write of another's": Row("login 403 404 403 200 403", "foreign"),
    "autosave": Row("login 403 422 403 422 403", "draft", "post"),
    "present": Row(WRITERS, "draft", "post"),
    "present of another's": Row("login 403 404 403 200 403", "foreign", "post"),
    "versions": Row(WRITERS, "draft"),
    "version": Row(WRITERS, "draft number"),
    "version of another's": Row("login 403 404 403 200 403", "foreign number"),
    "piece_settings": Row(WRITERS, "draft"),
    "piece_settings of what is published": Row("login 403 403 403 200 403", "article"),
    "piece_step": Row("login 403 302 403 302 403", "draft", "post", {"do": "submit"}),
    "publish_piece": Row("login 403 403 403 200 403", "draft"),
    "withdraw_piece": Row("login 403 403 403 200 403", "article"),
    "peeks": Row(WRITERS, "draft"),
    "preview_piece": Row(WRITERS, "draft"),
    "preview_piece of another's": Row("login 403 404 403 200 403", "foreign"),
    "peek": Row(ALL, "peek"),
    "peek that ended": Row(NOBODY, "ended_peek"),
    # --- Writing
    "add_image": Row("login 403 200 403 200 403"),
    "earlier_images": Row("login 403 200 403 200 403"),
    "main_image": Row("login 403 403 403 200 403", "article"),
    "paste": Row("login 403 200 403 200 403", method="post", form={"html": "<p>a"}),
    "attachments": Row("login 403 403 403 200 403", "article"),
    "attachments of a draft": Row("login 403 200 403 200 403", "draft"),
    "move_attachment": Row("login 403 403 403 302 403", "article attachment", "post"),
    "remove_attachment": Row("login 403 403 403 302 403", "article attachment", "post"),
    "attachment": Row(ALL, "key pdf"),
    "attachment of a draft": Row("404 404 200 404 200 404", "draft_key pdf"),
    "attachment that we do not have": Row(NOBODY, "no_key pdf"),
    # --- One's own data
    "my_data": Row("302 200 200 200 200 200"),
    "copy": Row("302 302 302 302 302 302", method="post"),
    "download": Row("302 404 404 404 404 404"),
    "erase": Row("302 200 200 200 200 200"),
    "call_back": Row(ALL, "erasure_token"),
    "call_back with a link that we did not make": Row(NOBODY, "nonsense"),
    "privacy": Row(ALL),
    # --- The desk
    "queue": Row(MODERATORS),
    "judge": Row(MODERATORS, "held"),
    "keep": Row("login 403 403 400 400 403", "seen", "post"),
    "invite": Row(EDITORS, "theirs"),
    "invitation": Row("login 200 404 404 404 404", "invitation"),
    "invitation_by_link": Row(ALL, "invitation_token"),
    "invitation_by_link with a link that we did not make": Row(NOBODY, "nonsense"),
    "batches": Row(MODERATORS),
    "batch": Row("login 403 403 200 404 403", "batch"),
    "objections": Row(MODERATORS),
    "objection": Row(MODERATORS, "objection"),
    "writer": Row(MODERATORS, "theirs"),
    "take_measure": Row("login 403 403 422 422 403", "theirs", "post"),
    "lift_measure": Row("login 403 403 302 302 403", "theirs measure", "post"),
    "of_measure": Row("login 403 403 302 302 403", "measure"),
    "add_note": Row("login 403 403 422 422 403", "theirs", "post"),
    "remove_note": Row("login 403 403 302 302 403", "theirs note", "post"),
    "record": Row(MODERATORS),
    "statistics": Row(MODERATORS),
    "flood": Row("login 403 403 403 400 403", method="post"),
    "rules": Row(MODERATORS),
    "words": Row(MODERATORS),
    "words_as_text": Row(MODERATORS),
    "domains": Row(MODERATORS),
    "domains_as_text": Row(MODERATORS),
    "house": Row(MODERATORS),
    "add_house_rule": Row(EDITORS),
    "house_rule": Row(EDITORS, "rule"),
    "add_canned": Row(EDITORS),
    "canned": Row(EDITORS, "canned"),
    # --- Gathering pieces
    "conclusions": Row("login 403 200 403 200 403", "article"),
    "conclusions of a draft": Row("login 403 403 403 200 403", "draft"),
    "dossier_desk": Row(EDITORS),
    "add_dossier": Row(EDITORS),
    "edit_dossier": Row(EDITORS, "dossier"),
    "show_dossier": Row("login 403 403 403 302 403", "dossier", "post"),
    "dossier_piece": Row("login 403 403 403 400 403", "dossier", "post"),
    # --- Roles
    "roles": Row(ADMINISTRATORS),
    "member_roles": Row(ADMINISTRATORS, "reader"),
    # --- An account
    "account_home": Row(MEMBERS),
    "take_picture": Row("login 422 422 422 422 422", method="post"),
    "remove_picture": Row("login 302 302 302 302 302", method="post"),
    "account_login": Row(SIGNED_IN_GO),
    "account_logout": Row("302 200 200 200 200 200"),
    "account_inactive": Row(ALL),
    "account_signup": Row(SIGNED_IN_GO),
    "account_reauthenticate": Row(MEMBERS),
    "account_email": Row(MEMBERS),
    "account_email_verification_sent": Row("login 302 302 302 302 302"),
    "account_change_password": Row("login 200 200 200 200 200"),
    "account_set_password": Row("login 302 302 302 302 302"),
    "account_reset_password": Row(ALL),
    "account_confirm_login_code": Row("login 302 302 302 302 302"),
    "account_confirm_password_reset_code": Row("login login login login login login"),
    "account_complete_password_reset": Row("302 302 302 302 302 302"),
    "account_password_reset_completed": Row(ALL),
    "account_request_login_code": Row(SIGNED_IN_GO),
    # --- What there is to tell
    "notices": Row(MEMBERS),
    "notice": Row("login 302 404 404 404 404", "notice"),
    "notice_count": Row("403 200 200 200 200 200"),
    "read_notices": Row("login 302 302 302 302 302", method="post"),
    "seen_notices": Row("403 200 200 200 200 200", "article", "post"),
    "preferences": Row(MEMBERS),
    "follow_article": Row(ALL, "article"),
    "follow_article to do so": Row("403 302 302 302 302 302", "article", "post", {"follow": "1"}),
    "follow_article of a draft": Row(NOBODY, "draft"),
    "follow_dossier": Row(ALL, "dossier"),
    "follow_dossier to do so": Row("403 302 302 302 302 302", "dossier", "post", {"follow": "1"}),
    "follow_dossier that is not published": Row(NOBODY, "hidden_dossier"),
    "follow_author": Row(ALL, "author"),
    "follow_author to do so": Row("403 302 302 302 302 302", "author", "post", {"follow": "1"}),
    "follow_author of who is none": Row(NOBODY, "reader"),
    "account_signup_by_passkey": Row(SIGNED_IN_GO),
    "second_step": Row(MEMBERS),
    "usersessions_list": Row(MEMBERS),
    "mfa_index": Row(MEMBERS),
    "mfa_authenticate": Row("login 302 302 302 302 302"),
    # Who is to be asked whether it is them is asked for the password (302).
    "mfa_reauthenticate": Row("login 302 302 302 302 302"),
    "mfa_reauthenticate_webauthn": Row("login 302 302 302 302 302"),
    "mfa_activate_totp": Row("login 302 302 302 302 302"),
    "mfa_deactivate_totp": Row("login 404 404 404 404 404"),
    "mfa_view_recovery_codes": Row("login 404 404 404 404 404"),
    "mfa_generate_recovery_codes": Row("login 302 302 302 302 302"),
    "mfa_download_recovery_codes": Row("login 404 404 404 404 404"),
    "mfa_list_webauthn": Row(MEMBERS),
    "mfa_add_webauthn": Row("login 302 302 302 302 302"),
    "mfa_edit_webauthn": Row("login 302 302 302 302 302", "number"),
    "mfa_remove_webauthn": Row("login 302 302 302 302 302", "number"),
    "mfa_login_webauthn": Row("login 302 302 302 302 302"),
    "mfa_signup_webauthn": Row("302 302 302 302 302 302"),
    "socialaccount_login_cancelled": Row(ALL),
    "socialaccount_login_error": Row("401 401 401 401 401 401"),
    "socialaccount_signup": Row("login login login login login login"),
    "socialaccount_connections": Row(MEMBERS),
    # No provider is configured here.
    "openid_connect_login": Row(NOBODY, "nonsense"),
    "openid_connect_callback": Row(NOBODY, "nonsense"),
    # --- The administration, at whose door who may not enter is asked to sign in as another
    "admin:index": Row("login login login login login 200"),
    "admin:login": Row("login 403 403 403 403 302"),
    "admin:logout": Row("302 302 302 302 302 200", method="post"),
    "admin:password_change": Row("login login login login login 200"),
    "admin:password_change_done": Row("login login login login login 200"),
    "admin:jsi18n": Row("login login login login login 200"),
    "admin:autocomplete": Row("login login login login login 403"),
    "admin:app_list": Row("login login login login login 200", "accounts"),
    "admin:accounts_user_changelist": Row("login login login login login 200"),
    "admin:accounts_user_add": Row("login login login login login 200"),
    "admin:accounts_user_change": Row("login login login login login 200", "reader"),
    "admin:accounts_user_delete": Row("login login login login login 403", "reader"),
    "admin:accounts_user_history": Row("login login login login login 200", "reader"),
    "admin:auth_user_password_change": Row("login login login login login 200", "reader"),
}

# What else is in the administration is for superusers alone.
OWN_ROWS = {User}
SUPERUSERS = "login login login login login 403"
for model in admin.site._registry.keys() - OWN_ROWS:
    kind = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    for page in ("changelist", "add"):
        TABLE[f"{kind}_{page}"] = Row(SUPERUSERS)
    for page in ("delete", "change"):
        TABLE[f"{kind}_{page}"] = Row(SUPERUSERS, "absent")
    # Of one that there is not, and they are led back to the list.
    TABLE[f"{kind}_history"] = Row("login login login login login 302", "absent")


# --- The world ------------------------------------------------------------------------------------


def submit(article: Article, text: str, **who) -> Comment:
    confirm_first = who.pop("confirm_first", False)
    user = who.get("user")
    parent = who.pop("parent", None)
    writer = actions.CommentWriter.member(user) if user else actions.CommentWriter(**who)
    return actions.submit_comment(
        article,
        writer,
        text=SafeText(text),
        key=uuid.uuid4(),
        language="nl",
        parent=parent,
        confirm_first=confirm_first,
    )


def _about(article: Article, topic: Topic) -> str:
    topic.save()
    article.topics.add(topic)
    return topic.slug


def _in(article: Article, series: Series) -> str:
    series.save()
    Article.objects.filter(pk=article.pk).update(series=series)
    return series.slug


@pytest.fixture
def world(article, make_article, reader, author, moderator, second_moderator, editor) -> dict:
    """One of everything that an address can be about."""
    seen = submit(article, "Dat zie ik anders.", name="Daan", email="daan@example.org")
    theirs = submit(article, "Ik ook, en wel zo.", user=reader)
    refused = submit(article, "Reclame is het niet.", user=reader)
    by_guest = submit(article, "Koop nu.", name="Gijs", email="gijs@example.org")
    for comment in (refused, by_guest):
        comment = Comment.objects.get(pk=comment.pk)
        actions.decide_comment(
            comment, Verdict.REJECT, by=second_moderator, seen=SeenState.of(comment), reason="spam"
        )
    statement = Statement.objects.whole().get(decision__comment=refused)
    WatchedWord.objects.create(word="zwaluw")
    held = submit(article, "Een zwaluw.", name="Hans", email="hans@example.org")
    unconfirmed = submit(
        article, "Nog even.", name="Nel", email="nel@example.org", confirm_first=True
    )
    report = Report.objects.create(
        comment=seen,
        revision=1,
        category="illegal",
        law="art. 1",
        name="Rie",
        email="rie@example.org",
        status=Report.Status.UNCONFIRMED,
    )
    GuestLink.objects.create(
        email="nel@example.org",
        digest=token_digest("van-nel"),
        expires_at=timezone.now() + timedelta(minutes=30),
    )
    subscriber = Subscriber.objects.of_member(reader)
    Issue.objects.create(goes_at=timezone.now(), sent_at=timezone.now(), number=1)
    dossier = Dossier.objects.create(title="Wie zorgt?", slug="zorg", published_at=timezone.now())
    hidden = Dossier.objects.create(title="Nog niet", slug="nog-niet")
    draft = make_article("concept", status="draft", published_at=None)
    for number in (1, 2):
        bulletin = bulletins.create_bulletin(
            by=editor, number=number, title="Samen", introduction=SafeText("")
        )
        if number == 1:
            bulletins.publish_bulletin(bulletin, by=editor)
    article_actions.save_version(draft, by=author)
    foreign = article_actions.start_article(second_moderator, "Van een ander")
    article_actions.save_version(foreign, by=second_moderator)
    peeks = [
        article_actions.create_preview_link(
            draft, by=author, until=timezone.now() + timedelta(days=days)
        )
        for days in (1, -1)
    ]
    attachment = add_attachment(article, io.BytesIO(PDF), "De opzet", "opzet.pdf")
    draft_attachment = add_attachment(draft, io.BytesIO(PDF), "Kladje", "klad.pdf")
    told = Notice.objects.create(
        subscriber=Subscriber.objects.of_member(reader),
        kind=NoticeKind.REPLY,
        article=article,
        comment=submit(article, "Jij wel.", name="Bo", email="bo@example.org", parent=theirs),
    )
    return {
        "invitation": actions.invite_writer(theirs, note="", by=editor).pk,
        "invitation_token": tokens.invitation_link(Invitation.objects.create(comment=seen))
        .rstrip("/")
        .rpartition("/")[2],
        "bulletin": 1,
        "no_bulletin": 2,
        "draft_bulletin": bulletin.pk,
        "bulletin_item": bulletins.add_bulletin_text(
            bulletin, "heading", title="Kop", text=SafeHtml(""), by=editor
        ).pk,
        "attachment": attachment.pk,
        "key": attachment.key,
        "draft_key": draft_attachment.key,
        "no_key": uuid.uuid4(),
        "pdf": "pdf",
        "notice": told.pk,
        "draft": draft.pk,
        "foreign": foreign.pk,
        "peek": peeks[0].key,
        "ended_peek": peeks[1].key,
        "dossier": dossier.pk,
        "dossiers_name": "dossier",
        "nl": "nl",
        "topic": _about(article, Topic(name="Wonen", slug="wonen")),
        "empty_topic": _about(draft, Topic(name="Zorg", slug="zorg")),
        "series": _in(article, Series(title="Tafels", slug="tafels")),
        "month": timezone.localtime().month,
        "dossier_slug": dossier.slug,
        "hidden_dossier": hidden.pk,
        "hidden_slug": hidden.slug,
        "erasure_token": personal_tokens.make_erasure_token(
            personal_actions.request_erasure(
                DataSubject.of_member(reader), keep=True, language="nl"
            )
        ),
        "slug": article.slug,
        "draft_slug": draft.slug,
        "year": timezone.now().year,
        "number": 1,
        "edition": "0",
        "absent": 10**6,
        "type": 1,
        "accounts": "accounts",
        "article": article.pk,
        "reader": reader.pk,
        "author": author.pk,
        "webp": "webp",
        "seen": seen.pk,
        "theirs": theirs.pk,
        "held": held.pk,
        "nonsense": "onzin",
        "guest_token": "van-nel",
        "confirm_token": tokens.confirmation_link(unconfirmed).rstrip("/").rpartition("/")[2],
        "report_token": tokens.report_link(report).rstrip("/").rpartition("/")[2],
        "mail_token": mail_tokens.make_unsubscribe_token(
            Mail(subscriber=subscriber, kind=NoticeKind.REPLY)
        ),
        "address_token": mail_tokens.make_address_token(subscriber),
        "issue": 1,
        "no_issue": 2,
        "statement": statement.pk,
        "statement_token": Statement.objects.whole()
        .get(decision__comment=by_guest)
        .get_absolute_url()
        .rstrip("/")
        .rpartition("/")[2],
        "objection": actions.submit_appeal(statement, "Dit was geen reclame.").pk,
        "batch": bulk.prepare_batch(moderator, Verdict.APPROVE, {held.pk: SeenState.of(held)}).pk,
        "measure": house_actions.impose_sanction(
            "warn", user=reader, by=moderator, reason="Rustig aan."
        ).pk,
        "note": house_actions.add_writer_note("Belde.", user=reader, by=moderator).pk,
        "rule": HouseRule.objects.first().number,
        "canned": CannedReason.objects.create(
            title="Reclame", law="art. 2", text_nl="Nee.", text_en="No."
        ).pk,
    }


@pytest.fixture
def people(reader, author, moderator, editor, administrator) -> dict[str, User | AnonymousUser]:
    signed_in = zip(PEOPLE[1:], (reader, author, moderator, editor, administrator), strict=True)
    return {"stranger": AnonymousUser(), **dict(signed_in)}


def address(name: str, row: Row, world: dict) -> str:
    # What follows the name says which of several is meant.
    return reverse(name.partition(" ")[0], args=[world[arg] for arg in row.args.split()])


REFUSED = {"login", "403", "404"}


# --- The table ------------------------------------------------------------------------------------


class Visitor(Client):
    """One of the people, who signs in once: whatever an answer changes is forgotten again."""

    def __init__(self, user: User | AnonymousUser):
        super().__init__()
        if user.is_authenticated:
            self.force_login(user)
        self.as_they_came = self.cookies.copy()

    def outcome(self, method: str, path: str, form: dict | None = None) -> str:
        with transaction.atomic():
            answer = getattr(self, method)(path, form or {})
            transaction.set_rollback(True)
        self.cookies = self.as_they_came.copy()
        if answer.status_code == 302 and "/login/" in answer["Location"]:
            return "login"
        return str(answer.status_code)


@pytest.mark.parametrize("who", PEOPLE)
def test_who_may(world, people, who):
    """The right to read a page and to send to it go together; a method that a page does not know
    is refused to everyone."""
    visitor = Visitor(people[who])
    wrong = []
    for name, row in TABLE.items():
        path = address(name, row, world)
        expected = row.outcomes.split()[PEOPLE.index(who)]
        if (found := visitor.outcome(row.method, path, row.form)) != expected:
            wrong.append(f"{name}: {found}, not {expected}")
        # Everyone may read how to do something.
        if expected in REFUSED and not name.endswith("to do so"):
            other = "post" if row.method == "get" else "get"
            if (found := visitor.outcome(other, path)) not in (expected, "405"):
                wrong.append(f"{name} by {other}: {found}, not {expected}")
    assert wrong == [], "\n".join(wrong)


def names(patterns, space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield space + pattern.name
        else:
            yield from names(
                pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space
            )


def test_every_address_is_in_the_table():
    known = {name.partition(" ")[0] for name in TABLE}
    assert set(names(get_resolver().url_patterns)) - known == set()
