import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import type { ICatalogResponse, IComponent } from '../_generated/models';
import { messageOf } from '../api/request';
import type { ICatalogManager, IPipelineExportClient } from '../tokens';
import { LatestRequest } from './latestRequest';

/**
 * Loads the catalogue of components and keeps it.
 */
export class CatalogManager implements ICatalogManager {
  /**
   * Construct a manager, which loads nothing by itself.
   *
   * @param client - The client of the REST API.
   */
  constructor(client: Pick<IPipelineExportClient, 'components'>) {
    this._client = client;
  }

  get catalog(): ICatalogResponse | null {
    return this._catalog;
  }

  get components(): ReadonlyMap<string, IComponent> {
    return this._components;
  }

  get error(): string | null {
    return this._error;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get path(): string | null {
    return this._path;
  }
  set path(value: string | null) {
    const isOtherFolder = folderOf(value) !== folderOf(this._path);
    this._path = value;
    if (isOtherFolder) {
      void this.refresh();
    }
  }

  async refresh(): Promise<void> {
    const { path } = this;
    await this._request.send({
      ask: () => this._client.components(path ?? undefined),
      onAnswer: answer => this._take(answer, null),
      onFailure: reason => this._take(this._catalog, messageOf(reason))
    });
  }

  private _take(next: ICatalogResponse | null, nextError: string | null): void {
    const { _catalog: catalog, _error: error } = this;
    this._catalog = next;
    this._error = nextError;
    if (catalog !== this._catalog) {
      const components = this._catalog?.components ?? [];
      this._components = new Map(components.map(item => [item.id, item]));
    }
    if (catalog !== this._catalog || error !== this._error) {
      this._changed.emit();
    }
  }

  private _catalog: ICatalogResponse | null = null;
  private _changed = new Signal<this, void>(this);
  private _client: Pick<IPipelineExportClient, 'components'>;
  private _components: ReadonlyMap<string, IComponent> = new Map();
  private _error: string | null = null;
  private _path: string | null = null;
  private _request = new LatestRequest(0);
}

function folderOf(path: string | null): string | null {
  return path === null ? null : path.slice(0, path.lastIndexOf('/') + 1);
}
