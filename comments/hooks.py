"""Registration of the functions of `comments` that other apps call through hooks."""

from comments import visitor
from common import hooks

hooks.guest_is_known.register("comments", visitor.knows)
