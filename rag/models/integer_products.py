"""Products of whole numbers that are exact on every processor, and quick where it multiplies bytes.

onnxruntime multiplies bytes four to sixteen times as fast as numpy does float32 where a processor
has instructions for it. On some without it adds two products in 16 bits and cuts off what is larger
where weights have a sign; a product that would show it is tried first, and on such a processor the
weights are given without one, which still takes but 0.6 of the time. Where that is not exact either
numpy does it in float32, in which a sum of up to 1,024 products of numbers from -128 to 127 is
exact, too. So all ways give the same, to the bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

LARGEST = 127
ZERO = LARGEST + 1
"""The byte that stands for 0."""
EXACT = 1024
"""Products of two such numbers whose sum float32 holds exactly: 1,024 · 128² = 2²⁴."""

Bytes = NDArray[np.uint8]
Single = NDArray[np.float32]
Product = Callable[[Bytes], Single]
"""(n, in) whole numbers, each as a byte, to (n, out)."""

# From the description of the format, onnx.proto3: numbers of fields and of kinds of elements.
_FLOAT, _UINT8, _INT8 = 1, 2, 3


def product(weights: NDArray[np.int8], scale: Single) -> Product:
    """Returns what multiplies whole numbers with weights, and the sums with their scale.

    Args:
        weights: (out, in), whole numbers.
        scale: (out,), what one step of a row is worth.
    """
    for signed in (True, False):  # in the order of how quick they are
        if adds_exactly(signed=signed):
            return by_bytes(weights, scale, signed=signed)
    return by_floats(weights, scale)


def by_floats(weights: NDArray[np.int8], scale: Single) -> Product:
    """Returns the product as numpy does it in float32."""
    starts = range(0, weights.shape[1], EXACT)
    parts = [
        (start, np.ascontiguousarray(weights[:, start : start + EXACT].T, np.float32))
        for start in starts
    ]

    def multiply(whole: Bytes) -> Single:
        x = whole.astype(np.float32)
        x -= ZERO
        # Two exact sums added are rounded once, as their sum is.
        sums = [x[:, start : start + len(part)] @ part for start, part in parts]
        total: Single = np.sum(sums, axis=0)
        total *= scale
        return total

    return multiply


def by_bytes(weights: NDArray[np.int8], scale: Single, *, signed: bool = True) -> Product:
    """Returns the product as onnxruntime does it.

    Args:
        signed: Whether weights are given to it with their sign.
    """
    options = onnxruntime.SessionOptions()
    # Texts are dealt out to cores already (see `rag.models.cross_encoder`).
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # as quick, and of some hundred products 90 MB less
    model = b"".join(_model(weights, scale, signed=signed))
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def multiply(whole: Bytes) -> Single:
        total: Single = session.run(None, {"x": whole})[0]
        return total

    return multiply


@cache
def adds_exactly(*, signed: bool = True) -> bool:
    """Whether onnxruntime adds up bytes on this processor without cutting anything off."""
    weights = np.full((8, 64), LARGEST, np.int8)
    whole = np.full((8, 64), ZERO + LARGEST, np.uint8)
    total = by_bytes(weights, np.ones(8, np.float32), signed=signed)(whole)
    return bool((total == 64 * LARGEST**2).all())


def _model(weights: NDArray[np.int8], scale: Single, *, signed: bool) -> Iterator[bytes]:
    """Yields a model of one step, "MatMulIntegerToFloat", in the ONNX format."""
    out, inner = weights.shape
    yield _field(1, 8)  # version of the format
    yield _field(8, _field(1, "") + _field(2, 13))  # versions of the sets of operators
    yield _field(8, _field(1, "com.microsoft") + _field(2, 1))
    kind, nothing = (_INT8, np.int8(0)) if signed else (_UINT8, np.uint8(ZERO))
    given = np.ascontiguousarray((weights.T + np.int16(nothing)).astype(nothing.dtype))
    names = ("x", "weights", "one", "scale", "zero", "nothing")
    inputs = b"".join(_field(1, name) for name in names)
    step = inputs + _field(2, "y") + _field(4, "MatMulIntegerToFloat") + _field(7, "com.microsoft")
    yield _field(
        7,
        _field(1, step)
        + _field(2, "product")
        + _constant("weights", kind, given)
        + _constant("one", _FLOAT, np.array(1, np.float32))
        + _constant("scale", _FLOAT, scale.astype(np.float32))
        + _constant("zero", _UINT8, np.array(ZERO, np.uint8))
        + _constant("nothing", kind, np.array(nothing))
        + _field(11, _matrix("x", _UINT8, inner))
        + _field(12, _matrix("y", _FLOAT, out)),
    )


def _constant(name: str, kind: int, value: NDArray[Any]) -> bytes:
    sizes = b"".join(_field(1, size) for size in value.shape)
    return _field(5, sizes + _field(2, kind) + _field(8, name) + _field(9, value.tobytes()))


def _matrix(name: str, kind: int, columns: int) -> bytes:
    """A matrix of any number of rows."""
    shape = _field(1, _field(2, "n")) + _field(1, _field(1, columns))
    return _field(1, name) + _field(2, _field(1, _field(1, kind) + _field(2, shape)))


def _field(number: int, value: int | str | bytes) -> bytes:
    """A field as protocol buffers write it."""
    if isinstance(value, int):
        return _number(number << 3) + _number(value)
    content = value.encode() if isinstance(value, str) else value
    return _number(number << 3 | 2) + _number(len(content)) + content


def _number(value: int) -> bytes:
    """A number seven bits at a time, the last ones first."""
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*written, value])
