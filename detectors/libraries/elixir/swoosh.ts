/** Elixir: Swoosh, Bamboo, both over gen_smtp. */
import { callsByName, chainOf } from '../../../src/detect/building.ts';
import { arg } from '../../../src/detect/call-sites.ts';
import { detector } from '../../../src/detect/detector.ts';
import type { EntryFact } from '../../../src/detect/entries.ts';
import { anyBeside, entriesWhere } from '../../../src/detect/matchers.ts';
import { hasOption, options } from '../../../src/detect/options.ts';
import type { CallSite, Facts } from '../../../src/model/facts.ts';

/** Adapters that send nothing: https://hexdocs.pm/swoosh/Swoosh.Adapters.Local.html, https://hexdocs.pm/bamboo/Bamboo.TestAdapter.html */
const KEEPS = /(?:Test|Local|Logger|Sandbox)(?:Adapter)?$/;

/** Whether the entries beside name an adapter that keeps what it is given. */
const keeps = anyBeside(({ key, value }) => key === 'adapter' && KEEPS.test(chainOf(value)?.at(-1) ?? ''));

const isMailer = anyBeside(({ key }) => key === 'adapter' || key === 'port');

/** `config :app, App.Mailer, server: "h"`: a stage sets what is its own, the adapter stands in the file for all. */
const isMailers = ({ value }: EntryFact, facts: Facts): boolean =>
  (callsByName(facts).get('config') ?? []).some(
    ({ call: { args } }) =>
      args.some((one) => one.value === value) && args.some((one) => /Mailer$/.test(chainOf(one.value)?.at(-1) ?? '')),
  );

/** Options that stand in the call itself are entries of it, which are told as such. */
const areNamed = ({ call: { args } }: CallSite): boolean => args.some(({ name }) => name !== undefined);

/** Options that are made elsewhere: https://hexdocs.pm/gen_smtp/gen_smtp_client.html, https://hexdocs.pm/swoosh/Swoosh.Mailer.html#module-dynamic-config */
const handed = {
  options: arg(1),
  host: ['relay'],
  user: ['username'],
  implicitTls: ['ssl'],
  startTls: [],
  noTls: [],
  where: (site: CallSite) => !areNamed(site),
};

export default detector({
  id: 'swoosh',
  title: 'Swoosh, Bamboo',
  docs: 'https://hexdocs.pm/swoosh/Swoosh.Adapters.SMTP.html',
  layer: 'application',
  formats: ['elixir'],
  keywords: ['smtp', 'mailer', 'swoosh', 'bamboo'],
  recognises: '`relay:` of Swoosh’s SMTP adapter, `server:` of Bamboo’s, in `config :app, Mailer`',
  settings: [
    entriesWhere(({ path, siblings }) => path.at(-1) === 'relay' && !keeps(siblings), {}, [/\brelay\b/]),
    entriesWhere(
      (found, facts) =>
        found.path.at(-1) === 'server' &&
        (isMailer(found.siblings) || isMailers(found, facts)) &&
        !keeps(found.siblings),
      {},
      [
        ['server', 'adapter'],
        ['server', 'port'],
        ['server', 'mailer'],
      ],
    ),
    options({
      ...handed,
      of: [
        ':gen_smtp_client.send',
        ':gen_smtp_client.send_blocking',
        'gen_smtp_client.send',
        'gen_smtp_client.send_blocking',
      ],
    }),
    options({
      ...handed,
      of: ['Mailer.deliver', 'Mailer.deliver!'],
      when: (given, place, tools) => hasOption(given, 'relay', place, tools),
    }),
  ],
});
