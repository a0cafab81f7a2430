/** Listens to the gateway's stream of changes while the page is seen, and tells the pages; they ask for themselves what is new. */
import { baseUrl } from './api.ts';
import { standsStill } from './live.ts';
import { settings } from './settings.ts';

export function followChanges(): () => void {
  let stream: EventSource | undefined;
  const close = () => {
    stream?.close();
    stream = undefined;
  };
  const open = (): void => {
    if (document.hidden) close();
    if (document.hidden || stream !== undefined) return;
    stream = new EventSource(`${baseUrl}/api/changes`);
    stream.addEventListener('change', () => {
      if (settings.everyMs > 0 && !standsStill()) window.dispatchEvent(new Event('pushdock:changed'));
    });
    // Refused (too many are open, or signed out): the browser does not come again, and the pages poll.
    stream.addEventListener('error', () => {
      if (stream?.readyState === EventSource.CLOSED) stream = undefined;
    });
  };
  open();
  document.addEventListener('visibilitychange', open);
  return () => {
    document.removeEventListener('visibilitychange', open);
    close();
  };
}
