import type { IEditorServices } from '@jupyterlab/codeeditor';
import type { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { IDisposable } from '@lumino/disposable';
import { MessageLoop } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';

import { CodeViewer } from './codeViewer';

/**
 * Shows one text in one element.
 */
export type Renderer = (host: HTMLElement, text: string) => IDisposable | null;

/**
 * What the views of a preview draw with.
 */
export interface IPreviewRenderers {
  /**
   * Show code in a read-only editor.
   */
  createViewer: (
    options: Omit<CodeViewer.IOptions, 'editorServices'>
  ) => CodeViewer;

  /**
   * Show Python code as coloured text.
   */
  renderCode: Renderer;

  /**
   * Show Markdown.
   */
  renderMarkdown: Renderer;
}

/**
 * The services that draw previews.
 */
export interface IPreviewServices {
  /**
   * Makes editors.
   */
  editorServices: IEditorServices;

  /**
   * Colours code.
   */
  languages: IEditorLanguageRegistry;

  /**
   * Renders Markdown.
   */
  rendermime: IRenderMimeRegistry;
}

/**
 * Make what the views of a preview draw with.
 *
 * @param services - The services behind it.
 */
export function previewRenderers(
  services: IPreviewServices
): IPreviewRenderers {
  const { editorServices, languages, rendermime } = services;
  return {
    createViewer: options => new CodeViewer({ editorServices, ...options }),
    renderCode: (host, text) => {
      const language = languages.findByMIME('text/x-python');
      host.replaceChildren();
      void languages.highlight(text, language, host).catch(() => {
        host.textContent = text;
      });
      return null;
    },
    renderMarkdown: (host, text) => {
      const mimeType = 'text/markdown';
      const renderer = rendermime.createRenderer(mimeType);
      const model = rendermime.createModel({
        data: { [mimeType]: text },
        trusted: false
      });
      host.replaceChildren();
      MessageLoop.sendMessage(renderer, Widget.Msg.BeforeAttach);
      host.appendChild(renderer.node);
      MessageLoop.sendMessage(renderer, Widget.Msg.AfterAttach);
      void renderer.renderModel(model).catch(() => {
        host.textContent = text;
      });
      return renderer;
    }
  };
}
