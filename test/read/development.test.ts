import { expect, test } from 'vitest';
import { roleOfCondition } from '../../src/read/development.ts';

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
])('%s', (condition, role) => {
  expect(roleOfCondition(condition)).toBe(role);
});
