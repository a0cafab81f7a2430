// Elements from values; text is always text.
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (key === 'className') made.className = value;
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

export const at = (id) => document.getElementById(id);
export const badge = (text, tone) => element('span', { className: `badge${tone ? ` ${tone}` : ''}` }, text);

/** Keeps what was chosen, where it is still there. Changes nothing where nothing changed, so that an open list stays open. */
export function options(select, pairs) {
  const key = JSON.stringify(pairs);
  if (select.dataset.key === key) return;
  const before = select.value;
  select.replaceChildren(...pairs.map(([value, text = value]) => new Option(text, value)));
  if (pairs.some(([value]) => value === before)) select.value = before;
  select.dataset.key = key;
}
