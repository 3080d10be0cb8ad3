import { describe, expect, test } from 'vitest';
import { readXml } from '../../src/read/formats/xml.ts';
import { checkRanges, documentsOf, keysOf, readText, sourceAt, visit } from './data.ts';

const xml = async (content: string): Promise<string> => (await documentsOf(readXml, 'a.xml', content)).join();

describe('XML', () => {
  test('elements, attributes, text', async () => {
    expect(
      await xml(
        '<?xml version="1.0"?>\n<!-- <host>old</host> -->\n<c xmlns:m="urn:x">\n <m:host> smtp.corp.example </m:host>\n <port tls = \'yes\'>587</port>\n <a/><b></b>\n <add key="SmtpServer" value="mx.example" />\n</c>\n',
      ),
    ).toBe(
      "{c: {host: 'smtp.corp.example', port: {@tls: 'yes', #text: '587'}, a: '', b: '', add: {@key: 'SmtpServer', @value: 'mx.example'}}}",
    );
  });

  test('entities, CDATA, comments within text, CRLF and non-ASCII', async () => {
    const content =
      '<ä>\r\n<b x="&quot;&#228;&amp;\r\n smtp.corp.example"/>\r\n<d>\r\nü &lt;\r\n mx.example\r\n</d><e>a<!-- c -->b<![CDATA[ <c&amp;> ]]></e></ä>';
    const facts = await readText(readXml, 'a', content);
    checkRanges(facts);
    expect(sourceAt(facts, 'smtp.corp.example')).toBe('smtp.corp.example');
    expect(sourceAt(facts, 'mx.example')).toBe('mx.example');
    expect(keysOf(facts)).toEqual(['ä']);
    expect(await xml(content)).toContain("e: ('a' + 'b' + '<c&amp;>')");
  });

  test('property lists read as what they mean', async () => {
    expect(
      await xml(
        '<plist version="1.0"><dict><key>OutgoingMailServerHostName</key><string>smtp.corp.example</string><key>Ports</key><array><integer>1</integer></array><key>SSL</key><true/><key>D</key><dict><key>x</key><string>y</string></dict></dict></plist>',
      ),
    ).toBe(
      "{plist: {@version: '1.0', dict: {OutgoingMailServerHostName: 'smtp.corp.example', Ports: ['1'], SSL: 'true', D: {x: 'y'}}}}",
    );
  });

  test('placeholders', async () => {
    expect(await xml('<a b="${env:H:-mx.example}">$X</a>')).toBe("{a: {@b: $H:'mx.example', #text: $X}}");
  });

  test('what is not well-formed is read all the same', async () => {
    expect(await xml('<a><host>mx.example</host><b x=1 y="2"><c>&nbsp;d</a>\n<e>f</e>')).toContain(
      "host: 'mx.example'",
    );
    expect(await xml('<a><host>mx.example')).toContain("host: 'mx.example'");
    expect(await xml('key = value')).toBe('');
  });

  test('the same element and magic names', async () => {
    expect(await xml('<a><b>1</b><b>2</b><__proto__>3</__proto__></a>')).toBe("{a: {b: '1', b: '2', __proto__: '3'}}");
  });

  test('large, deep and hostile files', async () => {
    for (const part of [
      '<a>',
      '<',
      '<a',
      '<a b="',
      '<a b="c"/>',
      '&',
      '<![CDATA[',
      '<!--',
      '</a>',
      '<?',
      '<a b=c>',
      ' b="c"',
      '<a>x<b/>',
    ]) {
      const facts = await readText(readXml, 'a', `<a>${part.repeat(50_000 / part.length)}`);
      for (const document of facts.documents) visit(document, () => {});
    }
  });
});
