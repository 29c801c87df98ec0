import { Notification } from '@jupyterlab/apputils';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import { nullTranslator } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';

import type { IExportedFile } from '../../_generated/models';
import { WorkspaceRefresher } from '../workspace';

const FILES: IExportedFile[] = [
  { path: 'a.ipynb', status: 'overwritten' },
  { path: 'b.py', status: 'created' }
];

describe('WorkspaceRefresher', () => {
  let reread: number;
  let listed: number;

  function refresherOf(dirty: boolean, canUndo: boolean): WorkspaceRefresher {
    const context = {
      isReady: true,
      model: { dirty, sharedModel: { canUndo: () => canUndo } },
      revert: async () => {
        reread++;
      }
    };
    const docManager = {
      findWidget: () => new Widget(),
      contextForWidget: () => context
    } as unknown as IDocumentManager;
    const fileBrowser = {
      model: {
        refresh: async () => {
          listed++;
        }
      }
    } as unknown as IDefaultFileBrowser;
    const trans = nullTranslator.load('');
    return new WorkspaceRefresher({ docManager, fileBrowser, trans });
  }

  beforeEach(() => {
    reread = 0;
    listed = 0;
    Notification.dismiss();
  });

  it.each([
    ['is clean', false, true],
    ['was only told its language by a kernel', true, false]
  ])('reads an open file anew that %s', async (_, dirty, canUndo) => {
    await refresherOf(dirty, canUndo).refresh(FILES);
    expect({ reread, listed }).toEqual({ reread: 1, listed: 1 });
    expect(Notification.manager.count).toBe(0);
  });

  it('drops edits of the user only when told to', async () => {
    await refresherOf(true, true).refresh(FILES);
    expect(reread).toBe(0);
    const [notification] = Notification.manager.notifications;
    expect(notification?.message).toContain('a.ipynb');
    notification?.options.actions?.[0]?.callback(new MouseEvent('click'));
    expect(reread).toBe(1);
  });
});
