/** Rails: the host of the links in a mail. https://guides.rubyonrails.org/action_mailer_basics.html#generating-urls-in-action-mailer-views */
import { assignedOptions } from '../../src/detect/assigned-options.ts';
import { detector } from '../../src/detect/detector.ts';
import { entry } from '../../src/detect/matchers.ts';

const OPTIONS = ['default_url_options', 'default_url_options='];

export default detector({
  id: 'links',
  title: 'Hosts of links in mail',
  docs: 'https://guides.rubyonrails.org/action_mailer_basics.html#generating-urls-in-action-mailer-views',
  layer: 'application',
  formats: ['ruby'],
  keywords: ['default_url_options', 'asset_host'],
  noRelay: true,
  recognises:
    'No relays: `default_url_options = { host: … }` and `asset_host` of Rails; a `MAILER_HOST` that only they read is none either',
  settings: [
    entry(OPTIONS.map((name) => `${name}.host`)),
    entry(['action_mailer.asset_host', 'asset_host']),
    assignedOptions({ to: OPTIONS, host: 'host' }),
  ],
});
