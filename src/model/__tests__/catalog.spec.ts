import { ApiError } from '../../api/request';
import { CatalogManager } from '../catalog';

describe('CatalogManager', () => {
  it('keeps the catalogue beside an error, and tells of changes', async () => {
    const component = { id: 'a.b', title: 'B' };
    const answers = [
      { components: [component], formats: [], problems: [] },
      new ApiError('down', 503)
    ];
    const manager = new CatalogManager({
      components: async () => {
        const answer = answers.shift();
        if (!answer || answer instanceof Error) {
          throw answer;
        }
        return answer as never;
      }
    });
    let changes = 0;
    manager.changed.connect(() => {
      changes++;
    });
    await manager.refresh();
    expect(manager.components.get('a.b')).toBe(component);
    await manager.refresh();
    expect(manager.error).toBe('down');
    expect(manager.components.size).toBe(1);
    expect(changes).toBe(2);
  });

  it('looks beside the pipeline, and anew in another folder', async () => {
    const paths: (string | undefined)[] = [];
    const manager = new CatalogManager({
      components: async path => {
        paths.push(path);
        return { components: [], formats: [], problems: [] };
      }
    });
    manager.path = 'a.pipeline.json';
    manager.path = 'b.pipeline.json';
    manager.path = 'work/c.pipeline.json';
    manager.path = null;
    await manager.refresh();
    expect(paths).toEqual([
      'a.pipeline.json',
      'work/c.pipeline.json',
      undefined,
      undefined
    ]);
  });
});
