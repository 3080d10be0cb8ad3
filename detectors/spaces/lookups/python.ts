/** How programs in Python read the environment and their configuration. One row a way. */
import type { Lookup } from '../../../src/evaluate/lookup.ts';

export const python: readonly Lookup[] = [
  // Python. https://docs.python.org/3/library/os.html#os.getenv
  {
    of: ['os.getenv', '=getenv', 'os.environ.get', '=environ.get', 'os.environ.pop', 'os.environ.setdefault'],
    form: 'call',
    kind: 'env',
    fallback: { index: 1, named: ['default'] },
  },
  { of: ['os.environ', '=environ', 'dotenv.dotenv_values()'], form: 'member', kind: 'env' },
  // Flask's and Quart's configuration
  { of: ['flask.current_app.config', '=current_app.config', 'flask.Flask#config'], form: 'member', kind: 'config' },
  {
    of: ['flask.current_app.config.get', '=current_app.config.get', 'flask.Flask#config.get'],
    form: 'call',
    kind: 'config',
    fallback: { index: 1 },
  },
  // python-decouple, starlette.config, django-environ (env(), env.str()), environs
  {
    of: ['decouple.config', 'decouple.AutoConfig()', 'decouple.Config()'],
    in: ['python'],
    form: 'call',
    kind: 'env',
    fallback: { index: 1, named: ['default'] },
  },
  // https://www.starlette.io/config/: the type stands before the default
  {
    of: ['=config', 'starlette.config.Config()', 'Config#__call__'],
    in: ['python'],
    form: 'call',
    kind: 'env',
    fallback: { index: 2, named: ['default'] },
  },
  {
    of: [
      'environ.Env()',
      'environs.Env()',
      '=env',
      ...['=env.str', '=env.int', '=env.float', '=env.bool', 'Env#int', 'Env#float', 'Env#bool'],
      '=env.url',
      'Env#str',
      'Env#url',
      // Addresses of mail servers: https://django-environ.readthedocs.io/en/latest/types.html#environ-env-email-url
      ...['=env.email_url', '=env.email', 'Env#email_url', 'Env#email', 'environ.Env.email_url'],
      ...['=env.dj_email_url', 'Env#dj_email_url'],
      'Env#get_value',
      'Env#__call__',
    ],
    form: 'call',
    kind: 'env',
    fallback: { index: 1, named: ['default'] },
  },
  // Django's settings of any name. https://docs.djangoproject.com/en/stable/topics/settings/
  { of: ['django.conf.settings'], form: 'member', kind: 'config' },
  // https://docs.python.org/3/library/configparser.html
  {
    of: ['ConfigParser', 'RawConfigParser', 'SafeConfigParser'].flatMap((type) =>
      ['get', 'getint', 'getfloat'].map((method) => `${type}#${method}`),
    ),
    form: 'call',
    kind: 'config',
    parts: 2,
    fallback: { named: ['fallback'] },
  },
  // https://airflow.apache.org/docs/apache-airflow/stable/howto/set-config.html
  {
    of: ['airflow.configuration.conf', 'airflow.configuration'].flatMap((conf) =>
      ['get', 'getint', 'get_mandatory_value'].map((method) => `${conf}.${method}`),
    ),
    in: ['python'],
    form: 'call',
    kind: 'config',
    parts: 2,
    fallback: { named: ['fallback'] },
  },
  // https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/variables.html
  {
    of: ['airflow.models.Variable.get', 'airflow.sdk.Variable.get', 'airflow.models.variable.Variable.get'],
    in: ['python'],
    form: 'call',
    kind: 'config',
    fallback: { index: 1, named: ['default_var', 'default'] },
  },
];
