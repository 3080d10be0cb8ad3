/** Elixir: Swoosh, Bamboo, both over gen_smtp. */
import { callsByName, chainOf } from '../../../src/detect/building.ts';
import { detector } from '../../../src/detect/detector.ts';
import type { EntryFact } from '../../../src/detect/entries.ts';
import { anyBeside, entriesWhere } from '../../../src/detect/matchers.ts';
import type { Facts } from '../../../src/model/facts.ts';

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
  ],
});
