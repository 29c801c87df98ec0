import { nullTranslator } from '@jupyterlab/translation';
import { fireEvent, render, screen } from '@testing-library/react';
import * as React from 'react';

import type { IPreviewArtifact } from '../../_generated/models';
import type { IExportChoice } from '../../export/choice';
import { DEFAULT_SETTINGS, defaultChoice } from '../../export/settings';
import { allFormats, builtinFormats } from '../../formats';
import { ExportOptions } from '../ExportOptions';
import { FileTree } from '../FileTree';
import { FormatCards } from '../FormatCards';

const trans = nullTranslator.load('');

function artifact(
  path: string,
  status: IPreviewArtifact['status']
): IPreviewArtifact {
  return { path, status, mimetype: 'text/plain', content: '', steps: [] };
}

describe('FormatCards', () => {
  it('is a group of radio buttons, each with its description', () => {
    const onFormat = jest.fn();
    render(
      <FormatCards
        format="python"
        formats={builtinFormats(trans)}
        onFormat={onFormat}
        trans={trans}
      />
    );
    const radios = screen.getAllByRole('radio');
    expect(radios).toHaveLength(4);
    expect(screen.getByRole('radiogroup', { name: 'Format' })).toBeTruthy();
    expect((radios[1] as HTMLInputElement).checked).toBe(true);
    fireEvent.click(radios[3]!);
    expect(onFormat).toHaveBeenCalledWith('docker');
  });

  it('has a card for what else a server offers', () => {
    const other = { name: 'airflow', label: 'Airflow', description: 'A DAG' };
    const formats = allFormats(trans, {
      components: [],
      formats: [{ name: 'docker', label: '', description: '' }, other],
      problems: []
    });
    expect(formats.map(({ name }) => name)).toEqual([
      'notebook',
      'python',
      'requirements',
      'docker',
      'airflow'
    ]);
  });
});

describe('ExportOptions', () => {
  function show(format: string, directory: string | null = null) {
    const changes: Partial<IExportChoice>[] = [];
    const onBrowse = jest.fn();
    render(
      <ExportOptions
        choice={{
          ...defaultChoice(DEFAULT_SETTINGS, format, 'work/a.json'),
          directory
        }}
        home="work"
        kernels={[{ name: 'py', label: 'Python 3' }]}
        onBrowse={onBrowse}
        onChange={change => changes.push(change)}
        trans={trans}
      />
    );
    return { changes, onBrowse };
  }

  it('offers what matters for the format', () => {
    show('notebook');
    expect(screen.queryByLabelText('Versions')).toBeNull();
    expect(screen.queryByLabelText('Reserve a GPU')).toBeNull();
    show('docker');
    expect(screen.getByLabelText('Versions')).toBeTruthy();
    expect(screen.getByLabelText('Reserve a GPU')).toBeTruthy();
  });

  it('tells what the user changes', () => {
    const { changes, onBrowse } = show('docker');
    const set = (label: string, value: string) =>
      fireEvent.change(screen.getByLabelText(label), { target: { value } });
    set('Python version', '3.13');
    set('Kernel', 'py');
    set('Versions', 'none');
    set('If a file is in the way', 'rename');
    fireEvent.click(screen.getByLabelText('Reserve a GPU'));
    fireEvent.click(screen.getByText('Browse…'));
    expect(changes).toEqual([
      { python: '3.13' },
      { kernel: 'py' },
      { pins: 'none' },
      { onConflict: 'rename' },
      { gpu: true }
    ]);
    expect(onBrowse).toHaveBeenCalledTimes(1);
  });

  it('takes the folder of the document for no choice', () => {
    const { changes } = show('python', 'out');
    const folder = screen.getByDisplayValue('out');
    fireEvent.change(folder, { target: { value: 'work/deep' } });
    fireEvent.change(folder, { target: { value: 'work' } });
    expect(changes).toEqual([{ directory: 'work/deep' }, { directory: null }]);
  });
});

it('shows files below their folders, with what is there now', () => {
  render(
    <FileTree
      artifacts={[
        artifact('a-docker/Dockerfile', 'new'),
        artifact('a-docker/README.md', 'edited'),
        artifact('requirements.txt', 'identical')
      ]}
      directory="work"
      trans={trans}
    />
  );
  const tree = screen.getByRole('list', {
    name: 'Files that would be written'
  });
  expect(tree.textContent).toBe(
    'work/a-dockerDockerfilenewREADME.mdedited by hand' +
      'workrequirements.txtup to date'
  );
});
