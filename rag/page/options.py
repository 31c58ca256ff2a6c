"""How a question is to be answered: the few choices beside the field to ask in."""

from __future__ import annotations

from collections.abc import Sequence

from rag.answering.state import Mode
from rag.page.escaping import escape, isolate
from rag.settings import Settings

_MODES = (
    ("quote", "Quoted", "in the documents’ own sentences"),
    ("select", "Selected", "by the chat model, in the documents’ own sentences"),
    ("write", "Written", "by the chat model, held to the sentences that it cites"),
    ("both", "Both", "side by side"),
)
MOST_OFFERED = 12


def options_html(settings: Settings, local_models: Sequence[str] = ()) -> str:
    """Returns the choices, hidden until asked for.

    Args:
        settings: What holds where the reader chooses nothing.
        local_models: Chat models that run on this machine and are not in use.
    """
    writes = settings.chat_model is not None
    chosen = own_mode(settings)
    modes = "".join(
        f'<label><input type="radio" name="mode" value="{mode}"'
        f"{' checked' if mode == chosen else ''}{'' if writes or mode == 'quote' else ' disabled'}>"
        f"<span><strong>{name}</strong> {what}</span></label>"
        for mode, name, what in _MODES
    )
    return (
        f'<div class="options" id="chiaroscuro-options" role="group" aria-label="How to answer" '
        f'data-mode="{chosen}" data-sentences="{settings.sentences}" hidden>'
        f"<fieldset><legend>Answers are</legend>{modes}{_model_note(settings, local_models)}"
        f'</fieldset><label class="row"><span>Sentences at most</span>{_numbers(settings)}</label>'
        '<label class="row"><span>Only what is said by</span><input type="text" name="speakers" '
        'maxlength="300" dir="auto" placeholder="anyone, or two to compare: A; B"></label></div>'
    )


def own_mode(settings: Settings) -> Mode:
    """Returns how questions are answered where nobody chooses."""
    return "quote" if settings.chat_model is None else settings.chat_mode


def _numbers(settings: Settings) -> str:
    offered = sorted({*range(1, MOST_OFFERED + 1), settings.sentences})
    options = "".join(
        f"<option{' selected' if n == settings.sentences else ''}>{n}</option>" for n in offered
    )
    return f'<select name="sentences">{options}</select>'


def _model_note(settings: Settings, local_models: Sequence[str]) -> str:
    if settings.chat_model is not None:
        return f'<p class="note">Chat model: {isolate(settings.chat_model)}</p>'
    if local_models:
        return (
            f'<p class="note">{isolate(local_models[0])} runs on this machine and is not used. '
            f"Start again with <code>RAG_CHAT_MODEL={escape(local_models[0])}</code> to have "
            "answers selected or written.</p>"
        )
    return (
        '<p class="note">No chat model is set up; <code>RAG_CHAT_MODEL</code> names one that '
        "selects or words the answers.</p>"
    )
