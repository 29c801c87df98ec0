import type { FieldTemplateProps, RJSFSchema } from '@rjsf/utils';
import * as React from 'react';

import type { IParameter } from '../../../_generated/models';
import { FieldProblems } from '../FieldProblems';
import type { IFormContext } from './context';
import { settingOf } from './context';

/**
 * The frame of a setting: label, help, problems, and the choice between a
 * value and a parameter of the pipeline.
 */
export function FieldFrame(
  props: FieldTemplateProps<unknown, RJSFSchema, IFormContext>
): JSX.Element {
  const { children, formContext, id, label, schema } = props;
  const name = settingOf(id);
  if (!formContext || name === null) {
    return <>{children}</>;
  }
  const { problems, references, required, trans } = formContext;
  const reference = references.get(name);
  const own = problems.get(name) ?? [];
  const isBoolean = schema.type === 'boolean';
  return (
    <div
      className={`jp-PipelineField ${isBoolean ? 'jp-mod-inline' : ''}`}
      data-field={`params/${name}`}
    >
      <div className="jp-PipelineField-head">
        <label className="jp-PipelineField-label" htmlFor={id}>
          {label || name}
          {required.has(name) && (
            <abbr
              className="jp-PipelineField-required"
              title={trans.__('required')}
            >
              *
            </abbr>
          )}
        </label>
        <Source name={name} context={formContext} schema={schema} />
      </div>
      {reference === undefined ? (
        children
      ) : (
        <select
          id={id}
          value={reference}
          onChange={event => formContext.onReference(name, event.target.value)}
        >
          {!formContext.parameters.some(item => item.name === reference) && (
            <option value={reference}>
              {trans.__('%1 (unknown)', reference)}
            </option>
          )}
          {fitting(formContext.parameters, schema.type, reference).map(item => (
            <option key={item.name} value={item.name}>
              {`${item.name} = ${String(item.default)}`}
            </option>
          ))}
        </select>
      )}
      {schema.description && (
        <p className="jp-PipelineField-help" id={`${id}__help`}>
          {schema.description}
        </p>
      )}
      <FieldProblems id={`${id}__problems`} problems={own} trans={trans} />
    </div>
  );
}

/**
 * The button that changes a setting between a value of its own and one of a
 * parameter of the pipeline; none where no parameter could ever fit.
 */
function Source(props: {
  context: IFormContext;
  name: string;
  schema: RJSFSchema;
}): JSX.Element | null {
  const { context, name, schema } = props;
  const { onPromote, onReference, references, trans } = context;
  const isReference = references.has(name);
  if (!isReference && !mayRefer(schema)) {
    return null;
  }
  const choices = fitting(context.parameters, schema.type);
  const label = isReference
    ? trans.__('Give “%1” a value of its own', name)
    : trans.__('Take “%1” from a parameter of the pipeline', name);
  return (
    <button
      type="button"
      className="jp-PipelineField-source"
      aria-pressed={isReference}
      aria-label={label}
      title={label}
      onClick={() => {
        if (isReference) {
          onReference(name, null);
        } else if (choices[0]) {
          onReference(name, choices[0].name);
        } else {
          onPromote(name);
        }
      }}
    >
      $
    </button>
  );
}

const SCALARS: readonly unknown[] = ['string', 'integer', 'number', 'boolean'];

/** As the server's `components/params.py` has it. */
function mayRefer(schema: RJSFSchema): boolean {
  return (
    SCALARS.includes(schema.type) &&
    schema.format !== 'python' &&
    !(schema as Record<string, unknown>)['x-fixed']
  );
}

function fitting(
  parameters: readonly IParameter[],
  schemaType: unknown,
  present?: string
): readonly IParameter[] {
  return parameters.filter(
    ({ name, type }) =>
      name === present ||
      type === schemaType ||
      (type === 'integer' && schemaType === 'number')
  );
}
