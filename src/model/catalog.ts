import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import type { ICatalogResponse, IComponent } from '../_generated/models';
import { messageOf } from '../api/request';
import type { ICatalogManager, IPipelineExportClient } from '../tokens';

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

  async refresh(): Promise<void> {
    const { _catalog: catalog, _error: error } = this;
    try {
      this._catalog = await this._client.components();
      this._error = null;
    } catch (reason) {
      this._error = messageOf(reason);
    }
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
}
