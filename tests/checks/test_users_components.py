"""Rules know no component by name: they hold for a catalogue that has nothing of the library."""

from __future__ import annotations

import textwrap
from pathlib import Path

import jsonpatch
import pytest

from jupyterlab_pipeline_export.checks.rules import all_rules
from jupyterlab_pipeline_export.components.catalog import Catalog
from jupyterlab_pipeline_export.components.loader import parse_component
from jupyterlab_pipeline_export.components.structure import check_structure
from tests.checks.corpus_runs import load, view_of

SOURCES = {
    "data.rows": """
        outputs: {rows: {type: table}}
        columns: {rows: {inline: text, reader: csv}}
        params: {properties: {text: {type: string}}}
        """,
    "prepare.hold_out": """
        inputs: {all: {type: table}}
        outputs:
          learn: {type: table}
          judge: {type: table}
          answers: {type: column}
          solutions: {type: column}
        columns:
          learn: {from: all, drop: answer, rows: sampled}
          judge: {from: all, drop: answer, rows: sampled}
          answers: {from: all, keep: answer, rows: sampled}
          solutions: {from: all, keep: answer, rows: sampled}
        traits:
          split: {train: [learn, answers], test: [judge, solutions], target: answer}
          seed: chance
        params: {properties: {answer: {type: string, format: column}, chance: {type: integer}}}
        """,
    "train.guess": """
        inputs:
          facts: {type: table}
          answers: {type: column}
          before: {type: transformer, optional: true, many: true}
        outputs: {guesser: {type: model}}
        traits:
          training: {task: classification, X: facts, y: answers, model: guesser, preparation: before, scaling: [{by: distance}]}
        params: {properties: {by: {type: string, default: distance}}}
        """,
    "evaluate.grade": """
        inputs: {guesser: {type: model}, facts: {type: table}, solutions: {type: column}}
        outputs: {grade: {type: metrics, show: true}}
        traits:
          evaluation: {task: classification, model: guesser, X: facts, y: solutions, only_accuracy: [{}]}
        """,
    "prepare.level": """
        outputs: {leveller: {type: transformer}}
        traits: {cures: [scaling]}
        """,
}
TEXT = "weight,size,kind\n" + "".join(
    f"{number * 1000},{number % 7},{'rare' if number % 20 == 0 else 'usual'}\n"
    for number in range(60)
)


def component(id_: str, front: str):
    category, name = id_.split(".")
    front = f"title: {name}\nsummary: Does it.\n" + textwrap.dedent(front).strip()
    parsed, problems = parse_component(
        f"{{#---\n{front}\n---#}}\n", Path(category) / f"{name}.py.jinja", "user", trusted=True
    )
    assert parsed is not None, problems
    return parsed


CATALOG = Catalog({id_: component(id_, front) for id_, front in SOURCES.items()})


def steps(**changed):
    document = [
        {"id": "rows", "component": "data.rows", "params": {"text": TEXT}},
        {
            "id": "parts",
            "component": "prepare.hold_out",
            "inputs": {"all": "rows.rows"},
            "params": {"answer": "kind", "chance": 1},
        },
        {
            "id": "guess",
            "component": "train.guess",
            "inputs": {"facts": "parts.learn", "answers": "parts.answers"},
            "params": {"by": "rules"},
        },
        {
            "id": "grade",
            "component": "evaluate.grade",
            "inputs": {
                "guesser": "guess.guesser",
                "facts": "parts.judge",
                "solutions": "parts.solutions",
            },
        },
    ]
    for step in document:
        step.update(changed.get(step["id"], {}))
    return {"schema_version": 1, "name": "Own", "steps": document}


def problems_of(raw):
    view = view_of(load(raw), catalog=CATALOG)
    return {problem.code: problem for rule in all_rules() for problem in rule.check(view)}


def mended(raw, problem):
    patch = [operation.model_dump() for operation in problem.fix.patch]
    new = jsonpatch.apply_patch(raw, patch)
    assert not [each for each in check_structure(load(new), CATALOG) if each.severity == "error"]
    return new


def test_accuracy_alone_is_told_by_the_condition_of_the_component() -> None:
    assert set(problems_of(steps())) == {"accuracy-alone"}


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("unseeded", {"parts": {"params": {"answer": "kind"}}}),
        ("unscaled-features", {"guess": {"params": {}}}),
        (
            "evaluated-on-training-rows",
            {
                "grade": {
                    "inputs": {
                        "guesser": "guess.guesser",
                        "facts": "parts.learn",
                        "solutions": "parts.answers",
                    }
                }
            },
        ),
    ],
)
def test_a_mistake_is_found_and_mended(code, changed) -> None:
    raw = steps(**changed)
    problems = problems_of(raw)
    assert set(problems) == {code, "accuracy-alone"}
    assert set(problems_of(mended(raw, problems[code]))) == {"accuracy-alone"}
