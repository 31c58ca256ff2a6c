"""How letters close, above who signs them."""

from __future__ import annotations

CLOSINGS = (
    r"Yours(?: very)? (?:truly|sincerely|faithfully|respectfully)|(?:Very )?truly yours"
    r"|Sincerely(?: yours)?|Respectfully(?: submitted| yours)?"
    r"|(?:With )?(?:Kind|Best|Warm)(?:est)? (?:regards|wishes)"
    r"|Regards|Cordially|Faithfully yours"
)
"""As part of a regular expression in which case does not count."""
