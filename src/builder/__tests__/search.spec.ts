import { nullTranslator } from '@jupyterlab/translation';

import type { IComponent } from '../../_generated/models';
import { findComponents } from '../search';
import { component, COMPONENTS } from './fixtures';

const trans = nullTranslator.load('');

function find(
  query: string,
  components: Iterable<IComponent> = COMPONENTS.values()
): string[] {
  return findComponents(components, query, trans).flatMap(group =>
    group.components.map(({ id }) => id)
  );
}

describe('findComponents', () => {
  it('gives everything by category where nothing is asked for', () => {
    expect(find('  ')).toEqual([...COMPONENTS.keys()]);
  });

  it('finds words of titles, summaries, keywords and categories', () => {
    expect(find('CSV')).toEqual(['data.read_csv']);
    expect(find('named')).toEqual(['clean.drop_columns']);
    expect(find('tsv')).toEqual(['data.read_csv']);
    expect(find('explore')).toEqual(['explore.describe']);
  });

  it('wants every word', () => {
    expect(find('read table')).toEqual(['data.read_csv']);
    expect(find('read nothing')).toEqual([]);
  });

  it('puts the best match first, and its category', () => {
    const models = [
      component('clean.scale_down', { title: 'Downscale images' }),
      component('prepare.min_max', {
        title: 'Bring to a range',
        keywords: ['scaler']
      }),
      component('prepare.text', { title: 'Text', summary: 'Does not scale.' }),
      component('prepare.robust', { title: 'Robust scale' }),
      component('prepare.scale', { title: 'Scale' }),
      component('train.scales', { title: 'Scaled model' })
    ];
    expect(find('scale', models)).toEqual([
      'prepare.scale',
      'prepare.robust',
      'prepare.min_max',
      'prepare.text',
      'train.scales',
      'clean.scale_down'
    ]);
  });

  it('minds no hyphens', () => {
    const models = [component('train.k_means', { title: 'K-means' })];
    expect(find('k means', models)).toEqual(['train.k_means']);
    expect(find('K-Means', models)).toEqual(['train.k_means']);
  });
});
