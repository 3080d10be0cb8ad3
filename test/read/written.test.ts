import { describe, expect, it } from 'vitest';
import { writtenFiles } from '../../src/read/within/written.ts';
import { sourceText } from '../../src/text/source-text.ts';

const writtenBy = (script: string): (readonly [string, string])[] =>
  [...writtenFiles({ path: 'setup.sh', format: 'bash', source: sourceText(script), documents: [] })].map(
    ({ name, content }) => [name, content.value] as const,
  );

describe('files that a script writes', () => {
  it.each([
    ['a here-document', 'cat > /etc/a.conf <<EOF\nx = 1\nEOF\n', [['etc/a.conf', 'x = 1\n']]],
    ['what the shell unescapes', 'cat > a.php <<EOF\n<?php \\$x = "\\`";\nEOF\n', [['a.php', '<?php $x = "`";\n']]],
    ['what it does not', "cat > a.php <<'EOF'\n\\$x\nEOF\n", [['a.php', '\\$x\n']]],
    ['its own indentation', 'tee a.yml <<-EOF\n\tx:\n\t  y: 1\nEOF\n', [['a.yml', 'x:\n  y: 1\n']]],
    ['a path in a variable', 'OUT=/etc/b.ini\ncat > "$OUT" <<EOF\nx\nEOF\n', [['etc/b.ini', 'x\n']]],
    ['a program', 'php <<EOF\n<?php\nEOF\n', [['stdin.php', '<?php\n']]],
    ['lines into one file', 'echo "a 1" > ~/.rc\necho "b 2" >> ~/.rc\n', [['.rc', 'a 1\nb 2']]],
    ['printf', "printf 'a\\nb' > /etc/x\n", [['etc/x', 'a\nb']]],
    ['sed in place', "sed -i 's|^a=.*|a=b\\.c|' /etc/x\n", [['etc/x', 'a=b.c']]],
    ['nothing from sed without -i', "sed 's|^a=.*|a=b|' /etc/x\n", []],
    ['nothing from comments', '# echo "a" > /etc/x\n# cat > /etc/x <<EOF\n', []],
    ['nothing to an unknown path', 'cat > "$1" <<EOF\nx\nEOF\n', []],
  ])('%s', (_, script, expected) => {
    expect(writtenBy(script)).toEqual(expected);
  });

  it('takes time in proportion to the size', () => {
    writtenBy('X=1\n'.repeat(20_000) + 'echo "a" > $X\n'.repeat(20_000));
    writtenBy(`sed -i ${"'s|a|".repeat(50_000)}\n`);
    writtenBy('cat > a <<EOF\n'.repeat(20_000));
  });
});
