"""A chat model from its name and what is set for it, as its provider wants that."""

from __future__ import annotations

import os
import re
from typing import Any
from urllib.parse import urlsplit

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from pydantic import SecretStr

from rag.errors import ModelError
from rag.settings import is_loopback, wrong_address
from rag.wording.chat_models import ANSWER_TOKENS, EXTRAS, ChatModel
from rag.wording.ollama import OLLAMA

KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
"""Where the providers' own packages look for a key."""


def open_chat_model(
    name: str,
    *,
    base_url: str | None = None,
    api_key: SecretStr | None = None,
    timeout_seconds: float = 60,
    context_tokens: int = 8192,
) -> ChatModel:
    """Prepares a chat model; the server itself is not asked before the first question.

    Args:
        name: "provider:model"; the provider may be left out where a base address is given, which
            is then taken for an OpenAI-compatible server.
        api_key: Sent to the server; the provider's own environment variable where not given, but
            never to another address than the provider's.

    Raises:
        ModelError: If no provider is named, its package is missing, its key is not set, or it
            cannot be prepared for another reason; one line.
    """
    wrong = base_url and wrong_address(base_url)
    if wrong:
        raise ModelError(f"the address of chat model {name!r}: {wrong}")
    provider, model = _parse(name, base_url)
    key = _key(provider, base_url, api_key)
    if key is None and base_url is None and provider in KEYS:
        raise ModelError(
            f"{provider}:{model} needs a key; set RAG_CHAT_API_KEY or {KEYS[provider]}"
        )
    _keep_off_proxies(base_url or (OLLAMA if provider == "ollama" else ""))
    options = _options(provider, base_url, key, timeout_seconds, context_tokens)
    try:
        made = init_chat_model(model, model_provider=provider, **options)
    except ImportError as error:
        raise ModelError(
            f"{provider}:{model} needs a package that is not installed; {_install(provider, error)}"
        ) from None
    except Exception as error:  # noqa: BLE001 - a provider's package may raise anything
        raise ModelError(
            f"chat model {provider}:{model} cannot be prepared ({type(error).__name__}); expected "
            "a provider that LangChain knows and a model of it, such as ollama:qwen3:4b, and what "
            "that provider wants to be set besides"
        ) from None
    if base_url is not None:
        _forget_account(made)
    return ChatModel(f"{provider}:{model}", made, base_url, timeout_seconds, context_tokens, key)


def _parse(name: str, base_url: str | None) -> tuple[str, str]:
    provider, colon, model = name.partition(":")
    provider = provider.lower()
    if colon and model and provider in EXTRAS:
        return provider, model
    if base_url is not None:
        return "openai", name
    if colon and model:
        return provider, model
    raise ModelError(
        f"chat model {name!r} names no provider; write provider:model, such as ollama:{name}"
    )


def _key(provider: str, base_url: str | None, given: SecretStr | None) -> SecretStr | None:
    """Returns the key to send, as it was given or as the provider's own variable has it.

    Raises:
        ModelError: If it cannot be a key.
    """
    key = given.get_secret_value().strip() if given else ""
    if not key and base_url is None and provider in KEYS:
        key = os.environ.get(KEYS[provider], "").strip()
    if not (key.isascii() and key.isprintable()):
        raise ModelError("the chat model's key holds a line break or other signs that no key has")
    return SecretStr(key) if key else None


def _keep_off_proxies(address: str) -> None:
    """Sees to it that what is sent to this machine itself goes through no proxy."""
    host = urlsplit(address).hostname or ""
    if not is_loopback(host):
        return
    spared = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
    hosts = [each.strip() for each in spared.split(",") if each.strip()]
    if host not in hosts and "*" not in hosts:
        os.environ["no_proxy"] = os.environ["NO_PROXY"] = ",".join((*hosts, host))


def _forget_account(model: BaseChatModel) -> None:
    """Keeps the organisation and project of an OpenAI account from an address of one's own."""
    for name in ("root_client", "root_async_client"):
        client = getattr(model, name, None)
        for account in ("organization", "project"):
            if getattr(client, account, None) is not None:
                setattr(client, account, None)


def _install(provider: str, error: ImportError) -> str:
    """Returns the command that installs what is missing, which LangChain's error names."""
    extra = EXTRAS.get(provider)
    if extra:
        return f"pip install 'chiaroscuro[{extra}]'"
    named = re.search(r"pip install ([\w.-]*\w)", str(error))
    return f"pip install {named[1] if named else 'langchain-' + provider.replace('_', '-')}"


def _options(
    provider: str,
    base_url: str | None,
    api_key: SecretStr | None,
    timeout_seconds: float,
    context_tokens: int,
) -> dict[str, Any]:
    options: dict[str, Any] = {} if base_url is None else {"base_url": base_url}
    if provider == "ollama":
        # Ollama cuts what does not fit its own, smaller default silently, from the front.
        return options | {
            "num_ctx": context_tokens,
            "num_predict": ANSWER_TOKENS,
            "temperature": 0,
            "reasoning": False,
            "client_kwargs": {"timeout": timeout_seconds},
        }
    if api_key is not None:
        options["api_key"] = api_key
    elif base_url is not None:
        options["api_key"] = SecretStr("none")  # so that the provider's key never goes there
    if provider not in EXTRAS:
        return options
    options |= {"timeout": timeout_seconds, "max_retries": 0}
    if provider == "openai":
        options |= {"temperature": 0, "use_responses_api": False}
    if provider == "openai" and base_url is not None:
        # Other servers know the limit by its older name alone.
        options |= {"extra_body": {"max_tokens": ANSWER_TOKENS}}
        local = is_loopback(urlsplit(base_url).hostname or "")
        return options | ({"openai_proxy": None} if local else {})
    return options | {"max_tokens": ANSWER_TOKENS}
