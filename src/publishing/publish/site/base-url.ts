/** Addresses in pages. A page that a gateway serves shows the gateway's own address in their place (site.js), so that a sample can be run as it is copied. */
import { escapeHtml, Markup } from '../../../ui/html.ts';

/** `markup` with each occurrence of `baseUrl` in its text marked. */
export const atBaseUrl = ({ text }: Markup, baseUrl: string): Markup =>
  new Markup(
    text.replaceAll(/<[^>]*>|[^<]+/g, (part) =>
      part.startsWith('<')
        ? part
        : part.replaceAll(escapeHtml(baseUrl), `<span data-base-url>${escapeHtml(baseUrl)}</span>`),
    ),
  );
