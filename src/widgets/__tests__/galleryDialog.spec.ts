import { Dialog } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';

import type { IExampleSummary } from '../../_generated/models';
import { askExample } from '../galleryDialog';

const trans = nullTranslator.load('');

const EXAMPLES: IExampleSummary[] = ['first', 'second'].map(name => ({
  name,
  kind: `Kind of ${name}`,
  title: `Title of ${name}`,
  summary: 'Uses `pandas` <b>here</b>.',
  packages: ['pandas', 'scikit-learn']
}));

/** Wait until something holds, which the test's own time limit ends. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

const cards = () => [
  ...document.querySelectorAll<HTMLInputElement>('input[type="radio"]')
];

function press(label: string): void {
  [...document.querySelectorAll<HTMLButtonElement>('button')]
    .find(({ textContent }) => textContent === label)
    ?.click();
}

describe('askExample', () => {
  afterEach(() => Dialog.flush());

  it('gives the first example if nothing else is chosen', async () => {
    const asked = askExample(EXAMPLES, trans);
    await until(() => cards().length === 2);
    expect(cards().map(({ checked }) => checked)).toEqual([true, false]);
    press('Open a copy');
    expect(await asked).toBe('first');
  });

  it('gives the example that was chosen', async () => {
    const asked = askExample(EXAMPLES, trans);
    await until(() => cards().length === 2);
    cards()[1]?.click();
    await until(() => cards()[1]?.checked === true);
    expect(cards()[0]?.checked).toBe(false);
    press('Open a copy');
    expect(await asked).toBe('second');
  });

  it('gives nothing if it was cancelled', async () => {
    const asked = askExample(EXAMPLES, trans);
    await until(() => cards().length === 2);
    press('Cancel');
    expect(await asked).toBeNull();
  });

  it('shows names as code, and markup as it is written', async () => {
    const asked = askExample(EXAMPLES, trans);
    await until(() => cards().length === 2);
    const [card] = document.querySelectorAll('.jp-PipelineGallery-card');
    expect(card?.querySelector('code')?.textContent).toBe('pandas');
    expect(card?.querySelector('b')).toBeNull();
    expect(card?.textContent).toContain('Kind of first');
    const packages = card?.querySelector('.jp-PipelineGallery-packages');
    expect(
      [...(packages?.children ?? [])].map(each => each.textContent)
    ).toEqual(['pandas', 'scikit-learn']);
    press('Cancel');
    await asked;
  });
});
