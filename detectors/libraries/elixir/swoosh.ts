/** Elixir: Swoosh, Bamboo, both over gen_smtp. */
import { detector } from '../../../src/detect/detector.ts';
import { entriesWhere, entry } from '../../../src/detect/matchers.ts';

export default detector({
  id: 'swoosh',
  title: 'Swoosh, Bamboo',
  docs: 'https://hexdocs.pm/swoosh/Swoosh.Adapters.SMTP.html',
  layer: 'application',
  formats: ['elixir'],
  keywords: ['smtp', 'mailer', 'swoosh', 'bamboo'],
  recognises: '`relay:` of Swoosh’s SMTP adapter, `server:` of Bamboo’s, in `config :app, Mailer`',
  settings: [
    entry('relay'),
    entriesWhere(
      ({ path, siblings }) =>
        path.at(-1) === 'server' && siblings.some((sibling) => sibling.key === 'adapter' || sibling.key === 'port'),
      {},
      [
        ['server', 'adapter'],
        ['server', 'port'],
      ],
    ),
  ],
});
