import { expect, test } from 'vitest';
import { thousands } from '../../src/model/thousands.ts';

test.each([0, 7, 999, 1000, 12_345, 999_999, 1_000_000, 1_234_567_890])('%d as in American English', (number) => {
  expect(thousands(number)).toBe(number.toLocaleString('en-US'));
});
