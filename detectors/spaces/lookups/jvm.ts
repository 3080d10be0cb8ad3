/** How programs in Java, Kotlin and Scala read the environment and their configuration. One row a way. */
import type { Lookup } from '../../../src/evaluate/lookup.ts';

export const jvm: readonly Lookup[] = [
  // Java, Kotlin, Scala
  { of: ['System.getenv', '=System.getenv'], form: 'call', kind: 'env', fallback: { index: 1 } },
  { of: ['=System.getenv()', 'sys.env', '=System.getenv'], form: 'member', kind: 'env' },
  {
    of: [
      ...['get', 'getOrDefault', 'getOrElse', 'getValue'].flatMap((method) => [
        `System.getenv().${method}`,
        `System.getenv#${method}`,
        `sys.env.${method}`,
      ]),
      '=sys.env',
      'Properties.envOrElse',
      '=dotenv.get',
      'Dotenv#get',
      'Dotenv.load#get',
    ],
    form: 'call',
    kind: 'env',
    fallback: { index: 1 },
  },
  { of: ['environment.config'], in: ['kotlin'], form: 'member', kind: 'config' },
  // https://docs.grails.org/latest/guide/conf.html#grailsapplication
  {
    of: ['=grailsApplication.config', 'GrailsApplication.config', '=Holders.config'],
    in: ['groovy'],
    form: 'member',
    kind: 'config',
  },
  // Typesafe Config, Ktor. https://github.com/lightbend/config
  {
    of: ['getString', 'getInt', 'getLong', 'getBoolean'].flatMap((getter) => [
      `=config.${getter}`,
      ...['Config#', 'ConfigFactory.load#', 'ConfigFactory.load().'].map((holder) => `${holder}${getter}`),
    ]),
    form: 'call',
    kind: 'config',
  },
  {
    of: [
      ...['property', 'propertyOrNull', 'tryGetString'].flatMap((getter) => [
        ...['environment.config', '=config', '=applicationConfig', '=appConfig'].map((of) => `${of}.${getter}`),
        `ApplicationConfig#${getter}`,
      ]),
      '*#getOptionalValue',
    ],
    form: 'call',
    kind: 'config',
  },
  {
    of: ['System.getProperty', '*#getProperty', 'Environment#getProperty', '*#getRequiredProperty'],
    form: 'call',
    kind: 'config',
    fallback: { index: 1 },
  },
  // https://insert-koin.io/docs/reference/koin-core/start-koin#read-property-from-outside
  { of: ['=getProperty', '=getPropertyOrNull'], in: ['kotlin'], form: 'call', kind: 'config', fallback: { index: 1 } },
  // `@ConfigProperty(name = Keys.HOST, defaultValue = "d")`, as the reader of Java hands it on
  { of: ['=@ConfigProperty'], in: ['java'], form: 'call', kind: 'config', fallback: { index: 1 } },
];
