"""Train the scorer of pages: `python -m benchmarks.training.page --data ../shared/data`.

Without more it trains on all pages and writes `cleaner/scoring/page.npz`; with `--folds 4` it
trains on all hosts but those of a fold and measures on those, fold by fold, which is the estimate
for sites never seen; `--only-fold` does one of them.
"""

from __future__ import annotations

import argparse
import math
import pickle
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from benchmarks.training import measuring
from benchmarks.training.augmenting import cropped, mixed
from benchmarks.training.examples import UNKNOWN, Example, examples, fold_of
from benchmarks.training.network import GROUPS, Batch, Weights, logits, new_weights
from cleaner.scoring import page_model
from cleaner.scoring.page_features import LEVELS
from cleaner.scoring.page_model import PageModel

EPOCHS, RATE, DECAY, DROPOUT, NAMES_DROPPED = 5, 2e-3, 0.05, 0.2, 0.3
#: Of a page's pages in a batch: so many blocks in all, padding included; so many pages.
_BLOCKS, _PAGES = 4000, 24
#: Longer pages are learned in pieces that overlap.
_LONGEST, _STEP = 700, 600
#: Share of the loss that counts blocks, not words; and how much the page's F1 counts beside it.
_BY_BLOCK, _BY_F1 = 0.25, 0.5
#: The weights that are stored are a mean over the last steps: so much the newest counts.
_NEWEST = 0.004
WEIGHTS = Path(page_model.__file__).parent / "page.npz"


class Scale:
    """Mean and scale of each number over all blocks."""

    def __init__(self, pages: Sequence[Example]) -> None:
        rows = np.concatenate([page.features.numbers for page in pages])
        self.mean = rows.mean(0)
        self.scale = 1 / (rows.std(0) + 1e-3)


def pieces(pages: Sequence[Example]) -> Iterator[Example]:
    """The pages that tell something, long ones in pieces."""
    for page in pages:
        if not (page.labels != UNKNOWN).any():
            continue
        if len(page.labels) <= _LONGEST:
            yield page
            continue
        for first in range(0, len(page.labels), _STEP):
            piece = page.part(slice(first, first + _LONGEST), whole=False)
            if (piece.labels != UNKNOWN).any():
                yield piece


def batches(pages: Sequence[Example], rng: np.random.Generator) -> list[list[Example]]:
    """Pages of about the same length together, in a random order."""
    lengths = np.array([len(page.labels) for page in pages])
    result: list[list[Example]] = [[]]
    longest = 0
    for index in np.argsort(lengths * rng.uniform(0.8, 1.25, len(lengths))):
        here = result[-1]
        longest = max(longest, int(lengths[index])) if here else int(lengths[index])
        if here and (longest * (len(here) + 1) > _BLOCKS or len(here) >= _PAGES):
            result.append([])
            longest = int(lengths[index])
        result[-1].append(pages[index])
    return [result[index] for index in rng.permutation(len(result))]


def batch_of(
    pages: Sequence[Example], scale: Scale, rng: np.random.Generator | None = None
) -> Batch:
    """The pages side by side, padded; with noise if they are to be learned from."""
    count = max(len(page.labels) for page in pages)
    width = max(page.features.names.shape[1] for page in pages)
    rows = sum(len(page.features.names) for page in pages)
    shape = (len(pages), count)
    names = np.zeros((rows, width), np.int64)
    numbers = np.zeros((*shape, len(scale.mean)), np.float32)
    chain = np.zeros((*shape, LEVELS), np.int64)
    groups = np.zeros((*shape, GROUPS), np.int64)
    tags = np.zeros((*shape, 3), np.int64)
    labels = np.full(shape, UNKNOWN, np.float32)
    sizes, mask = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    row = group = 0
    for at, page in enumerate(pages):
        own, size = page.features, len(page.labels)
        names[row : row + len(own.names), : own.names.shape[1]] = own.names
        if rng is not None and rng.random() < 0.1:  # a site whose names say nothing
            names[row : row + len(own.names)] = 0
        numbers[at, :size] = (own.numbers - scale.mean) * scale.scale
        chain[at] = row
        chain[at, :size] += own.chain
        groups[at] = group
        groups[at, :size] += own.groups
        tags[at, :size] = own.tags
        labels[at, :size] = page.labels
        sizes[at, :size], mask[at, :size] = own.weights, 1
        row += len(own.names)
        group += int(own.groups.max()) + 1
    np.clip(numbers, -page_model.CLIP, page_model.CLIP, out=numbers)
    if rng is not None:
        names[rng.random(names.shape) < NAMES_DROPPED] = 0
        numbers += rng.normal(0, 0.05, numbers.shape).astype(np.float32)
    arrays = {
        "names": names, "numbers": numbers, "chain": chain, "groups": groups, "tags": tags,
        "labels": labels, "sizes": sizes, "mask": mask,
    }  # fmt: skip
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def loss_of(scores: torch.Tensor, batch: Batch, pages: Sequence[Example]) -> torch.Tensor:
    """Cross entropy by words and blocks, and how far the expected F1 of words is from 1."""
    known = (batch["labels"] >= 0).float()
    labels = batch["labels"].clamp(min=0)
    own = torch.tensor([page.weight for page in pages])
    words = batch["sizes"].clamp(min=1) ** 0.7 * known
    share = (1 - _BY_BLOCK) * words / words.sum(1, keepdim=True).clamp(min=1)
    share = share + _BY_BLOCK * known / known.sum(1, keepdim=True).clamp(min=1)
    entropy = functional.binary_cross_entropy_with_logits(scores, labels, reduction="none")
    found, sizes = torch.sigmoid(scores), batch["sizes"] * known
    both = 2 * (found * labels * sizes).sum(1)
    f1 = both / ((found * sizes).sum(1) + (labels * sizes).sum(1) + 1e-6)
    whole = torch.tensor([float(page.whole) for page in pages])
    return (((entropy * share).sum(1) + _BY_F1 * (1 - f1) * whole) * own).mean()


def train(pages: Sequence[Example], seed: int, epochs: int = EPOCHS) -> PageModel:
    """Learn from pages; deterministic for a seed on one machine."""
    rng = np.random.default_rng(seed)
    generator = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    scale = Scale(pages)
    weights = new_weights(len(scale.mean), generator)
    averaged = {name: weight.detach().clone() for name, weight in weights.items()}
    optimiser = torch.optim.AdamW(list(weights.values()), lr=RATE, weight_decay=DECAY)
    parts = list(pieces(pages))
    others = [page for page in pages if page.whole and page.weight == 1]
    step = 0
    total = epochs * len(batches(parts, np.random.default_rng(seed)))
    for epoch in range(epochs):
        losses = []
        for chosen in batches(parts, rng):
            made = [mixed(cropped(page, rng), others, rng) for page in chosen]
            warm = min(1.0, (step + 1) / 100)
            cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, step / total))) + 0.01
            optimiser.param_groups[0]["lr"] = RATE * warm * cosine
            batch = batch_of(made, scale, rng)
            loss = loss_of(logits(weights, batch, DROPOUT), batch, made)
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            torch.nn.utils.clip_grad_norm_(list(weights.values()), 1.0)
            optimiser.step()
            _average(averaged, weights, max(_NEWEST, 1 / (step / 3 + 1)))
            losses.append(float(loss.detach()))
            step += 1
        print(f"epoch {epoch + 1}: loss {sum(losses) / len(losses):.4f}", flush=True)
    stored = {name: weight.numpy() for name, weight in averaged.items()}
    stored["names"][0] = 0
    return PageModel({**stored, "mean": scale.mean, "scale": scale.scale.astype(np.float32)})


def _average(averaged: Weights, weights: Weights, newest: float) -> None:
    with torch.no_grad():
        for name, weight in weights.items():
            averaged[name].lerp_(weight, newest)


def load(folder: Path, cache: Path | None) -> list[Example]:
    """All examples, kept in the file `cache` if one is named."""
    if cache and cache.exists():
        return list(pickle.loads(cache.read_bytes()))
    pages = list(examples(folder))
    if cache:
        cache.write_bytes(pickle.dumps(pages, 5))
    return pages


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.training.page", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, help="a file that keeps the examples")
    parser.add_argument("--folds", type=int, default=0, help="cross-validate by hosts")
    parser.add_argument("--only-fold", type=int)
    parser.add_argument("--predictions", type=Path, help="where cross-validation writes scores")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args(arguments)
    pages = load(options.data, options.cache)
    if not options.folds:
        options.out.write_bytes(train(pages, options.seed, options.epochs).to_bytes())
        return 0
    folds = range(options.folds) if options.only_fold is None else [options.only_fold]
    results: list[measuring.Result] = []
    for fold in folds:
        inside = [page for page in pages if fold_of(page.host, options.folds) == fold]
        outside = [page for page in pages if fold_of(page.host, options.folds) != fold]
        model = train(outside, options.seed, options.epochs)
        results += [measuring.measured(page, model) for page in inside]
        measuring.report(results)
    if options.predictions:
        options.predictions.write_bytes(pickle.dumps(results, 5))
    return 0


if __name__ == "__main__":
    sys.exit(main())
