"""A catalogue of small components whose code runs with the standard library alone."""

from __future__ import annotations

from pathlib import Path

from jupyterlab_pipeline_export.codegen.blocks import render_program
from jupyterlab_pipeline_export.codegen.plan import make_plan
from jupyterlab_pipeline_export.codegen.program import Symbols
from jupyterlab_pipeline_export.components.catalog import Catalog
from jupyterlab_pipeline_export.components.loader import parse_component
from jupyterlab_pipeline_export.pipeline.load import load_pipeline

TEXTS = {
    "data.value": """
title: Value
summary: A value.
outputs: {table: {type: table}}
params: {properties: {value: {default: 0}, columns: {default: [], format: columns}}}
---#}
{{ comment(step.title) }}
{{ outputs.table }} = {"value": {{ params.value }}, "columns": {{ params.columns }}}
""",
    "data.read": """
title: Read
summary: Read a file.
imports: [import pandas as pd]
requires: [pandas>=2.0, {package: "pyarrow>=14", reason: reads Parquet files, when: {engine: pyarrow}}]
outputs: {table: {type: table, name: "{path}"}}
params:
  properties:
    path: {type: string, format: path}
    sep: {type: string, default: ","}
    engine: {type: string}
    rows: {type: number, default: 10, x-always: true}
---#}
{{ outputs.table }} = {{ call("pd.read_csv", [params.path], ["sep", "engine", "rows"]) }}
""",
    "data.read_many": """
title: Read many
summary: Read files.
outputs: {table: {type: table}}
params: {properties: {paths: {type: array, items: {type: string, format: path}}}}
---#}
{{ outputs.table }} = {{ params.paths }}
""",
    "clean.keep": """
title: Keep
summary: Keep what there is.
inputs: {table: {type: table}}
outputs: {table: {type: table, name: "{table}_clean", show: true}}
---#}
{{ outputs.table }} = {{ inputs.table }}
""",
    "explore.plot": """
title: Plot
summary: Draw.
inputs: {table: {type: table, optional: true}}
outputs: {figure: {type: figure, name: figure, show: true}}
imports: [import matplotlib.pyplot as plt, {code: from math import pi, when: {inputs.table: true}}]
requires: [matplotlib>=3.7, {package: seaborn>=0.13, when: {kind: [box, violin]}}]
params: {properties: {kind: {type: string, default: line}}}
---#}
{{ outputs.figure }}, ax = plt.subplots()
""",
    "prepare.scale": """
title: Scale
summary: Scale.
outputs: {transformer: {type: transformer, name: scaler}}
imports: [from sklearn.preprocessing import StandardScaler]
requires: [scikit-learn>=1.4]
---#}
{{ outputs.transformer }} = StandardScaler()
""",
    "train.model": """
title: Train
summary: Train.
inputs: {preparation: {type: transformer, many: true, optional: true}}
outputs: {model: {type: model}}
params: {properties: {C: {type: number, default: 1.0}, options: {type: object, default: {}}}}
---#}
{{ outputs.model }} = {{ chain(unfitted(inputs.preparation) + [call("Model", [], ["C"], **params.options)]) }}
""",
    "output.write": """
title: Write
summary: Write.
inputs: {table: {type: any}}
params: {properties: {path: {type: string, format: output-path}}}
---#}
({{ params.path }}).write_text(str({{ inputs.table }}), encoding="utf-8")
""",
    "custom.python": """
title: Custom Python code
summary: Your code.
declared_ports: true
params:
  properties:
    inputs: {type: object, default: {}}
    outputs: {type: object, default: {}}
    code: {type: string, format: python, default: ""}
---#}
{{ define(params.code) }}
""",
}


def component(id_, text, origin="built-in"):
    category, name = id_.split(".")
    front, _, template = text.lstrip("\n").partition("---#}\n")
    path = Path("library", category, f"{name}.py.jinja")
    loaded, problems = parse_component(
        f"{{#---\n{front}---#}}\n{template}", path, origin, trusted=True
    )
    assert not problems
    return loaded


SMALL = {id_: component(id_, text) for id_, text in TEXTS.items()}


def catalog(**texts):
    """Return the small catalogue with further components: `data_x` stands for `data.x`."""
    more = {}
    for key, text in texts.items():
        id_ = key.replace("_", ".", 1)
        more[id_] = component(id_, text, origin="user")
    return Catalog({**SMALL, **more})


def pipeline(*steps, **keys):
    """Return a loaded pipeline."""
    loaded = load_pipeline({"schema_version": 1, "name": "Test", "steps": list(steps), **keys})
    assert loaded.pipeline is not None, loaded.problems
    return loaded.pipeline


def step(id_, component_id, title="", inputs=None, **params):
    return {
        "id": id_,
        "component": component_id,
        "title": title,
        "inputs": inputs or {},
        "params": params,
    }


def code_step(id_, code, inputs=None, outputs=(), **keys):
    """Return a step of custom code; `inputs` are links by name."""
    links = inputs or {}
    params = {
        "code": code,
        "inputs": dict.fromkeys(links, "any"),
        "outputs": dict.fromkeys(outputs, "any"),
    }
    return {"id": id_, "component": "custom.python", "inputs": links, "params": params, **keys}


def plan(*steps, components=None, **keys):
    return make_plan(pipeline(*steps, **keys), components or catalog())


def program(*steps, components=None, symbols=None, **keys):
    return render_program(plan(*steps, components=components, **keys), symbols or Symbols())


def source(rendered):
    """Return the program as one module, the way a notebook runs it."""
    blocks = (block.definitions + block.code for block in rendered.blocks)
    return rendered.imports + "".join(blocks)
