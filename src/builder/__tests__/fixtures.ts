import type {
  Category,
  IColumnsResponse,
  IComponent,
  IProblem,
  PortType
} from '../../_generated/models';
import { PipelineContext } from '../../model/context';
import { PipelineModel } from '../../model/model';

interface IPort {
  type: PortType;
  title?: string;
  optional?: boolean;
  many?: boolean;
  prefer?: string[];
}

/**
 * A component as the catalogue has it.
 */
export function component(
  id: string,
  parts: {
    title?: string;
    summary?: string;
    keywords?: string[];
    inputs?: Record<string, IPort>;
    outputs?: Record<string, PortType>;
    required?: string[];
    properties?: Record<string, object>;
    declared_ports?: boolean;
  } = {}
): IComponent {
  const inputs = Object.entries(parts.inputs ?? {}).map(([name, port]) => [
    name,
    {
      title: '',
      description: '',
      optional: false,
      many: false,
      prefer: [],
      ...port
    }
  ]);
  const outputs = Object.entries(parts.outputs ?? {}).map(([name, type]) => [
    name,
    { type, title: '', description: '', name: '', show: false }
  ]);
  return {
    id,
    category: id.split('.')[0] as Category,
    origin: 'built-in',
    title: parts.title ?? id,
    summary: parts.summary ?? '',
    docs: '',
    keywords: parts.keywords ?? [],
    inputs: Object.fromEntries(inputs),
    outputs: Object.fromEntries(outputs),
    declared_ports: parts.declared_ports ?? false,
    imports: [],
    requires: [],
    params: {
      required: parts.required ?? [],
      properties: (parts.properties ?? {}) as never
    },
    columns: {},
    // The server's checks go by them, no view does.
    traits: {} as IComponent['traits']
  };
}

/**
 * A small catalogue.
 */
export const COMPONENTS = new Map(
  [
    component('data.read_csv', {
      title: 'Read CSV',
      summary: 'Load a delimited text file as a table.',
      keywords: ['tsv'],
      outputs: { table: 'table' },
      required: ['path'],
      properties: {
        path: { type: 'string', format: 'path', title: 'File' },
        sep: { type: 'string', title: 'Separator', default: ',' },
        header: { type: 'boolean', title: 'Header', default: true },
        rows: { type: 'integer', title: 'Rows', default: 25 },
        encoding: { type: 'string', title: 'Encoding' },
        decimal: { type: 'string', title: 'Decimal sign' }
      }
    }),
    component('clean.drop_columns', {
      title: 'Drop columns',
      summary: 'Remove the named columns.',
      inputs: { table: { type: 'table' } },
      outputs: { table: 'table' },
      required: ['columns'],
      properties: {
        columns: {
          type: 'array',
          format: 'columns',
          items: { type: 'string' },
          title: 'Columns'
        },
        by: { type: 'string', format: 'column', title: 'Ordered by' },
        names: {
          type: 'object',
          title: 'New names',
          propertyNames: { format: 'column' },
          additionalProperties: { type: 'string' }
        },
        words: { type: 'array', items: { type: 'string' }, title: 'Words' },
        errors: {
          type: 'string',
          title: 'Missing ones',
          default: 'raise',
          oneOf: [
            { const: 'ignore', title: 'Pass over' },
            { const: 'raise', title: 'Are an error' }
          ]
        }
      }
    }),
    component('explore.describe', {
      title: 'Describe',
      inputs: { table: { type: 'table', prefer: ['table'] } },
      outputs: { table: 'table' }
    }),
    component('tune.unusual', {
      title: 'Unusual settings',
      properties: {
        numbers: {
          type: 'array',
          items: { type: 'number' },
          title: 'Numbers',
          examples: [[0.1, 0.9]]
        },
        order: {
          type: 'array',
          items: { type: 'array', items: { type: 'string' } },
          title: 'Order'
        },
        stop: {
          anyOf: [
            { type: 'string' },
            { type: 'array', items: { type: 'string' } }
          ],
          title: 'Stop words'
        },
        grid: {
          type: 'object',
          additionalProperties: { type: 'array', items: {} },
          title: 'Grid'
        },
        codes: {
          type: 'object',
          additionalProperties: { type: 'number' },
          title: 'Codes'
        },
        text: {
          type: 'string',
          examples: ['a,b\n1,2\n'],
          title: 'Rows'
        }
      }
    }),
    component('custom.python', {
      title: 'Python code',
      declared_ports: true,
      required: ['code'],
      properties: {
        inputs: { type: 'object', default: {} },
        outputs: { type: 'object', default: {} },
        code: { type: 'string', format: 'python', title: 'Code' }
      }
    })
  ].map(item => [item.id, item] as const)
);

/**
 * The component of an id that the small catalogue has.
 */
export function known(id: string): IComponent {
  const found = COMPONENTS.get(id);
  if (!found) {
    throw new Error(`There is no component ${id}`);
  }
  return found;
}

/**
 * An open pipeline of the given steps.
 */
export function openPipeline(
  document: object,
  problems: readonly IProblem[] = [],
  columns: IColumnsResponse = { tables: {}, choices: {}, problems: [] }
): PipelineContext {
  const model = new PipelineModel();
  model.fromString(
    JSON.stringify({ schema_version: 1, name: 'Test', ...document }, null, 2)
  );
  model.sharedModel.clearUndoHistory();
  const signal = { connect: () => true, disconnect: () => true };
  return new PipelineContext({
    client: {
      check: async () => ({ problems: [...problems] }),
      columns: async () => ({ ...columns })
    },
    contents: { fileChanged: signal as never, localPath: path => path },
    context: {
      model,
      path: 'a.pipeline.json',
      pathChanged: signal,
      ready: Promise.resolve()
    } as never
  });
}
