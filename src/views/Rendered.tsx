import * as React from 'react';

import type { Renderer } from '../preview/renderers';

/**
 * A text drawn by a renderer once it comes into view; until then it is shown
 * plainly, so that a long notebook appears at once.
 */
export function Rendered(props: Rendered.IProps): JSX.Element {
  const { className, render, text } = props;
  const host = React.useRef<HTMLDivElement>(null);
  // A layout effect, since a renderer has to go before its node does.
  React.useLayoutEffect(() => {
    const node = host.current;
    if (!node) {
      return;
    }
    node.textContent = text;
    let drawn: ReturnType<Renderer> = null;
    const observer = new IntersectionObserver(
      entries => {
        if (entries.some(entry => entry.isIntersecting)) {
          observer.disconnect();
          drawn = render(node, text);
        }
      },
      { rootMargin: '400px' }
    );
    observer.observe(node);
    return () => {
      observer.disconnect();
      drawn?.dispose();
    };
  }, [render, text]);
  return <div className={className} ref={host} />;
}

/**
 * A namespace for `Rendered` statics.
 */
export namespace Rendered {
  /**
   * The properties of the component.
   */
  export interface IProps {
    /**
     * The CSS class.
     */
    className: string;

    /**
     * Draws the text.
     */
    render: Renderer;

    /**
     * The text.
     */
    text: string;
  }
}
