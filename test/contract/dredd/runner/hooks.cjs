/**
 * Dredd loads hooks as CommonJS, and these tests are modules: each hook hands over to what `run.ts` has put into Dredd's configuration. Dredd only warns
 * where this file cannot be loaded; `run.ts` then finds that nothing was run.
 */
const hooks = require('hooks');

const { arrange, judge } = hooks.configuration.custom;

hooks.beforeEach((transaction, done) => arrange(transaction).then(done));
hooks.beforeEachValidation((transaction, done) => judge(transaction).then(done));
