"""What a component means for machine learning, as its manifest tells it.

The checks of `checks/rules` know no component by its name: they judge by these traits, so they
hold for components of users, too.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from jupyterlab_pipeline_export.components.manifest_model import Condition, ManifestModel

__all__ = ["Cure", "Evaluation", "Scores", "Split", "Task", "Training", "Traits"]

Task = Literal["classification", "regression", "clustering", "anomaly", "any"]
"""What a model predicts: classes, numbers, groups, outliers, or what the models that it is made of do."""

CureOf = Literal["scaling", "missing", "text"]
"""What a transformer mends: columns of different scale, missing values, texts that are no numbers."""


class Split(ManifestModel):
    """A step that holds rows out."""

    train: tuple[str, ...] = Field(description="Outputs with the rows to learn from.")
    test: tuple[str, ...] = Field(description="Outputs with the rows held out.")
    by: Literal["random", "group", "time"] = "random"
    target: str = Field(default="", description="Parameter that names the target.")
    stratify: str = Field(
        default="",
        description="Parameter that says whether each part has the same share of each class.",
    )
    shuffle: str = Field(
        default="",
        description="Parameter that says whether rows are drawn by chance; always where empty.",
    )


class Scores(ManifestModel):
    """The parameter that names the scores by which models are judged."""

    param: str
    default: str = Field(
        default="",
        description="The score where the parameter has no value; the model's own if empty.",
    )


class Training(ManifestModel):
    """A step that fits a model to rows."""

    task: Task
    X: str = Field(default="X", description="Input with the features.")
    y: str = Field(
        default="", description="Input with the target; none where nothing is predicted."
    )
    model: str = Field(default="model", description="Output with the fitted model.")
    preparation: str = Field(default="preparation", description="Input of transformers, if any.")
    of: str = Field(
        default="", description="Input of models that this one is made of or chosen from."
    )
    scaling: bool | tuple[Condition, ...] = Field(
        default=False,
        description="Columns of different scale spoil it: always, never, or where a condition holds.",
    )
    missing: Literal["refuses", "accepts"] = "refuses"
    text: Literal["refuses", "accepts"] = "refuses"
    tunes: bool = Field(
        default=False, description="Settings are chosen by these rows, or models compared."
    )
    scores: Scores | None = None


class Evaluation(ManifestModel):
    """A step that judges a fitted model by rows."""

    task: Task = "any"
    model: str = "model"
    X: str = "X"
    y: str = "y"
    scores: Scores | None = None
    only_accuracy: tuple[Condition, ...] = Field(
        default=(), description="Conditions under which accuracy is the only score that it gives."
    )
    training_rows: bool = Field(
        default=False, description="Training rows are what it is about, as in a learning curve."
    )


class Cure(ManifestModel):
    """Something that a transformer, or a cleaning step, mends."""

    of: CureOf
    when: Condition = Field(default_factory=dict)


class Traits(ManifestModel):
    """All that the checks know about a component."""

    split: Split | None = None
    training: Training | None = None
    evaluation: Evaluation | None = None
    cures: tuple[Cure, ...] = Field(
        default=(), description="In the file, a plain string stands for `{of: ...}`."
    )
    learns: bool | tuple[Condition, ...] = Field(
        default=False,
        description=(
            "What becomes of a row of its table depends on the other rows, such as a mean that fills gaps, so that it must"
            " come after the split: always, never, or where a condition holds."
        ),
    )
    seed: str = Field(
        default="", description="Parameter with the seed of whatever is drawn by chance."
    )
    effect: bool = Field(
        default=False,
        description="It is worth running though nobody takes its outputs, such as a step that writes a file.",
    )

    @field_validator("cures", mode="before")
    @classmethod
    def _cure_by_name(cls, value: object) -> object:
        if isinstance(value, (list, tuple)):
            return tuple({"of": each} if isinstance(each, str) else each for each in value)
        return value
