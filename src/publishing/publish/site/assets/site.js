// Search, the theme's switch, pickers, copying and trying. Everything else on these pages works without a script.
const root = document.documentElement.dataset.root ?? '';
const results_max = 20;
const text_max = 160;

function theme() {
  const button = document.querySelector('button.theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const show = () => {
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', isDark() ? 'Use light colours' : 'Use dark colours');
  };
  button.addEventListener('click', () => {
    const next = isDark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem('theme', next);
    } catch {
      // For this page only, then.
    }
    show();
  });
  system.addEventListener('change', show);
  show();
  button.hidden = false;
}

/** The search, loaded when somebody first wants it: 220 kB that a page is read without. Scripts, because a page from disk may not fetch. */
let loading;
function loadSearch() {
  const script = (name) =>
    new Promise((resolve, reject) => {
      const element = document.createElement('script');
      element.src = root + name;
      element.addEventListener('load', resolve);
      element.addEventListener('error', () => reject(new Error(`${name} cannot be loaded`)));
      document.head.append(element);
    });
  loading ??= Promise.all(['minisearch.js', 'search-index.js'].map(script)).then(() => {
    const index = new window.MiniSearch({
      fields: ['title', 'text'],
      storeFields: ['title', 'path', 'text'],
      searchOptions: { prefix: true, fuzzy: 0.2, combineWith: 'AND', boost: { title: 4 } },
    });
    index.addAll((window.contractSearch ?? []).map(([title, path, text], id) => ({ id, title, path, text })));
    return index;
  });
  return loading;
}

const shorten = (text) => (text.length > text_max ? `${text.slice(0, text_max)}…` : text);

function search() {
  const [form, field, list] = ['.search', '#search', '#results'].map((selector) => document.querySelector(selector));
  const show = async () => {
    const index = await loadSearch();
    const words = field.value.trim().split(/\s+/).slice(0, 8).join(' ');
    list.replaceChildren();
    list.hidden = words === '';
    if (words === '') return;
    const hits = index.search(words);
    const count = document.createElement('p');
    count.textContent = hits.length === 0 ? 'Nothing found.' : `${hits.length} found`;
    const items = document.createElement('ul');
    for (const hit of hits.slice(0, results_max)) {
      const [item, link, text] = ['li', 'a', 'span'].map((name) => document.createElement(name));
      link.href = root + hit.path;
      link.textContent = hit.title;
      text.textContent = shorten(hit.text);
      item.append(link, ' ', text);
      items.append(item);
    }
    list.append(count, items);
  };
  field.addEventListener('focus', loadSearch);
  field.addEventListener('input', show);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    list.querySelector('a')?.click();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !list.hidden) {
      list.hidden = true;
      field.focus();
    }
    if (event.key === '/' && !/^(input|textarea|select)$/i.test(document.activeElement?.tagName ?? '')) {
      event.preventDefault();
      field.focus();
    }
  });
  list.addEventListener('click', (event) => {
    if (event.target instanceof HTMLAnchorElement) list.hidden = true;
  });
  form.hidden = false;
}

/** A page that a gateway serves knows the gateway's address. One from disk keeps the example's. */
function addresses() {
  if (!/^https?:$/.test(location.protocol)) return;
  const [base] = location.href.split('/contracts/');
  for (const place of document.querySelectorAll('[data-base-url]')) place.textContent = base;
}

/** One list to choose from in place of many lines to open. */
function picking() {
  for (const box of document.querySelectorAll('.picker')) {
    const all = [...box.querySelectorAll(':scope > details')];
    const show = (name) => {
      for (const one of all) {
        one.open = one.dataset.name === name;
        one.hidden = !one.open;
      }
    };
    const line = document.createElement('div');
    line.className = 'picked';
    const list = document.createElement('select');
    list.setAttribute('aria-label', `Example: ${box.dataset.label}`);
    for (const { dataset } of all) list.add(new Option(dataset.name, dataset.name));
    list.addEventListener('change', () => show(list.value));
    line.append(list);
    box.prepend(line);
    box.classList.add('scripted');
    show(all[0].dataset.name);
    line.hidden = all.length < 2;
  }
}

/** A language is chosen for the whole page, and for the next one. What is read stays where it is, although samples above it get longer or shorter. */
function languages() {
  const all = [...document.querySelectorAll('.tabs > input')];
  const choose = (name) => {
    for (const one of all) if (one.value === name) one.checked = true;
  };
  try {
    choose(localStorage.getItem('language'));
  } catch {
    // Nothing is remembered, then.
  }
  for (const one of all)
    one.addEventListener('change', () => {
      const before = one.getBoundingClientRect().top;
      choose(one.value);
      scrollBy(0, one.getBoundingClientRect().top - before);
      try {
        localStorage.setItem('language', one.value);
      } catch {
        // For this page only, then.
      }
    });
}

/** The navigation shows which part of the page is being read. */
function position() {
  const links = new Map([...document.querySelectorAll('nav .contents a')].map((link) => [link.hash.slice(1), link]));
  if (links.size === 0) return;
  const heads = [...links.keys()].map((id) => document.getElementById(id)).filter((head) => head !== null);
  let last;
  const show = () => {
    const here = heads.findLast((head) => head.getBoundingClientRect().top < 120) ?? heads[0];
    const link = links.get(here.id);
    if (link === last) return;
    last?.removeAttribute('aria-current');
    link.setAttribute('aria-current', 'location');
    const nav = document.querySelector('nav');
    const [top, frame] = [link.getBoundingClientRect().top, nav.getBoundingClientRect()];
    if (nav.scrollHeight > nav.clientHeight && (top < frame.top + 40 || top > frame.bottom - 40))
      nav.scrollTop += top - frame.top - frame.height / 2;
    last = link;
  };
  let waiting = false;
  addEventListener(
    'scroll',
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        show();
      });
    },
    { passive: true },
  );
  show();
}

/** What an address leads to may be folded away, and not every browser opens it by itself. */
function unfolding() {
  const open = () => {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    let folded = place?.closest('details:not([open])');
    if (!folded) return;
    for (; folded; folded = folded.parentElement?.closest('details:not([open])')) folded.open = true;
    place.scrollIntoView();
  };
  addEventListener('hashchange', open);
  open();
}

function copying() {
  if (navigator.clipboard === undefined) return;
  for (const block of document.querySelectorAll('.code')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', `Copy ${block.querySelector('pre').getAttribute('aria-label')}`);
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(block.querySelector('code').textContent);
      button.textContent = 'Copied';
      setTimeout(() => {
        button.textContent = 'Copy';
      }, 1500);
    });
    block.append(button);
  }
}

/** Sends an example, or what was made of it, to a sandbox source of the gateway that serves these pages. */
function trying() {
  const form = document.querySelector('form.try:not(.verify)');
  if (form === null) return;
  const answer = document.querySelector('#try-answer');
  const examples = JSON.parse(document.querySelector('#try-examples').textContent);
  const choice = form.elements.namedItem('example');
  const fill = () => {
    const example = examples[Number(choice.value)];
    form.elements.namedItem('path').value = example.path;
    form.elements.namedItem('headers').value = example.headers;
    form.elements.namedItem('body').value = example.body;
  };
  choice.addEventListener('change', fill);
  fill();
  if (!/^https?:$/.test(location.protocol)) {
    answer.textContent = 'These pages were opened from disk: a gateway has to serve them for this to work.';
    return;
  }
  form.querySelector('button').disabled = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = (name) => form.elements.namedItem(name).value;
    const headers = text('headers')
      .split('\n')
      .map((line) => /^([^:\s]+):\s*(.*)$/.exec(line.trim()))
      .filter((match) => match !== null)
      .map(([, name, value]) => [name, value]);
    const { method } = examples[Number(choice.value)];
    answer.textContent = 'Sending …';
    try {
      const response = await fetch(text('path'), {
        method,
        headers,
        credentials: 'omit',
        ...(method !== 'GET' && { body: text('body') }),
      });
      const body = await response.text();
      answer.textContent = `${response.status} ${response.statusText}\n${response.headers.get('content-type') ?? ''}\n\n${pretty(body)}`;
    } catch (error) {
      answer.textContent = `No answer: ${error instanceof Error ? error.message : error}`;
    }
  });
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

theme();
search();
addresses();
picking();
languages();
unfolding();
position();
copying();
trying();
