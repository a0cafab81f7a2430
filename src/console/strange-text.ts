/**
 * Every text on the page goes through here, as the command line's goes through `print.ts`: a bidi override in a message would turn round the words
 * beside it, and characters without width make two references look like one. They are shown by their numbers. What is copied,
 * downloaded or edited is not text on the page, and stays as it is.
 */
import { options } from 'preact';
import { visibleLines } from '../running/visible.ts';

/** Before the first `render`. */
export function showStrangeText(): void {
  const before = options.vnode;
  options.vnode = (vnode) => {
    show(vnode);
    before?.(vnode);
  };
}

/** Preact makes a node without a type for each text, whose props are the text; its types do not say so. */
function show(node: { readonly type: unknown; props: unknown }): void {
  if (node.type === null && typeof node.props === 'string') node.props = visibleLines(node.props);
}
