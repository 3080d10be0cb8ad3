/** Erlang: gen_smtp's client, which looks up the relay's MX unless told not to (gen_smtp_client.erl, `no_mx_lookups`). */
import { detector } from '../../../src/detect/detector.ts';
import { inText, inVariables } from '../../../src/detect/text-matches.ts';

/** An option among a list of tuples, or of a map, before a comment begins. */
const RELAY = String.raw`^[^%\n]{0,500}?(?:\{[ \t]*'?relay'?[ \t]*,|'?relay'?[ \t]*(?:=>|:=))[ \t]*`;
const PORT = String.raw`'?port'?[ \t]*(?:,|=>|:=)[ \t]*(?<value>\d+)`;

export default detector({
  id: 'gen-smtp',
  title: 'Erlang’s gen_smtp',
  docs: 'https://github.com/gen-smtp/gen_smtp#client-example',
  layer: 'application',
  format: 'lines',
  files: ['*.erl', '*.hrl'],
  keywords: ['gen_smtp_client'],
  recognises: '`{relay, "h"}` and `relay => "h"` where `gen_smtp_client` is called, through variables and macros',
  settings: [
    inText({
      key: 'gen_smtp_client.relay',
      host: new RegExp(String.raw`${RELAY}(?:<<)?"(?<value>[^"\n]+)"`),
      port: new RegExp(PORT),
    }),
    inVariables({
      key: 'gen_smtp_client.relay',
      names: new RegExp(String.raw`${RELAY}\??(?<name>[A-Z]\w*)`, 'gdm'),
      // `Host = "h"`, `-define(HOST, "h")`
      given: /\b(?<name>[A-Z]\w*)[ \t]*[,=][ \t]*(?:<<)?"(?<value>[^"\n]+)"/dgi,
      needs: [/gen_smtp_client/],
    }),
  ],
});
