/**
 * Generators copy some texts into the code that they write, between quotes and as they are: with an apostrophe in `bearerFormat`,
 * openapi-generator's Python client does not compile. So these hold what is safe between any quotes; prose belongs into a description.
 */
const safe = /^[A-Za-z0-9 !#%&()*+,./:;<=>?@[\]^_{|}~-]*$/;
const length_max = 120;

/** Prose becomes comments, which this would end: openapi-generator's Go client of a contract that said `*` and `/` together did not compile. */
const endOfComment = '*/';
const prose = ['summary', 'description'];
const withProse = [
  'Info',
  'Tag',
  'Server',
  'Operation',
  'Parameter',
  'RequestBody',
  'Response',
  'Header',
  'Schema',
  'SecurityScheme',
  'Example',
];

/** Of each kind of object the members that end up in code. */
const members = {
  Info: ['title', 'version'],
  Tag: ['name'],
  Server: ['url'],
  ServerVariable: ['default'],
  Operation: ['operationId'],
  Parameter: ['name'],
  SecurityScheme: ['name', 'scheme', 'bearerFormat', 'openIdConnectUrl'],
};
const flowMembers = ['authorizationUrl', 'tokenUrl', 'refreshUrl'];

function lookAtProse(node, { report, location }) {
  for (const name of prose)
    if (typeof node[name] === 'string' && node[name].includes(endOfComment))
      report({
        message: `${name} is copied into comments of generated code, which ${endOfComment} would end: say it otherwise.`,
        location: location.child([name]),
      });
}

export function copiedIntoCode() {
  const look = (node, names, { report, location }) => {
    for (const name of names) {
      const text = node[name];
      if (typeof text !== 'string' || (safe.test(text) && text.length <= length_max)) continue;
      report({
        message: `${name} is copied into generated code: write at most ${length_max} characters without quotes, backslashes, $ or line breaks, and move prose to the description.`,
        location: location.child([name]),
      });
    }
  };
  const kinds = [...new Set([...Object.keys(members), ...withProse])];
  const visitors = kinds.map((kind) => [
    kind,
    (node, context) => {
      look(node, members[kind] ?? [], context);
      if (withProse.includes(kind)) lookAtProse(node, context);
    },
  ]);
  const flow = (node, context) => {
    look(node, flowMembers, context);
    for (const scope of Object.keys(node.scopes ?? {}))
      if (!safe.test(scope))
        context.report({
          message: `The scope ${scope} is copied into generated code: write it without quotes, backslashes, $ or line breaks.`,
          location: context.location.child(['scopes', scope]).key(),
        });
  };
  const flows = ['AuthorizationCode', 'ClientCredentials', 'Implicit', 'PasswordFlow', 'ImplicitFlow'].map((kind) => [
    kind,
    flow,
  ]);
  return Object.fromEntries([...visitors, ...flows]);
}
