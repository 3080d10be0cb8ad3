import { describe, expect, it } from 'vitest';
import { namesHeldIn } from '../../src/link/standing.ts';
import { holdersOf, searchJobs } from '../../src/scan/search-jobs.ts';

const SOUGHT = [
  { paths: ['b.php', 'a.php'], names: ['connect'], standing: 'call' },
  { paths: ['a.php', 'c.yml'], names: ['host', 'mail'], standing: 'key' },
  { paths: ['d.php'], names: [], standing: 'word' },
] as const;

describe('searches of the same moment', () => {
  it('look at each file once, for all that it is searched for', () => {
    const [job, ...others] = searchJobs(SOUGHT, (paths) => [paths]);
    expect(others).toEqual([]);
    expect(job?.paths).toEqual(['b.php', 'a.php', 'c.yml']);
    expect(job?.searches).toEqual([[0], [0, 1], [1]]);
  });

  it('answer each in the order of its own files', () => {
    const held = [
      { search: 0, name: 'connect', path: 'a.php' },
      { search: 1, name: 'host', path: 'c.yml' },
      { search: 0, name: 'connect', path: 'b.php' },
    ];
    const [calls, keys, nothing] = holdersOf(SOUGHT, held);
    expect([...(calls ?? [])]).toEqual([['connect', ['b.php', 'a.php']]]);
    expect([...(keys ?? [])]).toEqual([['host', ['c.yml']]]);
    expect(nothing?.size).toBe(0);
  });

  it('tell how a name stands, of few names as of many', () => {
    const heldIn = namesHeldIn(Buffer.from('$smtp->connect($host);\nfunction open($a) {}\n# Host\n'));
    const many = Array.from({ length: 40 }, (_, index) => `other${index}`);
    for (const more of [[], many]) {
      expect(heldIn({ names: ['connect', 'open', 'HOST', ...more], standing: 'word' })).toEqual(['connect', 'open']);
      expect(heldIn({ names: ['connect', 'open', ...more], standing: 'call' })).toEqual(['connect']);
      expect(heldIn({ names: ['connect', 'host', ...more], standing: 'key' })).toEqual([]);
    }
  });
});
