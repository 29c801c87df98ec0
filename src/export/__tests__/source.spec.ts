import { WidgetTracker } from '@jupyterlab/apputils';
import type { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { Widget } from '@lumino/widgets';

import type { IPipelineWidget } from '../../tokens';
import { SourceFinder } from '../source';

/** A widget of which only the document matters here. */
function widgetOf(path: string, isReady = true): IPipelineWidget {
  const pipeline = {
    path,
    source: () => ({ document: `text of ${path}`, path })
  };
  const widget = Object.assign(new Widget(), {
    context: { isReady },
    pipeline
  }) as unknown as IPipelineWidget;
  widget.id = path;
  return widget;
}

function fileBrowserOf(
  ...items: { path: string; type: string }[]
): IFileBrowserFactory {
  const contents = { localPath: (path: string) => path.replace(/^RTC:/, '') };
  return {
    tracker: {
      currentWidget: {
        model: { manager: { services: { contents } } },
        selectedItems: () => items.values()
      }
    }
  } as unknown as IFileBrowserFactory;
}

describe('SourceFinder', () => {
  let tracker: WidgetTracker<IPipelineWidget>;

  beforeEach(() => {
    tracker = new WidgetTracker({ namespace: 'test' });
  });

  afterEach(() => {
    tracker.dispose();
  });

  it('finds nothing where nothing is open or selected', () => {
    const finder = new SourceFinder(tracker, null);
    expect(finder.find({})).toEqual([]);
    expect(finder.has({})).toBe(false);
    expect(finder.has({ selected: true })).toBe(false);
  });

  it('takes an open document as it is on screen', async () => {
    await tracker.add(widgetOf('a.pipeline.json'));
    await tracker.add(widgetOf('loading.pipeline.json', false));
    const finder = new SourceFinder(tracker, null);
    expect(finder.find({ path: 'a.pipeline.json' })).toEqual([
      { document: 'text of a.pipeline.json', path: 'a.pipeline.json' }
    ]);
    expect(finder.find({ path: 'b.pipeline.json' })).toEqual([
      { path: 'b.pipeline.json' }
    ]);
    expect(finder.find({ path: 'loading.pipeline.json' })).toEqual([
      { path: 'loading.pipeline.json' }
    ]);
  });

  it('takes all pipelines selected in the file browser', () => {
    const fileBrowser = fileBrowserOf(
      { path: 'RTC:x/a.pipeline.json', type: 'file' },
      { path: 'x/other.json', type: 'file' },
      { path: 'x/folder.pipeline.json', type: 'directory' },
      { path: 'x/b.pipeline.json', type: 'file' }
    );
    const finder = new SourceFinder(tracker, fileBrowser);
    expect(finder.has({ selected: true })).toBe(true);
    expect(finder.find({ selected: true })).toEqual([
      { path: 'x/a.pipeline.json' },
      { path: 'x/b.pipeline.json' }
    ]);
  });
});
