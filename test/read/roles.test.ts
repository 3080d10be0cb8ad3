import { expect, test } from 'vitest';
import { roleOfAnnotation, roleOfArm, roleOfCondition } from '../../src/read/roles/conditions.ts';

test.each([
  [`process.env.NODE_ENV === 'development'`, 'dev'],
  [`(process.env.NODE_ENV === 'test')`, 'test'],
  [`os.environ.get('APP_ENV', 'x') == 'local'`, 'dev'],
  [`os.Getenv("APP_ENV") == "development"`, 'dev'],
  ['Rails.env.development?', 'dev'],
  ['Rails.env.test?', 'test'],
  ['settings.DEBUG', undefined],
  [`(app()->environment('local'))`, 'dev'],
  ['(env.IsDevelopment())', 'dev'],
  [`process.env.NODE_ENV !== 'development'`, undefined],
  [`process.env.NODE_ENV === 'production'`, undefined],
  [`process.env.NODE_ENV === 'development' || useRelay`, undefined],
  ['not settings.DEBUG', undefined],
  ['!Rails.env.development?', undefined],
  [`mode === 'development'`, undefined],
  [`"dev".equals(System.getenv("APP_ENV"))`, 'dev'],
  [`System.getenv("APP_ENV").equalsIgnoreCase("test")`, 'test'],
  [`Objects.equals(System.getenv("APP_ENV"), "local")`, 'dev'],
  [`environment.acceptsProfiles(Profiles.of("dev", "test"))`, 'dev'],
  [`environment.acceptsProfiles(Profiles.of("!prod"))`, undefined],
  [`Arrays.asList(env.getActiveProfiles()).contains("test")`, 'test'],
  [`app.Environment.IsDevelopment()`, 'dev'],
  [`_env.IsEnvironment("Local")`, 'dev'],
  [`env.IsEnvironment("Staging")`, undefined],
  [`'development' === process.env.NODE_ENV`, 'dev'],
  [`process.env.NODE_ENV === 'development' || process.env.NODE_ENV === 'test'`, 'dev'],
  [`process.env.NODE_ENV === 'development' && verbose`, 'dev'],
  [`process.env.NODE_ENV === 'development' || true`, undefined],
  [`(process.env.NODE_ENV ?? 'development') === 'development'`, 'dev'],
  [`['development', 'test'].includes(process.env.NODE_ENV)`, 'dev'],
  [`['development', 'production'].includes(process.env.NODE_ENV)`, undefined],
  ['import.meta.env.DEV', 'dev'],
  ['Mix.env() == :dev', 'dev'],
  ['config_env() in [:dev, :test]', 'dev'],
  ['config_env() == :prod', undefined],
  ['$ENV{PLACK_ENV} eq "development"', 'dev'],
  ['$ENV{PLACK_ENV} ne "development"', undefined],
  [`std::env::var("APP_ENV").as_deref() == Ok("development")`, 'dev'],
  [`sys.env("APP_ENV") == "dev"`, 'dev'],
  [`environment.mode == Mode.Dev`, 'dev'],
  [`[ "$APP_ENV" = "development" ]`, 'dev'],
  ['[[ ${APP_ENV:-production} == dev ]]', 'dev'],
  [`[ "$APP_ENV" != "development" ]`, undefined],
  [`$env:ASPNETCORE_ENVIRONMENT -eq 'Development'`, 'dev'],
  [`wp_get_environment_type() === 'local'`, 'dev'],
  [`$this->kernel->getEnvironment() === 'test'`, 'test'],
  [`Rails.env.in?(%w[development test])`, 'dev'],
  [`in_array(getenv('APP_ENV'), ['local', 'testing'], true)`, 'dev'],
  [`os.environ["APP_ENV"] in ("dev", "local")`, 'dev'],
  [`app.env == 'development'`, undefined],
])('%s', (condition, role) => {
  expect(roleOfCondition(condition, condition)).toBe(role);
});

test.each([
  [`const isDev = process.env.NODE_ENV !== 'production';`, 'isDev', 'dev'],
  [`const isDev = process.env.NODE_ENV !== 'production';`, '!isDev', undefined],
  [`const env = process.env.NODE_ENV || 'development'; // where it runs`, `env === 'development'`, 'dev'],
  [`const env = process.env.NODE_ENV || 'development';`, `env === 'production'`, undefined],
  [`ENV = os.environ.get("APP_ENV", "prod")\nIS_DEV = ENV == "dev"`, 'IS_DEV', 'dev'],
  [`$isTest = getenv('APP_ENV') === 'test';`, '$isTest', 'test'],
  [`isDev := os.Getenv("APP_ENV") == "development"`, 'isDev && verbose', 'dev'],
  [`let isDev = process.env.NODE_ENV === 'development';\nisDev = true;`, 'isDev', undefined],
  [`const isOther = process.env.NODE_ENV !== 'production';`, 'isOther', undefined],
  [`const isDev = flags.dev;\nif (process.env.NODE_ENV) start();`, 'isDev', undefined],
])('a condition held in a name: %s %s', (source, condition, role) => {
  expect(roleOfCondition(condition, source)).toBe(role);
});

test.each([
  ['process.env.NODE_ENV', `'development'`, 'dev'],
  ['(System.getenv("APP_ENV"))', 'case "dev", "test":', 'dev'],
  ['Rails.env', 'when "test"', 'test'],
  ['Mix.env()', ':dev', 'dev'],
  ['"$APP_ENV"', 'dev|test)', 'dev'],
  ['env::var("APP_ENV").unwrap_or_default().as_str()', '"dev" | "local"', 'dev'],
  ['Rails.env', '"development", "production"', undefined],
  ['mode', '"development"', undefined],
  ['Mix.env()', '_', undefined],
])('an arm of %s for %s', (subject, label, role) => {
  expect(roleOfArm(subject, label)).toBe(role);
});

test.each([
  ['@Profile("dev")', 'dev'],
  ['@Profile({"dev", "test"})', 'dev'],
  ['@Profile("test")', 'test'],
  ['@Profile("!dev")', undefined],
  ['@Profile({"dev", "prod"})', undefined],
  ['@Requires(env = "test")', 'test'],
  ['@IfBuildProfile("dev")', 'dev'],
  ['@Qualifier("dev")', undefined],
])('%s', (annotation, role) => {
  expect(roleOfAnnotation(annotation)).toBe(role);
});
