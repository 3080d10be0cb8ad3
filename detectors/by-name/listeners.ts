/** Where a server waits for mail is no relay: `SMTP: { Addr: "0.0.0.0:2500", MaxRecipients: 200 }`. */
import type { EntryFact } from '../../src/detect/entries.ts';
import { anyBeside } from '../../src/detect/siblings.ts';
import type { Entry, Expr } from '../../src/model/expr.ts';

const ADDRESS = /(?:addr|address|url|uri|endpoint)$/i;

/** The address of all interfaces (RFC 1122, 3.2.1.3): a socket is bound to it, nothing is sent there. */
const ANY_INTERFACE = /^(?:0\.0\.0\.0|\[::\]|::)(?::\d+)?$/;

/** What only a server that takes mail in is told: go-smtp's and Inbucket's options, and their like; where a catcher shows its mail. */
const SERVERS_OWN =
  /^(?:max(?:recipients|messagebytes|messagesize|linelength)|(?:default)?accept(?:domains)?|reject(?:origin)?domains|allowinsecureauth|https?addr(?:ess)?|(?:read|write)timeout)$/;

/** Whether the address under this key is one to listen on: of a `host` its own server says so, for clients are given `0.0.0.0`, too. */
export const listens = (key: string, value: Expr, siblings: readonly Entry[] = []): boolean =>
  (/host$/i.test(key) && value.kind === 'text' && ANY_INTERFACE.test(value.value) && isServed(siblings)) ||
  (ADDRESS.test(key) && ((value.kind === 'text' && ANY_INTERFACE.test(value.value)) || belongToServer(siblings)));

/** Beside it stands whether that server runs: EmailEngine's `smtpServerEnabled`, `smtpProxyEnabled`. */
const isServed = anyBeside(({ key }) =>
  /server_?enabled$|listen|max_?(?:size|message|recipient|connection)/i.test(key),
);

const belongToServer = anyBeside(({ key }) => SERVERS_OWN.test(key.toLowerCase().replace(/[-_]/g, '')));

/** Whether an entry of the name is an address that mail is sent to, and none to listen on. */
export const sendsTo =
  (name: RegExp) =>
  ({ path, value, siblings }: EntryFact): boolean =>
    name.test(path.at(-1) ?? '') && !listens(path.at(-1) ?? '', value, siblings);
