/** Conditions that hold where the application is developed or tested, and nowhere else. */
import type { Role } from '../model/setting.ts';

/** What holds the name of the environment that the application runs in. */
const ENVIRONMENT = [
  ...['NODE_ENV', 'APP_ENV', 'APP_ENVIRONMENT', 'RAILS_ENV', 'RACK_ENV', 'MIX_ENV', 'FLASK_ENV', 'DJANGO_ENV'],
  ...['ASPNETCORE_ENVIRONMENT', 'DOTNET_ENVIRONMENT', 'GO_ENV', 'ENVIRONMENT', 'WP_ENVIRONMENT_TYPE'],
];

const NAME = `[\\w.:$\\->()\\[\\]"' ]*\\b(?:${ENVIRONMENT.join('|')})["')\\]]*(?:\\s*,\\s*["'][\\w-]*["']\\s*\\))?`;
const VALUE: Readonly<Record<'dev' | 'test', string>> = { dev: 'dev|develop|development|local', test: 'test|testing' };

/**
 * Questions that frameworks answer: https://guides.rubyonrails.org, https://laravel.com/docs, https://learn.microsoft.com/aspnet.
 * A switch for debugging is none of them: people leave it on in production.
 */
const ASKED: Readonly<Record<'dev' | 'test', string>> = {
  dev: [
    'Rails\\.env\\.(?:development|local)\\?',
    '[\\w.]*\\b(?:env|environment|builder\\.Environment)\\.IsDevelopment\\(\\)',
    '(?:app\\(\\)|App|\\$this->app|\\$app)(?:->|::)(?:isLocal\\(\\)|environment\\(["\'](?:local|dev|development)["\']\\))',
  ].join('|'),
  test: [
    'Rails\\.env\\.test\\?',
    '(?:app\\(\\)|App|\\$this->app|\\$app)(?:->|::)(?:runningUnitTests\\(\\)|environment\\(["\']testing["\']\\))',
  ].join('|'),
};

const conditionOf = (role: 'dev' | 'test'): RegExp =>
  new RegExp(`^(?:${ASKED[role]}|${NAME}\\s*={2,3}\\s*["'](?:${VALUE[role]})["'])$`, 'i');

const CONDITIONS = { dev: conditionOf('dev'), test: conditionOf('test') };

/** The longest condition that is looked at. */
const LONGEST = 120;

/**
 * The role of what runs only where a condition holds, which is given in the source's words: `dev` or `test`, if it asks for
 * nothing but that environment. A condition that is negated or put together of several says nothing.
 */
export function roleOfCondition(condition: string): Extract<Role, 'dev' | 'test'> | undefined {
  if (condition.length > LONGEST) return undefined;
  const bare = condition
    .trim()
    .replace(/^\((.*)\)$/s, '$1')
    .trim();
  if (/&&|\|\||^!|\b(?:not|or|and)\b/i.test(bare)) return undefined;
  if (CONDITIONS.dev.test(bare)) return 'dev';
  return CONDITIONS.test.test(bare) ? 'test' : undefined;
}
