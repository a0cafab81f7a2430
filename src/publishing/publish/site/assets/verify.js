// Checks a proof in the page: fills its form from an example, shows each value on the way, and tries what goes wrong most often. Nothing leaves the page.
const { proofs } = globalThis;

/** What goes wrong most often, as other fields. */
const mistakes = [
  [
    'the line end at the end of the body does not belong to it',
    (fields) => withText(fields, (text) => text.replace(/\r?\n$/, '')),
  ],
  ['a line end at the end of the body is missing', (fields) => withText(fields, (text) => `${text}\n`)],
  ['the line ends of the body are CR LF', (fields) => withText(fields, (text) => text.replaceAll(/\r?\n/g, '\r\n'))],
  ['the key has blanks around it', (fields) => ({ ...fields, key: fields.key.trim() })],
  ['the word Bearer is missing', (fields) => ({ ...fields, authorization: `Bearer ${fields.authorization?.trim()}` })],
  [
    'quotes around the token do not belong to it',
    (fields) => ({ ...fields, authorization: fields.authorization?.replace(/^(\S+ )"(.*)"$/, '$1$2') }),
  ],
  [
    'the URL is https, and a proxy made http of it',
    (fields) => ({ ...fields, url: fields.url?.replace(/^http:/, 'https:') }),
  ],
  [
    'the slash at the end of the URL does not belong to it',
    (fields) => ({ ...fields, url: fields.url?.replace(/\/$/, '') }),
  ],
];

function withText(fields, change) {
  if (fields.bytes === undefined) return fields;
  return { ...fields, bytes: proofs.bytesOf(change(new TextDecoder().decode(fields.bytes))) };
}

async function fits(check, fields, settings) {
  try {
    const { expected, given } = await check(fields, settings);
    return given.includes(expected);
  } catch {
    return false;
  }
}

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className !== undefined) made.className = className;
  return made;
}

/** `example` is what the form was filled with: a value that is another there shows where the two part. */
async function judge(check, fields, settings, example, place) {
  let outcome;
  try {
    outcome = await check(fields, settings);
  } catch (error) {
    const reason = element('p', `It cannot be checked: ${error instanceof Error ? error.message : error}.`, 'wrong');
    place.replaceChildren(reason, ...(await cures(check, fields, settings)));
    return;
  }
  const { steps, expected, given } = outcome;
  const isRight = given.includes(expected);
  const [what, className] = isRight ? ['fits', 'right'] : ['does not fit', 'wrong'];
  const said = element('p', `${settings.signs ? 'The signature' : 'The proof'} ${what}.`, className);
  const list = document.createElement('dl');
  for (const [index, [title, value]] of steps.entries()) {
    list.append(element('dt', title), element('dd', value));
    const other = example?.steps[index];
    if (other !== undefined && other !== value)
      list.append(element('dd', `Another than in ${example.name}, which has: ${other}`, 'differs'));
  }
  if (!isRight) list.append(element('dt', 'What came'), element('dd', given.join(' ')));
  place.replaceChildren(said, ...(isRight ? [] : await cures(check, fields, settings)), list);
}

async function cures(check, fields, settings) {
  const found = [];
  for (const [what, change] of mistakes)
    if (await fits(check, change(fields), settings)) found.push(element('p', `It would fit if ${what}.`));
  return found;
}

function verifying(form) {
  const place = form.nextElementSibling;
  const settings = JSON.parse(form.querySelector('script').textContent);
  const choice = form.elements.namedItem('example');
  const chosen = () => settings.examples[Number(choice?.value ?? 0)];
  choice?.addEventListener('change', () => {
    for (const [name, value] of Object.entries(chosen().fields)) form.elements.namedItem(name).value = value;
    place.replaceChildren();
  });
  form.querySelector('button').disabled = false;
  place.replaceChildren();
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const fields = Object.fromEntries(
      [...form.elements].filter(({ name }) => name).map(({ name, value }) => [name, value]),
    );
    if (fields.body !== undefined) {
      try {
        fields.bytes = form.elements.namedItem('base64').checked
          ? proofs.fromBase64(fields.body)
          : proofs.bytesOf(fields.body);
      } catch {
        place.replaceChildren(element('p', 'The body is not Base64.', 'wrong'));
        return;
      }
    }
    await judge(proofs.schemes[settings.scheme], fields, settings, chosen(), place);
  });
}

if (globalThis.crypto?.subtle !== undefined)
  for (const form of document.querySelectorAll('form.verify')) verifying(form);
