from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Image

register = template.Library()


@register.simple_tag
def picture(image: Image, sizes: str, *, main: bool = False) -> SafeString:
    """Return a responsive `<img>`; its width and height reserve space while it loads.

    The `main` image of a page is fetched first; the others load lazily.
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
