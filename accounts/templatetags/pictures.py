from django import template
from django.core.files.storage import default_storage
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts import pictures

register = template.Library()


@register.simple_tag
def portrait(name: str, width: int) -> SafeString:
    """Draw a profile picture, `width` pixels wide. The name stands beside it, so `alt` is empty."""
    urls = {
        size: default_storage.url(pictures.profile_picture_path(name, size))
        for size in pictures.SIZES
    }
    return format_html(
        '<img class="portrait" src="{}" srcset="{}" sizes="{}px" width="{}" height="{}" alt="">',
        urls[96],
        ", ".join(f"{url} {size}w" for size, url in urls.items()),
        *(width,) * 3,
    )
