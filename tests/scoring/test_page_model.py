"""The network: its shipped weights, and that training and inference compute the same."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pytest

from cleaner.scoring.choosing import best_choice
from cleaner.scoring.page_model import PageModel
from tests.scoring.test_page_features import PAGE, features_of


def test_scores_are_probabilities_and_the_same_again() -> None:
    _, features = features_of(PAGE)
    model = PageModel.shipped()
    scores = model.scores(features)
    assert ((scores > 0) & (scores < 1)).all()
    assert (scores == model.scores(features)).all()
    assert scores[3] > scores[0]


def test_the_weights_are_small_and_survive_storage() -> None:
    stored = files("cleaner.scoring").joinpath("page.npz").read_bytes()
    assert len(stored) < 500_000
    model = PageModel.read(stored)
    again = PageModel.read(model.to_bytes())
    _, features = features_of(PAGE)
    assert np.allclose(model.scores(features), again.scores(features), atol=1e-6)


def test_confidence_rises_with_what_is_expected() -> None:
    model = PageModel.shipped()
    values = [model.confidence(expected / 20) for expected in range(21)]
    assert values == sorted(values)
    assert 0 <= values[0] < values[-1] <= 1


def test_the_best_choice_weighs_words() -> None:
    scores, weights = np.array([0.9, 0.45, 0.1]), np.array([10.0, 500.0, 1.0])
    chosen, expected = best_choice(scores, weights)
    assert chosen.tolist() == [True, True, False]
    assert 0.5 < expected < 0.7


def test_something_is_always_chosen() -> None:
    assert best_choice(np.array([1e-9]), np.array([0.0]))[0].tolist() == [True]


def test_training_and_inference_compute_the_same() -> None:
    torch = pytest.importorskip("torch")
    from benchmarks.data import Page
    from benchmarks.training import network, page
    from benchmarks.training.examples import Example

    examples = []
    for source in (PAGE, PAGE.replace("<p>", "<p class=x>Before.<p>"), "<html><body>x"):
        blocks, features = features_of(source)
        labels = np.zeros(len(blocks), np.int8)
        texts = tuple(block.text for block in blocks)
        examples.append(
            Example("wcxb", Page("1", b"", "en"), "a.org", features, labels, 1.0, True, texts)
        )
    scale = page.Scale(examples)
    weights = network.new_weights(len(scale.mean), torch.Generator().manual_seed(1))
    batch = page.batch_of(examples, scale)
    trained = torch.sigmoid(network.logits(weights, batch)).detach().numpy()
    arrays = {name: weight.detach().numpy() for name, weight in weights.items()}
    model = PageModel({**arrays, "mean": scale.mean, "scale": scale.scale})
    for row, example in zip(trained, examples, strict=True):
        scores = model.scores(example.features)
        assert np.allclose(scores, row[: len(scores)], atol=1e-5)
