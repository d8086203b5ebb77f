"""The network that scores the blocks of a page: inference in numpy.

Every block is a vector of numbers and of learned vectors for the class and id words of the elements
around it.  Dilated convolutions let it see its neighbours, and means over its element's content,
over those around, and over elements alike let it see the company it keeps (as in Leonhardt et al.,
"Boilerplate Removal using a Neural Sequence Labeling Model", 2020, and the graph networks since).
The same layers stand in `cleaner.scoring.train` for training.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np

from cleaner.scoring.page_features import Floats, Ints, PageFeatures

#: How far the layers see to both sides, in blocks: the sum of these.
DILATIONS = (1, 2, 4, 8, 16)
#: Before this layer the blocks learn of the page and of their groups.
GLOBAL_AT = 2
#: Standardised numbers beyond this are outliers.
CLIP = 6.0
#: Rows multiplied at a time: so few that the library for it starts no threads, which would cost
#: more than they bring, and busy the cores of those who clean in many processes.
_STRIPE = 16
_WEIGHTS = "page.npz"
_UNCALIBRATED: dict[str, Floats] = {
    "slope": np.ones(1, np.float32),
    "shift": np.zeros(1, np.float32),
    "knots": np.array([[0, 1], [0, 1]], np.float32),
}


class PageModel:
    """Weights by the names that training gave them.

    >>> model = PageModel.shipped()
    >>> model.names.shape[0]
    4096
    """

    def __init__(self, weights: dict[str, Floats]) -> None:
        self._weights = {**_UNCALIBRATED, **weights}
        self.names = weights["names"]

    @classmethod
    def shipped(cls) -> PageModel:
        """The model with the package's own weights, read once."""
        return _shipped()

    @classmethod
    def read(cls, data: bytes) -> PageModel:
        """The model whose weights stand in the bytes of an .npz file."""
        with np.load(BytesIO(data)) as stored:
            return cls({name: stored[name].astype(np.float32) for name in stored.files})

    def to_bytes(self) -> bytes:
        """The weights as an .npz file, in half precision."""
        stored = BytesIO()
        half = {name: weight.astype(np.float16) for name, weight in self._weights.items()}
        exact = {name: self._weights[name] for name in ("mean", "scale", *_UNCALIBRATED)}
        np.savez_compressed(stored, **{**half, **exact})  # type: ignore[arg-type]
        return stored.getvalue()

    def scores(self, page: PageFeatures) -> Floats:
        """For each block how likely it belongs to the article, between 0 and 1."""
        weights = self._weights
        hidden = _relu(self._linear("input", self._inputs(page)))
        for number, dilation in enumerate(DILATIONS):
            if number == GLOBAL_AT:
                hidden = hidden + self._linear("page", _page_means(hidden, page.weights))
                hidden = hidden + self._groups(hidden, page)
            normal = _normalised(
                hidden, weights[f"norm{number}.scale"], weights[f"norm{number}.shift"]
            )
            hidden = hidden + _relu(self._linear(f"conv{number}", _windows(normal, dilation)))
        last = self._linear("output", _relu(self._linear("last", hidden)))[:, 0]
        cooled = last * weights["slope"] + weights["shift"]
        scores: Floats = 1 / (1 + np.exp(-np.clip(cooled, -30, 30)))
        return scores

    def confidence(self, expected: float) -> float:
        """The F1 that pages really had, in cross-validation, where so much was expected."""
        expectations, real = self._weights["knots"]
        return float(np.interp(expected, expectations, real))

    def calibrated(self, slope: float, shift: float, knots: Floats) -> PageModel:
        """The model with other constants (see `benchmarks.training.calibrating`)."""
        constants = {"slope": np.full(1, slope), "shift": np.full(1, shift), "knots": knots}
        given = {name: constant.astype(np.float32) for name, constant in constants.items()}
        return PageModel({**self._weights, **given})

    def _linear(self, name: str, values: Floats) -> Floats:
        weight = self._weights[f"{name}.weight"]
        count, width = values.shape
        whole = count - count % _STRIPE
        result = np.empty((count, weight.shape[1]), np.float32)
        stripes = values[:whole].reshape(whole // _STRIPE, _STRIPE, width)
        result[:whole] = np.matmul(stripes, weight).reshape(whole, weight.shape[1])
        result[whole:] = values[whole:] @ weight
        result += self._weights[f"{name}.bias"]
        return result

    def _inputs(self, page: PageFeatures) -> Floats:
        weights = self._weights
        numbers = (page.numbers - weights["mean"]) * weights["scale"]
        around = self.names[page.names].sum(1)[page.chain]  # (blocks, LEVELS, width)
        squashed = np.tanh(around)
        tags = weights["tags"][page.tags].reshape(len(numbers), -1)
        parts = (
            np.clip(numbers, -CLIP, CLIP), squashed[:, 0], squashed[:, 1],
            np.tanh(around[:, 1:4].sum(1)), squashed.sum(1) / 4, tags,
        )  # fmt: skip
        return np.concatenate(parts, 1)

    def _groups(self, hidden: Floats, page: PageFeatures) -> Floats:
        """What the blocks of each group have in common."""
        weights = np.sqrt(np.maximum(page.weights, 1))[:, None]
        own = np.concatenate([_relu(self._linear("own", hidden)) * weights, weights], 1)
        means = [_group_means(own, page.groups[:, at]) for at in range(page.groups.shape[1])]
        return _relu(self._linear("groups", np.concatenate(means, 1)))


def _relu(values: Floats) -> Floats:
    return np.maximum(values, 0)


def _normalised(values: Floats, scale: Floats, shift: Floats) -> Floats:
    centred = values - values.mean(1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(1, keepdims=True) + 1e-5)
    result: Floats = centred / spread * scale + shift
    return result


def _windows(values: Floats, dilation: int) -> Floats:
    """Each row between those `dilation` before and after it; zeros beyond the ends."""
    count, width = values.shape
    wide = np.zeros((count, 3 * width), np.float32)
    wide[dilation:, :width] = values[:-dilation]
    wide[:, width : 2 * width] = values
    wide[:-dilation, 2 * width :] = values[dilation:]
    return wide


def _page_means(values: Floats, weights: Floats) -> Floats:
    mean = (values * weights[:, None]).sum(0) / max(float(weights.sum()), 1e-6)
    return np.concatenate([mean, values.max(0)])[None]


def _group_means(own: Floats, group: Ints) -> Floats:
    """For each row the mean over its group; the last column holds the weights."""
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    first = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    sums = np.add.reduceat(own[order], first)
    means = sums[:, :-1] / (sums[:, -1:] + 1e-6)
    which = np.empty(len(group), np.intp)
    which[order] = np.cumsum(np.concatenate([[0], ordered[1:] != ordered[:-1]]))
    return means[which]


@cache
def _shipped() -> PageModel:
    return PageModel.read(files(__package__).joinpath(_WEIGHTS).read_bytes())
