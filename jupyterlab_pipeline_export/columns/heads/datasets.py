"""The datasets of scikit-learn, told from facts that were gathered before."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.columns.heads.head import NotToldError
from jupyterlab_pipeline_export.columns.tables import Column, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["read_dataset"]


def read_dataset(name: str) -> Table:
    """Tell the columns of a dataset.

    Parameters
    ----------
    name
        As in its loader: ``iris`` of `sklearn.datasets.load_iris`.

    Raises
    ------
    NotToldError
        If no facts were gathered of it.
    """
    table = _datasets().get(name)
    if table is None:
        raise NotToldError
    return table


@cache
def _datasets() -> Mapping[str, Table]:
    file = resources.files(__package__) / "datasets.json"
    facts = json.loads(file.read_text(encoding="utf-8"))
    return {
        name: Table(
            tuple(
                Column(**{**each, "shares": each["shares"] and tuple(map(tuple, each["shares"]))})
                for each in table["columns"]
            ),
            rows=table["rows"],
            complete=True,
        )
        for name, table in facts.items()
    }
