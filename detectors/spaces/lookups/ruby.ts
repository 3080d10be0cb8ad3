/** How programs in Ruby read the environment and their configuration. One row a way. */
import type { Lookup } from '../../../src/evaluate/lookup.ts';

export const ruby: readonly Lookup[] = [
  // Ruby. ENV['X'], ENV.fetch('X', 'd')
  { of: ['=ENV'], form: 'member', kind: 'env' },
  { of: ['=ENV.fetch', '=ENV.dig'], form: 'call', kind: 'env', fallback: { index: 1 } },
  // Rails: config.x, credentials, config_for, the config gem. https://guides.rubyonrails.org/configuring.html#custom-configuration
  {
    of: [
      ...['Rails.configuration.x', 'Rails.application.config.x', 'Rails.configuration', 'Rails.application.config'],
      // In the application's and the environments' files
      '=config.x',
      'Rails.application.secrets',
      '=Settings',
    ],
    in: ['ruby'],
    form: 'member',
    kind: 'config',
  },
  { of: ['Rails.application.credentials'], in: ['ruby'], form: 'member', kind: 'config' },
  // https://github.com/laserlemon/figaro#figaroenv: `Figaro.env.smtp_host!` is SMTP_HOST
  { of: ['Figaro.env'], in: ['ruby'], form: 'member', kind: 'env', isFolded: true },
  // https://guides.hanamirb.org/v2.2/app/settings/: a setting is the variable of its name
  { of: ['target.settings', 'Hanami.app.settings'], in: ['ruby'], form: 'member', kind: 'env', isFolded: true },
  // https://dry-rb.org/gems/dry-configurable
  { of: ['Dry.Configurable#config', 'Configurable#config'], in: ['ruby'], form: 'member', kind: 'config' },
  // Chef: https://docs.chef.io/attributes/
  { of: ['=node'], in: ['ruby'], form: 'member', kind: 'config' },
  // An item of a data bag is the file of its name. https://docs.chef.io/data_bags/
  {
    of: ['=data_bag_item', '=Chef.DataBagItem.load', '=Chef.EncryptedDataBagItem.load', '=chef_vault_item'],
    in: ['ruby'],
    form: 'call',
    kind: 'config',
    name: 1,
  },
  { of: ['=config_for', 'Rails.application.config_for'], in: ['ruby'], form: 'call', kind: 'config' },
];
