/** How programs in PHP read the environment and their configuration. One row a way. */
import type { Lookup } from '../../../src/evaluate/lookup.ts';

export const php: readonly Lookup[] = [
  // PHP. https://www.php.net/getenv, Laravel's and CakePHP's env(), $_ENV, $_SERVER
  {
    // PHP-DI's `DI\env`: https://php-di.org/doc/environments.html
    of: ['=getenv', '=env', 'Env.get', 'Env.getOrFail', 'Env#get', 'DI.env', 'DI\\env'],
    form: 'call',
    kind: 'env',
    fallback: { index: 1, named: ['default'] },
  },
  { of: ['=_ENV', '=_SERVER'], form: 'member', kind: 'env' },
  // https://github.com/utopia-php/system
  { of: ['Utopia.System.System.getEnv'], form: 'call', kind: 'env', fallback: { index: 1, named: ['default'] } },
  { of: ['=apache_getenv'], form: 'call', kind: 'env' },
  // wp-config-docker.php of WordPress' image
  { of: ['=getenv_docker'], form: 'call', kind: 'env', fallback: { index: 1 } },
  // Entries of containers: https://php-di.org/doc/php-definitions.html, https://www.php-fig.org/psr/psr-11/
  {
    of: ['DI.get', 'DI\\get', 'ContainerInterface#get', 'DI.Container#get', 'Pimple.Container#get'],
    in: ['php'],
    form: 'call',
    kind: 'config',
    // https://docs.laminas.dev/laminas-mvc/services/#applicationconfig-and-config
    whole: ['config', 'Config', 'configuration'],
  },
  // Laravel's repository: `$app['config']['mail.host']`. https://laravel.com/docs/configuration
  { of: ['app.config', 'this.app.config', '=config()'], in: ['php'], form: 'member', kind: 'config' },
  {
    of: ['app.config.get', 'this.app.config.get', '=config().get'],
    in: ['php'],
    form: 'call',
    kind: 'config',
    fallback: { index: 1 },
  },
  // What `$config['key'] = …` of CodeIgniter 3 says. https://codeigniter.com/userguide3/libraries/config.html
  { of: ['*#config.item', '=config_item'], in: ['php'], form: 'call', kind: 'config', under: 'config' },
  // https://www.yiiframework.com/doc/guide/2.0/en/structure-applications#params
  { of: ['Yii.app.params', 'Yii.app().params'], in: ['php'], form: 'member', kind: 'config', under: 'params' },
  // Paths of Magento 1 and 2, whose defaults stand in a module's etc/config.xml.
  // https://developer.adobe.com/commerce/php/development/configuration/
  {
    of: ['Mage.getStoreConfig', 'Mage.getStoreConfigAsFloat', 'ScopeConfigInterface#getValue', 'scopeConfig.getValue'],
    in: ['php'],
    form: 'call',
    kind: 'config',
  },
  // WordPress' options, parameters of Symfony's container
  { of: ['=get_option', '*#getParameter'], form: 'call', kind: 'config', fallback: { index: 1 } },
  {
    of: [
      '=config',
      '=Config.get',
      'Facades.Config.get',
      'Configure.read',
      'Configure.readOrFail',
      'Cake.Core.Configure.read',
    ],
    in: ['php'],
    form: 'call',
    kind: 'config',
    fallback: { index: 1, named: ['default'] },
  },
];
