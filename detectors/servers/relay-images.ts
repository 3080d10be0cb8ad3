/** Images of relays that an account makes relay through a provider, whose host their own start decides. A row an image. */
import { moduleEnd } from '../../src/detect/building.ts';
import { detector, type Matcher, needing } from '../../src/detect/detector.ts';
import { entriesOf } from '../../src/detect/entries.ts';
import type { Expr } from '../../src/model/expr.ts';

interface Account {
  /** The variable that is given to the container. */
  readonly variable: RegExp;
  readonly becomes: string;
  /** What stands for `*` in it: the group `value` in the container's text, or else the default. */
  readonly part?: { readonly said: RegExp; readonly fallback: string };
}

/** The first account that is given counts. */
const IMAGES: readonly { readonly image: RegExp; readonly accounts: readonly Account[] }[] = [
  // https://github.com/namshi/docker-smtp/blob/master/entrypoint.sh, and its successor
  {
    image: /(?:^|\/)(?:namshi|ixdotai)\/smtp(?=[:@]|$)/i,
    accounts: [
      { variable: /\bGMAIL_USER\b/, becomes: 'smtp.gmail.com' },
      {
        variable: /\bSES_USER\b/,
        becomes: 'email-smtp.*.amazonaws.com',
        part: {
          said: /\bSES_REGION\b["']?\s*(?:[:=]|(?:,\s*)?["']?value["']?:)\s*["']?(?<value>[a-z]{2}(?:-[a-z]+){1,2}-\d)\b/,
          fallback: 'us-east-1',
        },
      },
    ],
  },
];

const hostOf = ({ becomes, part }: Account, container: string): string =>
  part ? becomes.replace('*', part.said.exec(container)?.groups?.value ?? part.fallback) : becomes;

/** The port that they all hand mail to. */
const PORT = '587';

/** So much of a container's text is looked through. */
const MOST_OF_CONTAINER = 20_000;

const byAccount: Matcher = needing([/\bimage["']?:/], function* (facts) {
  for (const { path, value, siblings } of entriesOf(facts)) {
    if (path.at(-1) !== 'image' || value.kind !== 'text') continue;
    const accounts = IMAGES.find(({ image }) => image.test(value.value))?.accounts ?? [];
    if (accounts.length === 0) continue;
    const starts = siblings.map(({ keyRange }) => keyRange.start);
    const start = Math.min(...starts);
    const end = Math.max(...siblings.map((one) => one.value.range.end));
    const container = facts.source.text.slice(start, Math.min(end, start + MOST_OF_CONTAINER));
    const account = accounts.find(({ variable }) => variable.test(container));
    if (!account) continue;
    const { range } = value;
    const said = (value: string): Expr => ({ kind: 'text', value, range, computed: true });
    yield {
      host: said(hostOf(account, container)),
      port: said(PORT),
      place: moduleEnd(facts),
      key: 'image',
      anchor: range,
      certainty: 'likely',
    };
  }
});

export const relayImages = detector({
  id: 'relay-image',
  title: 'Images that relay by an account',
  docs: 'https://github.com/namshi/docker-smtp',
  layer: 'server',
  formats: ['yaml', 'json'],
  keywords: [/image["']?:.{0,120}\/smtp/],
  recognises: 'a container of `namshi/smtp` or `ixdotai/smtp` with `GMAIL_USER` or `SES_USER`: the provider’s host',
  settings: [byAccount],
});
