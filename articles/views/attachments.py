"""Attachments of an article: adding, ordering, removing and downloading them."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import actions, documents
from articles.forms.files import AttachmentForm
from articles.guards import for_writers, get_permitted_article
from articles.models import Article, Attachment
from articles.permissions import (
    article_permissions,
    may_edit_article,
    may_edit_article_settings,
    may_see_article,
)
from common.ratelimit import within_rate_limit

DOCUMENTS_AN_HOUR = 30


@require_http_methods(["GET", "POST"])
@for_writers
def article_attachments(request: HttpRequest, pk: int) -> HttpResponse:
    """List the attachments of an article, with a form to add one."""
    article = get_permitted_article(request, pk, may_edit_article_settings)
    form = AttachmentForm(request.POST or None, request.FILES or None)
    if request.method == "GET":
        return _page(request, article, form)
    if not within_rate_limit("attachment", str(request.user.pk), DOCUMENTS_AN_HOUR, 3600):
        form.add_error("file", _("Too many requests. Try again in an hour."))
        return _page(request, article, form, status=429)
    if not form.is_valid() or not _added(article, form):
        return _page(request, article, form, status=422)
    messages.success(request, _("“%s” is now attached.") % form.cleaned_data["title"])
    return redirect("attachments", article.pk)


@require_POST
@for_writers
def remove_attachment(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    article = get_permitted_article(request, pk, may_edit_article_settings)
    actions.delete_attachment(get_object_or_404(article.attachments, pk=attachment))
    messages.success(request, _("It is deleted, also for readers."))
    return redirect("attachments", article.pk)


@require_POST
@for_writers
def move_attachment(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """Move an attachment one place up."""
    article = get_permitted_article(request, pk, may_edit_article_settings)
    actions.move_attachment_up(get_object_or_404(article.attachments, pk=attachment))
    return redirect("attachments", article.pk)


@require_safe
def download_attachment(request: HttpRequest, key: uuid.UUID, extension: str) -> HttpResponse:
    """Send the document as a download, so that nothing in it runs on this site."""
    found = Attachment.objects.select_related("article")
    attachment = get_object_or_404(found, key=key, extension=extension)
    if not (
        may_see_article(request.user, attachment.article)
        or may_edit_article(request.user, attachment.article)
    ):
        raise Http404
    try:
        with documents.attachment_storage().open(documents.attachment_path(key, extension)) as file:
            response = HttpResponse(file.read(), content_type=documents.ATTACHMENT_TYPES[extension])
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"{slugify(attachment.title) or 'bijlage'}.{extension}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    # A withdrawn document must not stay in a cache.
    patch_cache_control(response, private=True, no_store=True)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _added(article: Article, form: AttachmentForm) -> bool:
    try:
        actions.add_attachment(article, form.cleaned_data["file"], form.cleaned_data["title"])
    except ValidationError as error:
        form.refuse(error)
        return False
    return True


def _page(
    request: HttpRequest, article: Article, form: AttachmentForm, status: int = 200
) -> HttpResponse:
    context = {"article": article, "attachments": list(article.attachments.all()), "form": form}
    context |= article_permissions(request.user, article)
    return render(request, "articles/desk/attachments.html", context, status=status)
