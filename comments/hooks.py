"""Hooks by which the thread serves other rooms."""

from comments import visitor
from common import hooks

hooks.guest_is_known.register("comments", visitor.knows)
