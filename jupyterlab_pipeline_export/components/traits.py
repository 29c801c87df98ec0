"""What a component means for machine learning, as its manifest tells it.

The checks of `checks/rules` know no component by its name: they judge by these traits, so they
hold for components of users, too.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from jupyterlab_pipeline_export.components.manifest_model import Condition, ManifestModel

__all__ = [
    "Change",
    "Cure",
    "Evaluation",
    "Part",
    "Refusal",
    "Scores",
    "Split",
    "Task",
    "Training",
    "Traits",
]

Task = Literal["classification", "regression", "clustering", "anomaly", "any"]
"""What a model predicts: classes, numbers, groups, outliers, or what the models that it is made of do."""

CureOf = Literal["scaling", "missing", "text"]
"""What a transformer mends: columns of different scale, missing values, texts that are no numbers."""


RefusalOf = Literal["missing", "text"]
"""What a transformer fails at."""

ChangeOf = Literal["columns", "order", "missing", "duplicates"]
"""All that a step changes: which columns there are and their names, the order of rows, missing values, repeated rows."""


class Split(ManifestModel):
    """A step that holds rows out."""

    train: tuple[str, ...] = Field(description="Outputs with the rows to learn from.")
    test: tuple[str, ...] = Field(
        description="Outputs with the rows held out, in the order of `train`."
    )
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
    time: str = Field(default="", description="Parameter that names the column with the time.")


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
    model: str = Field(default="model", description="Output with the fitted model, if any.")
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
    validation: tuple[str, ...] = Field(
        default=(), description="Inputs with further rows, by which it is told when to stop."
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
    """Something that a transformer mends."""

    of: CureOf
    when: Condition = Field(default_factory=dict)


class Refusal(ManifestModel):
    """Something that a transformer fails at."""

    of: RefusalOf
    when: Condition = Field(default_factory=dict)


class Part(ManifestModel):
    """Columns that a transformer leads through others."""

    input: str = Field(description="Input of the transformers that they go through, in order.")
    columns: str = Field(default="", description="Parameter that names the columns.")
    otherwise: Literal["all", "numbers", "others"] = Field(
        default="all",
        description="The columns where that parameter has no value: all, those of numbers, or all but those of numbers.",
    )


class Change(ManifestModel):
    """The one thing that a step changes in its table."""

    of: ChangeOf
    when: Condition = Field(default_factory=dict)


class Traits(ManifestModel):
    """All that the checks know about a component."""

    split: Split | None = None
    training: Training | None = None
    evaluation: Evaluation | None = None
    cures: tuple[Cure, ...] = Field(
        default=(),
        description="What a transformer mends. In the file, a plain string stands for `{of: ...}`.",
    )
    refuses: tuple[Refusal, ...] = Field(
        default=(), description="What a transformer fails at, written like `cures`."
    )
    parts: tuple[Part, ...] = Field(
        default=(), description="How a transformer leads columns through other transformers."
    )
    drops_rest: tuple[Condition, ...] = Field(
        default=(), description="Conditions under which columns that are in no part are left out."
    )
    changes: tuple[Change, ...] = Field(
        default=(),
        description="All that a step on a table changes, written like `cures`; anything where nothing is said.",
    )
    idle: tuple[Condition, ...] = Field(
        default=(), description="Conditions under which a step on a table changes nothing."
    )
    learns: bool | tuple[Condition, ...] = Field(
        default=False,
        description=(
            "What becomes of a row of its table depends on other rows, such as a mean that fills gaps, so that it must come after"
            " the split: always, never, or where a condition holds. Not so where it looks back in time alone, or sums rows up to new ones."
        ),
    )
    seed: str = Field(
        default="", description="Parameter with the seed of whatever is drawn by chance."
    )
    effect: bool = Field(
        default=False,
        description="It is worth running though nobody takes its outputs, such as a step that writes a file.",
    )

    @field_validator("cures", "refuses", "changes", mode="before")
    @classmethod
    def _by_name(cls, value: object) -> object:
        if isinstance(value, (list, tuple)):
            return tuple({"of": each} if isinstance(each, str) else each for each in value)
        return value
