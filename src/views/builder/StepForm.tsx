import type { TranslationBundle } from '@jupyterlab/translation';
import { FormComponent } from '@jupyterlab/ui-components';
import type { JSONObject, ReadonlyJSONObject } from '@lumino/coreutils';
import type { IChangeEvent } from '@rjsf/core';
import * as React from 'react';

import type {
  IColumnsResponse,
  IComponent,
  IParameter,
  IProblem,
  IStep
} from '../../_generated/models';
import type { IBuilderActions } from '../../builder/actions';
import { columnChoices } from '../../builder/columnChoices';
import { partOf } from '../../builder/focus';
import {
  changedParams,
  formData,
  formSchema,
  requiredOf
} from '../../builder/formSchema';
import { newParameter } from '../../builder/parameters';
import { propertiesOf, referenceOf, settingsOf } from '../../builder/summary';
import type { FormValidator } from '../../builder/validator';
import type { IFormContext } from './form/context';
import { ColumnsField } from './form/ColumnsField';
import { FieldFrame } from './form/FieldFrame';
import {
  ChoicesField,
  ListField,
  ListsField,
  ValueField,
  ValuesField
} from './form/fields';
import { MappingField } from './form/MappingField';
import { SettingsTemplate } from './form/SettingsTemplate';
import {
  ChoiceWidget,
  CodeWidget,
  ColumnWidget,
  PathWidget,
  SwitchWidget,
  TextWidget
} from './form/widgets';

/**
 * What the fields of forms need from the application.
 */
export interface IFormServices {
  /**
   * Let the user choose a file: resolves to its path relative to the pipeline,
   * or null where none was chosen.
   */
  browse: () => Promise<string | null>;

  /**
   * The validator of the forms; null until it has been loaded.
   */
  validator: FormValidator | null;
}

/**
 * The settings of a step, drawn from the JSON Schema of its component.
 */
export function StepForm(props: StepForm.IProps): JSX.Element | null {
  const { actions, columns, component, parameters, problems, services } = props;
  const { step, trans } = props;
  const form = React.useMemo(() => formSchema(component), [component]);
  const data = React.useMemo(() => formData(step), [step]);
  // What was set before is in sight. It stays decided while the form is open:
  // a field that moved while somebody types into it would lose the focus.
  const [present] = React.useState(() => new Set(Object.keys(step.params)));
  const context = React.useMemo<IFormContext>(
    () => ({
      browse: services.browse,
      columns: columnChoices(columns, step.id),
      folded: new Set([...form.folded].filter(name => !present.has(name))),
      onReference: (name, parameter) =>
        actions.setParam(
          step,
          name,
          parameter === null
            ? ownValue(step, name, parameters)
            : { $parameter: parameter }
        ),
      onPromote: name =>
        actions.promoteParam(
          step,
          name,
          newParameter(parameters, name, propertiesOf(component)[name], step)
        ),
      parameters,
      problems: problemsBySetting(problems, component),
      references: referencesOf(step),
      required: requiredOf(component),
      trans
    }),
    [
      actions,
      columns,
      component,
      form,
      parameters,
      present,
      problems,
      services,
      step,
      trans
    ]
  );
  const id = React.useId();
  const isEmpty = Object.keys(settingsOf(component)).length === 0;
  if (isEmpty || services.validator === null) {
    return null;
  }
  return (
    <FormComponent
      className="jp-PipelineForm"
      experimental_defaultFormStateBehavior={DEFAULTS}
      fields={FIELDS}
      formContext={context}
      formData={data}
      idPrefix={id}
      idSeparator="/"
      liveValidate={false}
      noHtml5Validate
      onChange={(event: IChangeEvent<ReadonlyJSONObject>) => {
        const values = (event.formData ?? {}) as JSONObject;
        for (const [name, value] of changedParams(component, step, values)) {
          actions.setParam(step, name, value);
        }
      }}
      schema={form.schema}
      showErrorList={false}
      tagName="div"
      templates={TEMPLATES as never}
      uiSchema={form.uiSchema as never}
      validator={services.validator}
      widgets={WIDGETS as never}
    />
  );
}

/**
 * A namespace for `StepForm` statics.
 */
export namespace StepForm {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * What the user can do.
     */
    actions: IBuilderActions;

    /**
     * The columns of the tables of the pipeline.
     */
    columns: IColumnsResponse;

    /**
     * The component of the step.
     */
    component: IComponent;

    /**
     * The parameters of the pipeline.
     */
    parameters: readonly IParameter[];

    /**
     * The problems of the step.
     */
    problems: readonly IProblem[];

    /**
     * What the fields need.
     */
    services: IFormServices;

    /**
     * The step.
     */
    step: IStep;

    /**
     * The translation bundle.
     */
    trans: TranslationBundle;
  }
}

const TEMPLATES = {
  FieldTemplate: FieldFrame,
  ObjectFieldTemplate: SettingsTemplate
};

const WIDGETS = {
  code: CodeWidget,
  column: ColumnWidget,
  path: PathWidget,
  switch: SwitchWidget,
  SelectWidget: ChoiceWidget,
  TextWidget
};

const FIELDS = {
  choices: ChoicesField,
  columns: ColumnsField,
  list: ListField,
  lists: ListsField,
  mapping: MappingField,
  value: ValueField,
  values: ValuesField
} as never;

const DEFAULTS = { emptyObjectFields: 'skipDefaults' } as const;

/**
 * The value that a setting goes on with once it leaves a parameter.
 */
function ownValue(
  step: IStep,
  name: string,
  parameters: readonly IParameter[]
): IParameter['default'] | undefined {
  const reference = referenceOf(step.params[name]);
  return parameters.find(item => item.name === reference)?.default;
}

function referencesOf(step: IStep): Map<string, string> {
  return new Map(
    Object.entries(step.params).flatMap(([name, value]) => {
      const reference = referenceOf(value);
      return reference === null ? [] : [[name, reference] as const];
    })
  );
}

function problemsBySetting(
  problems: readonly IProblem[],
  component: IComponent
): Map<string, readonly IProblem[]> {
  const result = new Map<string, IProblem[]>();
  for (const problem of problems) {
    const [kind, ...rest] = partOf(problem, component).split('/');
    const name = rest.join('/');
    if (kind === 'params') {
      result.set(name, [...(result.get(name) ?? []), problem]);
    }
  }
  return result;
}
