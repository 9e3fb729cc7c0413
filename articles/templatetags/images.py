from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Image

register = template.Library()


@register.simple_tag
def picture(image: Image, sizes: str, *, main: bool = False) -> SafeString:
    """An image as wide as the page needs it, its room kept while it comes.

    The `main` image of a page is fetched at once; the others when they are scrolled to.
    """
    eager = format_html('fetchpriority="{}"', "high")
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}>',
        image.picture.src,
        image.picture.srcset,
        sizes,
        image.width,
        image.height,
        image.alt,
        eager if main else format_html('loading="{}"', "lazy"),
    )
