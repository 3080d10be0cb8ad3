import { describe, expect, test } from 'vitest';
import { readDockerfile } from '../../src/read/formats/dockerfile.ts';
import { documentsOf, readText, sourceAt } from './data.ts';

const dockerfile = async (content: string): Promise<string> =>
  (await documentsOf(readDockerfile, 'Dockerfile', content)).join();

describe('Dockerfile', () => {
  test('both forms of ENV, and ARG', async () => {
    expect(
      await dockerfile(
        'FROM x AS y\nENV A=1 B="v 2" C=\'$X\' D=a\\ b\nenv E the "whole" rest \nARG F=mx.example G\nARG H="a b"\nLABEL I=j\n',
      ),
    ).toBe(
      "{ENV: {A: '1', B: 'v 2', C: '$X', D: 'a\\ b' as 'a b', E: 'the \"whole\" rest' as 'the whole rest'}, ARG: {F: 'mx.example', G: $G, H: 'a b'}, RUN: []}",
    );
  });

  test('continued lines, with comments and blank lines between them', async () => {
    for (const lineBreak of ['\n', '\r\n']) {
      const content =
        'ENV A=1 \\\n    # B=2\n  # c\n\n    C="${H:-mx.example}" \\  \n    D=4\nENV E=5\nRUN a && \\\n  b\n'.replaceAll(
          '\n',
          lineBreak,
        );
      expect(await dockerfile(content)).toMatch(
        /^\{ENV: \{A: '1', C: \$H:'mx\.example', D: '4', E: '5'\}, ARG: \{\}, RUN: \[.* as 'a && {3}b'\]\}$/s,
      );
    }
  });

  test('RUN with here-documents; what stands in them is no instruction', async () => {
    const content =
      'RUN <<EOF cat > /etc/ssmtp.conf && <<"B" x\nENV A=no\nmailhub=smtp.corp.example\nEOF\ny\nB\nENV Z=1\nRUN ["a", "b"]\n';
    const facts = await readText(readDockerfile, 'Dockerfile', content);
    expect(sourceAt(facts, 'smtp.corp.example')).toBe('smtp.corp.example');
    expect(await dockerfile(content)).toMatch(
      /^\{ENV: \{Z: '1'\}, ARG: \{\}, RUN: \['<<EOF [\s\S]*\ny\nB', '\["a", "b"\]'\]\}$/,
    );
  });

  test('another mark for continued lines', async () => {
    expect(await dockerfile('# escape=`\nENV A=1 `\n B=c:\\x\n')).toContain("ENV: {A: '1', B: ");
  });

  test('large and hostile files', async () => {
    for (const part of [
      'RUN <<A\n',
      'ENV A="',
      'ENV A=1 \\\n',
      ' ',
      '\\\n',
      'ENV ',
      'ARG A\n',
      'RUN a \\\n#\n',
      "ENV A='",
      'ENV a="b"',
    ])
      await readText(readDockerfile, 'a', part.repeat(50_000 / part.length));
  });
});
