"""Images for articles, uploaded by the editor page or by a separate form."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import actions, choosing
from articles.forms.files import ImageForm
from articles.guards import for_writers, get_permitted_article
from articles.models import Image
from articles.permissions import article_permissions, may_edit_article_settings
from common.ratelimit import within_rate_limit

IMAGES_AN_HOUR = 60


@require_http_methods(["GET", "POST"])
@for_writers
def upload_image(request: HttpRequest) -> HttpResponse:
    """Store an image, and return the data to insert it in a text."""
    if request.method == "GET":
        return render(request, "articles/desk/image.html", {"form": ImageForm()})
    form = ImageForm(request.POST, request.FILES)
    if not within_rate_limit("image", str(request.user.pk), IMAGES_AN_HOUR, 3600):
        form.add_error("file", _("Too many requests. Try again in an hour."))
        return _answer(request, form, status=429)
    return _answer(request, form, image=_kept(request, form))


@require_http_methods(["GET", "HEAD", "POST"])
@for_writers
def earlier_images(request: HttpRequest) -> HttpResponse:
    """List earlier images; a POST returns the data to insert the chosen one in a text."""
    if request.method == "POST":
        context = {
            "form": ImageForm(),
            "image": choosing.get_chosen_image(request.user, request.POST),
        }
        return render(request, "articles/desk/image.html", context)
    context = {"choice": choosing.image_list_page(request.user, request.GET)}
    return render(request, "articles/desk/images.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_writers
def choose_main_image(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the main image of an article from earlier images."""
    article = get_permitted_article(request, pk, may_edit_article_settings)
    if request.method == "POST":
        image = choosing.get_chosen_image(request.user, request.POST)
        actions.update_article_settings(article, {"image": image})
        messages.success(request, _("Saved."))
        return redirect(f"{reverse('piece_settings', args=[pk])}#beeld")
    context = {"article": article, "choice": choosing.image_list_page(request.user, request.GET)}
    context |= article_permissions(request.user, article)
    return render(request, "articles/desk/images.html", context)


def _kept(request: HttpRequest, form: ImageForm) -> Image | None:
    if not form.is_valid():
        return None
    said = {name: form.cleaned_data[name] for name in ("alt", "caption", "credit")}
    try:
        return actions.add_image(form.cleaned_data["file"], **said, by=request.user)
    except ValidationError as error:
        form.refuse(error)
        return None


def _answer(
    request: HttpRequest, form: ImageForm, image: Image | None = None, status: int = 422
) -> HttpResponse:
    """Answer a browser with a page, and a script with the data of the image as JSON."""
    if request.accepts("text/html"):
        context = {"form": form, "image": image}
        return render(request, "articles/desk/image.html", context, status=200 if image else status)
    if image is None:
        return JsonResponse({"errors": form.errors}, status=status)
    picture = image.picture
    return JsonResponse(
        {
            "src": picture.src,
            "srcset": picture.srcset,
            "width": image.width,
            "height": image.height,
            "alt": image.alt,
            "pk": image.pk,
        },
        status=201,
    )
