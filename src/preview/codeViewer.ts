import { StateEffect, StateField } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { Decoration, EditorView } from '@codemirror/view';
import type { DecorationSet } from '@codemirror/view';
import { CodeEditor } from '@jupyterlab/codeeditor';
import type { IEditorServices } from '@jupyterlab/codeeditor';
import { CodeMirrorEditor } from '@jupyterlab/codemirror';
import type { IDisposable } from '@lumino/disposable';

/**
 * Lines from 1, both ends included.
 */
export interface ILines {
  /**
   * The first line.
   */
  start: number;

  /**
   * The last line.
   */
  end: number;
}

/**
 * A read-only editor that marks lines and tells which one is pointed at.
 */
export class CodeViewer implements IDisposable {
  /**
   * Construct a viewer.
   *
   * @param options - What to show, and where.
   */
  constructor(options: CodeViewer.IOptions) {
    const { editorServices, host, label, mimeType, onLine, text } = options;
    this._model = new CodeEditor.Model({ mimeType });
    this._model.sharedModel.setSource(text);
    this._editor = editorServices.factoryService.newDocumentEditor({
      host,
      model: this._model,
      config: { readOnly: true, lineNumbers: true, lineWrap: false }
    });
    if (this._editor instanceof CodeMirrorEditor) {
      this._editor.injectExtension(extension(label, onLine));
    }
  }

  /**
   * Whether the viewer is disposed.
   */
  get isDisposed(): boolean {
    return this._editor.isDisposed;
  }

  /**
   * Dispose of the viewer.
   */
  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._editor.dispose();
    this._model.dispose();
  }

  /**
   * Show another text.
   *
   * @param text - The text.
   */
  setText(text: string): void {
    const { sharedModel } = this._model;
    if (sharedModel.getSource() !== text) {
      sharedModel.setSource(text);
    }
  }

  /**
   * Mark lines, and none else.
   *
   * @param lines - The lines, or null for none.
   * @param reveal - Whether to scroll to them.
   */
  mark(lines: ILines | null, reveal: boolean): void {
    if (!(this._editor instanceof CodeMirrorEditor)) {
      return;
    }
    const view = this._editor.editor;
    view.dispatch({ effects: markLines.of(lines) });
    if (lines && reveal && lines.start <= view.state.doc.lines) {
      const { from } = view.state.doc.line(lines.start);
      view.dispatch({
        effects: EditorView.scrollIntoView(from, { y: 'start', yMargin: 40 })
      });
    }
  }

  private _editor: CodeEditor.IEditor;
  private _model: CodeEditor.Model;
}

/**
 * A namespace for `CodeViewer` statics.
 */
export namespace CodeViewer {
  /**
   * The options of a viewer.
   */
  export interface IOptions {
    /**
     * Makes the editor.
     */
    editorServices: IEditorServices;

    /**
     * Where the editor goes.
     */
    host: HTMLElement;

    /**
     * What screen readers call the editor.
     */
    label: string;

    /**
     * The MIME type of the text.
     */
    mimeType: string;

    /**
     * Called with the line, from 1, that the user points at with the mouse or
     * the keyboard.
     */
    onLine: (line: number) => void;

    /**
     * The text.
     */
    text: string;
  }
}

const markLines = StateEffect.define<ILines | null>();

const marked = Decoration.line({ class: 'jp-PipelineCode-marked' });

const markedLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (decorations, transaction) => {
    let result = decorations.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(markLines)) {
        const { doc } = transaction.state;
        const { start, end } = effect.value ?? { start: 1, end: 0 };
        const ranges = [];
        for (let line = start; line <= Math.min(end, doc.lines); line++) {
          ranges.push(marked.range(doc.line(line).from));
        }
        result = Decoration.set(ranges);
      }
    }
    return result;
  },
  provide: field => EditorView.decorations.from(field)
});

function extension(label: string, onLine: (line: number) => void): Extension {
  return [
    markedLines,
    EditorView.contentAttributes.of({ 'aria-label': label }),
    EditorView.updateListener.of(update => {
      const isByUser = update.transactions.some(transaction =>
        transaction.isUserEvent('select')
      );
      if (update.selectionSet && isByUser) {
        const { head } = update.state.selection.main;
        onLine(update.state.doc.lineAt(head).number);
      }
    })
  ];
}
