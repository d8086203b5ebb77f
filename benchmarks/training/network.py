"""The network of `cleaner.scoring.page_model`, for training: the same layers over batches of pages.

Its weights have the same names and shapes there, so what is learned here is stored as it is.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch.nn import functional

from cleaner.scoring.page_features import BUCKETS, TAG_COUNT
from cleaner.scoring.page_model import CLIP, DILATIONS, GLOBAL_AT

#: Widths of the hidden layers, of the vectors of class words and tags, and of what groups share.
HIDDEN, NAMES, TAGS, SHARED = 64, 12, 6, 24
GROUPS = 5

Weights = dict[str, torch.Tensor]
Batch = dict[str, torch.Tensor]


def new_weights(numbers: int, generator: torch.Generator) -> Weights:
    """Random weights for blocks with so many `numbers`."""

    def linear(name: str, size: int, width: int) -> None:
        bound = 1 / math.sqrt(size)
        draw = torch.rand((size + 1, width), generator=generator) * 2 * bound - bound
        weights[f"{name}.weight"], weights[f"{name}.bias"] = draw[:-1].clone(), draw[-1].clone()

    weights: Weights = {
        "names": torch.randn((BUCKETS, NAMES), generator=generator) * 0.1,
        "tags": torch.randn((TAG_COUNT, TAGS), generator=generator) * 0.3,
    }
    weights["names"][0] = 0
    linear("input", numbers + 4 * NAMES + 3 * TAGS, HIDDEN)
    for number in range(len(DILATIONS)):
        linear(f"conv{number}", 3 * HIDDEN, HIDDEN)
        weights[f"norm{number}.scale"] = torch.ones(HIDDEN)
        weights[f"norm{number}.shift"] = torch.zeros(HIDDEN)
    linear("page", 2 * HIDDEN, HIDDEN)
    linear("own", HIDDEN, SHARED)
    linear("groups", GROUPS * SHARED, HIDDEN)
    linear("last", HIDDEN, HIDDEN)
    linear("output", HIDDEN, 1)
    for weight in weights.values():
        weight.requires_grad_()
    return weights


def logits(weights: Weights, batch: Batch, dropout: float = 0.0) -> torch.Tensor:
    """The scores before the logistic function, (pages, blocks)."""

    def linear(name: str, values: torch.Tensor) -> torch.Tensor:
        return values @ weights[f"{name}.weight"] + weights[f"{name}.bias"]

    mask = batch["mask"].unsqueeze(-1)
    hidden = torch.relu(linear("input", _inputs(weights, batch))) * mask
    for number, dilation in enumerate(DILATIONS):
        if number == GLOBAL_AT:
            sizes = batch["sizes"].unsqueeze(-1) * mask
            mean = (hidden * sizes).sum(1) / sizes.sum(1).clamp(min=1e-6)
            most = (hidden + (mask - 1) * 1e4).amax(1)
            hidden = hidden + linear("page", torch.cat([mean, most], -1)).unsqueeze(1)
            own = torch.relu(linear("own", hidden))
            hidden = hidden + torch.relu(linear("groups", _group_means(own, batch)))
        shape = (HIDDEN,)
        scale, shift = weights[f"norm{number}.scale"], weights[f"norm{number}.shift"]
        normal = functional.layer_norm(hidden, shape, scale, shift) * mask
        # a convolution's weights are (out, in, place); here they are stored as (place, in, out)
        kernel = weights[f"conv{number}.weight"].reshape(3, HIDDEN, HIDDEN).permute(2, 1, 0)
        seen = functional.conv1d(
            normal.transpose(1, 2), kernel, weights[f"conv{number}.bias"],
            padding=dilation, dilation=dilation,
        ).transpose(1, 2)  # fmt: skip
        hidden = (hidden + functional.dropout(torch.relu(seen), dropout, dropout > 0)) * mask
    return linear("output", torch.relu(linear("last", hidden))).squeeze(-1)


def _inputs(weights: Weights, batch: Batch) -> torch.Tensor:
    around = functional.embedding(batch["names"], weights["names"], padding_idx=0).sum(1)
    around = around[batch["chain"]]
    squashed = torch.tanh(around)
    tags = weights["tags"][batch["tags"]].flatten(2)
    parts = [
        batch["numbers"].clamp(-CLIP, CLIP), squashed[:, :, 0], squashed[:, :, 1],
        torch.tanh(around[:, :, 1:4].sum(2)), squashed.sum(2) / 4, tags,
    ]  # fmt: skip
    return torch.cat(parts, -1)


def _group_means(own: torch.Tensor, batch: Batch) -> torch.Tensor:
    pages, blocks, width = own.shape
    flat = own.reshape(pages * blocks, width)
    sizes = (batch["mask"] * batch["sizes"].clamp(min=1).sqrt()).reshape(-1, 1)
    means: list[Any] = []
    for at in range(GROUPS):
        group = batch["groups"][:, :, at].reshape(-1)
        count = int(group.max()) + 1
        sums = torch.zeros(count, width).index_add(0, group, flat * sizes)
        total = torch.zeros(count, 1).index_add(0, group, sizes) + 1e-6
        means.append((sums / total)[group])
    return torch.cat(means, 1).reshape(pages, blocks, -1)
