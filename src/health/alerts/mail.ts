/** Alerts by e-mail. nodemailer is loaded when the first one is sent. The server's address is checked as every other that we call. */
import { isIP } from 'node:net';
import { isWithinReach, type Reach, systemResolve } from '../../outbound/public-address.ts';
import { messageOf } from '../../running/thrown.ts';
import type { Secret } from '../../trust/secrets.ts';
import type { AlertTarget } from './target.ts';
import { linesOf, told } from './words.ts';

export type MailSettings = {
  /** `smtp://host:port` (STARTTLS where it is offered; required outside development) or `smtps://host:port`. */
  readonly server: string;
  readonly user?: string;
  readonly password?: Secret;
  readonly from: string;
  readonly to: readonly string[];
  readonly reach: Reach;
  /** Host of the public URL. */
  readonly gateway: () => string;
  /** A server without TLS is spoken to in development only. */
  readonly plainAllowed: boolean;
};

const TIMEOUT_MS = 10_000;
const defaultPorts = { 'smtp:': 587, 'smtps:': 465 } as const;

export function openMailTarget(settings: MailSettings): AlertTarget {
  const { server, user, password, from, to, reach, gateway, plainAllowed } = settings;
  const url = new URL(server);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const isTls = url.protocol === 'smtps:';
  const port = url.port === '' ? defaultPorts[isTls ? 'smtps:' : 'smtp:'] : Number(url.port);

  return {
    send: async (alert) => {
      try {
        const address = await admitted(host, reach);
        if (address === undefined)
          return { ok: false, reason: `${host} has no address that may be called; see allowPrivate` };
        const { createTransport } = await import('nodemailer');
        const transport = createTransport({
          host: address,
          port,
          secure: isTls,
          requireTLS: !isTls && !plainAllowed,
          tls: { servername: isIP(host) === 0 ? host : undefined },
          ...(user !== undefined && password !== undefined && { auth: { user, pass: password.reveal() } }),
          connectionTimeout: TIMEOUT_MS,
          greetingTimeout: TIMEOUT_MS,
          socketTimeout: TIMEOUT_MS,
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        try {
          const { title, ...all } = told(alert, gateway());
          const isUrgent = alert.what !== 'closed' && alert.items.some(({ severity }) => severity === 'critical');
          await transport.sendMail({
            from,
            to: [...to],
            subject: title,
            text: `${linesOf({ title, ...all })}\n`,
            date: new Date(alert.atMs),
            messageId: `<${alert.id}@${new URL(`http://${gateway()}`).hostname}>`,
            ...(isUrgent && { priority: 'high' as const }),
            headers: { 'Auto-Submitted': 'auto-generated' },
          });
        } finally {
          transport.close();
        }
        return { ok: true };
      } catch (error) {
        // Of a certificate or a refused connection Node does not say whose.
        const text = `${host}:${port}: ${messageOf(error)}`;
        return { ok: false, reason: password === undefined ? text : text.replaceAll(password.reveal(), '***') };
      }
    },
    close: async () => {},
  };
}

/** The address is looked up once and connected to, so that a name cannot change what it means in between. */
async function admitted(host: string, reach: Reach): Promise<string | undefined> {
  const found = isIP(host) > 0 ? [{ address: host }] : await systemResolve(host);
  return found.find(({ address }) => isWithinReach(address, reach))?.address;
}
