"""The learned scorer: how much a block, seen among its neighbours, looks like the article."""
