import { expect, it } from 'vitest';
import { detectors } from '../../detectors/index.ts';
import { canRead } from '../../src/read/index.ts';
import { formatOf } from '../../src/select/formats.ts';
import { byFormat, COMMENT_WORD, keywordSearch } from '../../src/select/keywords.ts';

const NAMES =
  '.env a.yml a.json a.ini a.properties a.toml a.xml a.tf Dockerfile a.js a.php a.py a.rb a.java a.kt a.cs a.go a.rs a.ex a.pl a.sh a.ps1 a.nix a.sql';

it.each(NAMES.split(' '))('a comment for this tool is enough for %s to be looked at', (name) => {
  const format = formatOf(name);
  expect(format).toSatisfy(canRead);
  const looking = format ? byFormat(detectors)(format) : [];
  const { none, hasKeyword } = keywordSearch(detectors)(Buffer.from(COMMENT_WORD));
  expect(none).toBe(false);
  expect(looking.filter(hasKeyword)).not.toEqual([]);
});
