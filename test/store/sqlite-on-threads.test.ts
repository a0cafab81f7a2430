/** The promises of SQLite's store on threads of its own, as every gateway has it: in `make contract`, because each test then takes four times as long. */
process.env.STORE_THREADS = 'yes';
await import('./sqlite.test.ts');
