"""Views of the writing desk."""
