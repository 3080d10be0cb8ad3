/** CoffeeScript, Erlang, Crystal: read as the texts that they are, or as the language that they look like. */
import { detector } from '../../../src/detect/detector.ts';
import { arg, call } from '../../../src/detect/matchers.ts';
import { inText, inVariables } from '../../../src/detect/text-matches.ts';

/** Nodemailer's, and emailjs' `server.connect`: an object in braces, or of indented lines. */
const OPTIONS = String.raw`\b(?:createTransport|smtpTransport|SMTPClient|server\.connect)\b[^]{0,400}?\b["']?host["']?[ \t]*:[ \t]*`;
const PORT = /\bport["']?[ \t]*:[ \t]*(?<value>\d+)/;

/** An option among a list of tuples or a map. https://hexdocs.pm/gen_smtp/gen_smtp_client.html */
const RELAY = String.raw`\brelay[ \t]*(?:,|=>|:=)[ \t]*`;

/** The lines around an option: what belongs to one call. */
const AROUND = 400;
const near = (text: string, { start, end }: { readonly start: number; readonly end: number }) => ({
  start: Math.max(0, start - AROUND),
  end: Math.min(text.length, end + AROUND),
});

export default detector({
  id: 'unparsed-mail',
  title: 'Mail libraries of CoffeeScript, Erlang and Crystal',
  docs: 'https://hexdocs.pm/gen_smtp/gen_smtp_client.html',
  layer: 'application',
  formats: ['lines', 'ruby'],
  files: ['*.coffee', '*.litcoffee', '*.iced', '*.erl', '*.hrl', '*.cr'],
  keywords: ['createtransport', 'smtp', 'email'],
  recognises:
    'CoffeeScript’s `createTransport` with a `host:`, Erlang’s `{relay, "h"}` of gen_smtp, Crystal’s `EMail.send`, `EMail::Client::Config.new`, `Carbon::SmtpAdapter`',
  settings: [
    inText({
      key: 'createTransport',
      host: new RegExp(String.raw`${OPTIONS}["'](?<value>[^"'\n]+)["']`),
      near,
      port: PORT,
    }),
    inVariables({
      key: 'createTransport',
      names: new RegExp(String.raw`${OPTIONS}(?<name>[A-Za-z_$][\w$]*)[ \t]*(?=[,})\r\n#]|$)`, 'gdi'),
      given: /^[ \t]*(?<name>[A-Za-z_$][\w$]*)[ \t]*=[ \t]*["'](?<value>[^"'\n]+)["']/dgim,
    }),
    inText({
      key: 'relay',
      host: new RegExp(String.raw`${RELAY}(?:<<)?"(?<value>[^"\n]+)"`),
      when: (text) => /smtp/.test(text),
      near,
      port: /\bport[ \t]*(?:,|=>|:=)[ \t]*(?<value>\d+)/,
    }),
    inVariables({
      key: 'relay',
      names: new RegExp(String.raw`${RELAY}\??(?<name>[A-Z]\w*)`, 'gd'),
      given: /\b(?<name>[A-Z]\w*)[ \t]*[,=][ \t]*(?:<<)?"(?<value>[^"\n]+)"/dgi,
      needs: [/smtp/],
    }),
    // https://github.com/arcage/crystal-email
    call({
      of: ['EMail.send', 'EMail.Client.Config.new', 'EMail.Client.Config.create'],
      host: arg(0),
      port: arg(1),
    }),
  ],
});
