/** Where a worker thread of the store begins. Each role loads only what it needs, because every start waits for it. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Asked } from './serve.ts';
import type { OpenedFile, Role } from './thread.ts';

if (!parentPort) throw new Error('thread-entry runs in a worker thread');
const opened = workerData as OpenedFile & { readonly role: Role };
const asked: Asked = { port: parentPort, opened };
if (opened.role === 'writer') (await import('./writer.ts')).writer(asked);
else (await import('./reader.ts')).reader(asked);
