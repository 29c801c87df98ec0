import { nullTranslator } from '@jupyterlab/translation';
import { fireEvent, render, screen, within } from '@testing-library/react';
import * as React from 'react';

import type { IPreviewArtifact, IProblem } from '../../_generated/models';
import { problemOf } from '../../api/__tests__/problem';
import { ApiError } from '../../api/request';
import { builtinFormats } from '../../formats';
import type { CodeViewer } from '../../preview/codeViewer';
import type { IPreviewRenderers } from '../../preview/renderers';
import { DocumentView } from '../DocumentView';

const trans = nullTranslator.load('');

/** Shows a text plainly, and counts what was not taken away again. */
let open = 0;

const renderers: IPreviewRenderers = {
  createViewer: ({ host, onLine }) => {
    open++;
    host.onclick = () => onLine(3);
    return {
      dispose: () => open--,
      mark: (lines: { start: number } | null) => {
        host.dataset.marked = String(lines?.start);
      },
      setText: (text: string) => {
        host.textContent = text;
      }
    } as unknown as CodeViewer;
  },
  renderCode: () => null,
  renderMarkdown: () => null
};

const SCRIPT: IPreviewArtifact = {
  path: 'a.py',
  mimetype: 'text/x-python',
  content: '1\n2\n3\n4',
  status: 'new',
  steps: [
    { step: 'load', start: 1, end: 2 },
    { step: 'split', start: 3, end: 4 }
  ]
};

const REQUIREMENTS: IPreviewArtifact = {
  ...SCRIPT,
  path: 'x/requirements.txt',
  content: 'pandas',
  steps: []
};

function problem(severity: IProblem['severity'], step: string | null) {
  return problemOf({
    severity,
    pointer: '/steps/0',
    step,
    message: `A ${severity}.`,
    remedy: 'Mend it.'
  });
}

function show(props: Partial<DocumentView.IProps> = {}) {
  const calls = {
    onAddStep: jest.fn(),
    onFix: jest.fn(() => true),
    onFormat: jest.fn(),
    onSelectStep: jest.fn()
  };
  const all: DocumentView.IProps = {
    announcement: '',
    format: 'python',
    formats: builtinFormats(trans),
    isEmpty: false,
    message: null,
    preview: {
      format: 'python',
      response: { artifacts: [SCRIPT, REQUIREMENTS], problems: [] },
      error: null,
      isLoading: false
    },
    problems: [],
    renderers,
    selectedStep: null,
    stepTitle: id => `Title of ${id}`,
    trans,
    ...calls,
    ...props
  };
  return { ...calls, ...render(<DocumentView {...all} />) };
}

/** JSDOM has no layout, so everything counts as out of view. */
class NoIntersection {
  observe(): void {
    return;
  }
  disconnect(): void {
    return;
  }
}

beforeAll(() => {
  Object.assign(window, { IntersectionObserver: NoIntersection });
  Element.prototype.scrollIntoView = () => undefined;
});

describe('DocumentView', () => {
  it('leads from an empty pipeline to the first step', () => {
    const { onAddStep } = show({ isEmpty: true });
    fireEvent.click(screen.getByRole('button', { name: 'Add a step' }));
    expect(onAddStep).toHaveBeenCalledTimes(1);
  });

  it('walks the formats with the arrow keys', () => {
    const { onFormat } = show();
    const list = screen.getByRole('tablist', { name: 'Formats' });
    const tab = within(list).getByRole('tab', { selected: true });
    expect(tab.textContent).toBe('Python script');
    fireEvent.keyDown(tab, { key: 'ArrowRight' });
    fireEvent.keyDown(tab, { key: 'ArrowLeft' });
    fireEvent.keyDown(tab, { key: 'End' });
    fireEvent.keyDown(tab, { key: 'a' });
    expect(onFormat.mock.calls.flat()).toEqual([
      'requirements',
      'notebook',
      'docker'
    ]);
  });

  it('has a tab for each file', () => {
    const { container } = show();
    const code = () => container.querySelector('.jp-PipelineCode');
    expect(code()?.textContent).toBe(SCRIPT.content);
    fireEvent.click(screen.getByRole('tab', { name: 'requirements.txt' }));
    expect(code()?.textContent).toBe('pandas');
    expect(open).toBe(1);
  });

  it('leads from a line to its step, and from a step to its lines', () => {
    const { container, onSelectStep } = show({ selectedStep: 'split' });
    const code = container.querySelector<HTMLElement>('.jp-PipelineCode');
    expect(code?.dataset.marked).toBe('3');
    fireEvent.click(code!);
    expect(onSelectStep).toHaveBeenCalledWith('split');
  });

  it('shows a notebook as cells that lead to their steps', () => {
    const cell = (id: string, step?: string) => ({
      id,
      cell_type: 'code',
      source: id,
      metadata: step ? { pipeline_export: { step } } : {}
    });
    const notebook = {
      ...SCRIPT,
      path: 'a.ipynb',
      content: JSON.stringify({ cells: [cell('one'), cell('two', 'load')] })
    };
    const { onSelectStep } = show({
      selectedStep: 'load',
      preview: {
        format: 'python',
        response: { artifacts: [notebook], problems: [] },
        error: null,
        isLoading: false
      }
    });
    const cells = screen.getAllByRole('listitem');
    expect(cells.map(item => item.getAttribute('aria-current'))).toEqual([
      null,
      'true'
    ]);
    fireEvent.keyDown(cells[1]!, { key: 'Enter' });
    fireEvent.click(cells[0]!);
    expect(onSelectStep.mock.calls).toEqual([['load']]);
  });

  it('lists problems worst first, with the way to their steps', () => {
    const { onSelectStep } = show({
      problems: [
        problem('info', null),
        problem('warning', 'load'),
        problem('error', 'split'),
        problem('error', 'load')
      ]
    });
    const region = screen.getByRole('region', { name: 'Problems' });
    const items = () => within(region).getAllByRole('listitem');
    expect(items().map(item => item.textContent)).toEqual([
      'ErrorTitle of splitA error. Mend it.',
      'ErrorTitle of loadA error. Mend it.',
      'WarningTitle of loadA warning. Mend it.'
    ]);
    fireEvent.click(within(region).getByText('Show all 4 problems'));
    expect(items()).toHaveLength(4);
    fireEvent.click(within(region).getByText('Title of split'));
    expect(onSelectStep).toHaveBeenCalledWith(
      'split',
      problem('error', 'split')
    );
    expect(screen.getByText(/how it was before/)).toBeTruthy();
  });

  it('says why a problem matters, and mends it', () => {
    const leak = problemOf({
      message: 'The step `scale` learns from `split.test`.',
      why: 'The score is too good.',
      source: 'https://example.org/leaks',
      fix: { title: 'Move `scale`', patch: [] }
    });
    const { onFix } = show({ problems: [leak] });
    const region = screen.getByRole('region', { name: 'Problems' });
    const names = [...region.querySelectorAll('code')];
    expect(names.map(({ textContent }) => textContent)).toEqual([
      'scale',
      'split.test',
      'scale'
    ]);
    expect(within(region).getByText('Read more at example.org')).toHaveProperty(
      'href',
      leak.source
    );
    fireEvent.click(screen.getByRole('button', { name: 'Move scale' }));
    expect(onFix).toHaveBeenCalledWith(leak);
    expect(document.activeElement?.textContent).toBe('Python script');
  });

  it('links to pages alone, and draws no HTML of a message', () => {
    const odd = problemOf({
      message: '<img src=x> `<b>`',
      why: 'Why.',
      source: 'javascript:alert(1)'
    });
    show({ problems: [odd] });
    const region = screen.getByRole('region', { name: 'Problems' });
    expect(region.querySelector('a, img, b')).toBeNull();
    expect(region.textContent).toContain('<img src=x> <b>');
  });

  it('says that it works, and that the server failed', () => {
    const preview = {
      format: 'python',
      response: null,
      error: new ApiError('No connection', 0),
      isLoading: true
    };
    const { container } = show({ preview });
    expect(screen.getByRole('alert').textContent).toBe('No connection');
    expect(container.querySelector('[aria-busy="true"]')).toBeTruthy();
    screen.getByText('Generating the preview…');
  });
});
