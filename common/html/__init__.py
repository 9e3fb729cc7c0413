"""HTML of readers and editors: made safe when it is saved, then shown as it is.

Markdown with raw HTML off, then bleach, then nh3. Neither sanitiser is trusted with addresses:
`is_safe_address` checks each of them, in both. docs/decisions/0001-safe-html.md says why.
"""
