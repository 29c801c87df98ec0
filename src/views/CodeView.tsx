import * as React from 'react';

import type { IPreviewArtifact } from '../_generated/models';
import type { CodeViewer } from '../preview/codeViewer';
import type { IPreviewRenderers } from '../preview/renderers';

/**
 * A text artifact in a read-only editor; the lines of a step lead to it.
 */
export function CodeView(props: CodeView.IProps): JSX.Element {
  const { artifact, onSelectStep, renderers, selectedStep } = props;
  const { content, mimetype, path, steps } = artifact;
  const host = React.useRef<HTMLDivElement>(null);
  const viewer = React.useRef<CodeViewer | null>(null);

  const onLine = React.useRef<(line: number) => void>(() => undefined);
  onLine.current = line => {
    const range = steps.find(({ start, end }) => start <= line && line <= end);
    if (range) {
      onSelectStep(range.step);
    }
  };

  const { createViewer } = renderers;
  React.useEffect(() => {
    if (!host.current) {
      return;
    }
    const created = createViewer({
      host: host.current,
      label: path,
      mimeType: editorMimeType(path, mimetype),
      onLine: line => onLine.current(line),
      text: ''
    });
    viewer.current = created;
    return () => {
      viewer.current = null;
      created.dispose();
    };
  }, [createViewer, path, mimetype]);

  React.useEffect(() => {
    viewer.current?.setText(content);
  }, [createViewer, path, mimetype, content]);

  React.useEffect(() => {
    const range = steps.find(({ step }) => step === selectedStep) ?? null;
    // The user who clicked into the lines sees them already.
    const hasFocus = host.current?.contains(document.activeElement) ?? false;
    viewer.current?.mark(range, !hasFocus);
  }, [createViewer, path, mimetype, content, steps, selectedStep]);

  return <div className="jp-PipelineCode" ref={host} />;
}

/**
 * A namespace for `CodeView` statics.
 */
export namespace CodeView {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * The artifact.
     */
    artifact: IPreviewArtifact;

    /**
     * Called with the step that the user points at.
     */
    onSelectStep: (step: string) => void;

    /**
     * Make the editor.
     */
    renderers: IPreviewRenderers;

    /**
     * The id of the selected step, or null.
     */
    selectedStep: string | null;
  }
}

/**
 * The MIME type that editors colour an artifact by.
 */
function editorMimeType(path: string, mimetype: string): string {
  if (/(^|\/)(.+\.)?Dockerfile$/.test(path)) {
    return 'text/x-dockerfile';
  }
  if (/\.ya?ml$/.test(path)) {
    return 'text/x-yaml';
  }
  return mimetype;
}
