from django import template
from django.core.files.storage import default_storage
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts import pictures

register = template.Library()


@register.simple_tag
def portrait(name: str, width: int) -> SafeString:
    """The picture of this name, drawn so many pixels wide. Its person is named beside it."""
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
