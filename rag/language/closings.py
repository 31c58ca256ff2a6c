"""How letters close, above who signs them."""

from __future__ import annotations

CLOSINGS = (
    r"Yours(?: very)? (?:truly|sincerely|faithfully)|(?:Very )?truly yours|Sincerely(?: yours)?"
    r"|Respectfully(?: submitted| yours)?|(?:With )?(?:Kind|Best|Warm)(?:est)? (?:regards|wishes)"
    r"|Regards|Cordially|Faithfully yours"
)
"""As part of a regular expression in which case does not count."""
