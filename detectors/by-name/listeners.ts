/** Where a server waits for mail is no relay: `SMTP: { Addr: "0.0.0.0:2500", MaxRecipients: 200 }`. */
import type { Entry, Expr } from '../../src/model/expr.ts';

const ADDRESS = /(?:addr|address|url|uri|endpoint)$/i;

/** The address of all interfaces (RFC 1122, 3.2.1.3): a socket is bound to it, nothing is sent there. */
const ANY_INTERFACE = /^(?:0\.0\.0\.0|\[::\]|::)(?::\d+)?$/;

/** What only a server that takes mail in is told: go-smtp's and Inbucket's options, and their like. */
const SERVERS_OWN =
  /^(?:max(?:recipients|messagebytes|messagesize|linelength)|(?:default)?accept(?:domains)?|reject(?:origin)?domains|allowinsecureauth|(?:read|write)timeout)$/;

/** Whether the address under this key is one to listen on. A `host` is left alone: clients are given `0.0.0.0`, too. */
export const listens = (key: string, value: Expr, siblings: readonly Entry[] = []): boolean =>
  ADDRESS.test(key) &&
  ((value.kind === 'text' && ANY_INTERFACE.test(value.value)) ||
    siblings.some((beside) => SERVERS_OWN.test(beside.key.toLowerCase().replace(/[-_]/g, ''))));
