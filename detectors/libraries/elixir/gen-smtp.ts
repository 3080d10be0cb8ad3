/** Erlang: gen_smtp's client, which looks up the relay's MX unless told not to (gen_smtp_client.erl, `no_mx_lookups`). */
import { detector } from '../../../src/detect/detector.ts';
import { inText } from '../../../src/detect/text-matches.ts';

export default detector({
  id: 'gen-smtp',
  title: 'Erlang’s gen_smtp',
  docs: 'https://github.com/gen-smtp/gen_smtp#client-example',
  layer: 'application',
  format: 'lines',
  files: ['*.erl', '*.hrl'],
  keywords: ['gen_smtp_client'],
  recognises: '`{relay, "h"}` where `gen_smtp_client` is called',
  settings: [
    inText({
      key: 'gen_smtp_client.relay',
      host: /^[^%\n]{0,500}?\{[ \t]*'?relay'?[ \t]*,[ \t]*(?:<<)?"(?<value>[^"\n]+)"/,
      port: /\{[ \t]*'?port'?[ \t]*,[ \t]*(?<value>\d+)/,
    }),
  ],
});
