/** Whether the pages follow what happens, and the switch for it. */
import { useState } from 'preact/hooks';
import { settings } from './settings.ts';

export function Live() {
  const [paused, setPaused] = useState(settings.paused);
  return (
    <button
      type="button"
      class={paused ? 'small live' : 'small live on'}
      aria-pressed={!paused}
      title={paused ? 'Nothing is refreshed' : 'Refreshed when something changes; stands still while text is selected'}
      onClick={() => {
        settings.paused = !paused;
        setPaused(!paused);
        if (paused) window.dispatchEvent(new Event('pushdock:changed'));
      }}
    >
      {paused ? 'Paused' : 'Live'}
    </button>
  );
}
