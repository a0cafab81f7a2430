/** A process of strangers: `node silent-readers.ts URL COUNT` keeps so many connections that ask for a page twice and read nothing. Whoever is closed comes again. Ends with its input. */
import { connect } from 'node:net';

const [url = '', count = '0'] = process.argv.slice(2);
const { hostname, port, pathname } = new URL(url);
const asked = `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`;
let closed = 0;

function open(): void {
  const socket = connect(Number(port), hostname, () => socket.write(asked + asked));
  socket.pause();
  socket.on('error', () => undefined); // A reset is what is waited for.
  socket.on('close', () => {
    closed += 1;
    setTimeout(open, 100);
  });
}

for (let index = 0; index < Number(count); index += 1) setTimeout(open, index);
setTimeout(() => process.stdout.write('opened\n'), Number(count) + 500);
process.stdin.resume();
process.stdin.on('end', () => process.stdout.write(`closed ${closed} times\n`, () => process.exit(0)));
