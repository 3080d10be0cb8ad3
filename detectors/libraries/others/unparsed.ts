/** CoffeeScript and Crystal: read as the texts that they are, or as the language that they look like. */
import { detector } from '../../../src/detect/detector.ts';
import { arg, call } from '../../../src/detect/matchers.ts';
import { inText, inVariables } from '../../../src/detect/text-matches.ts';

/** Nodemailer's, and emailjs' `server.connect`: an object in braces, or of indented lines. */
const OPTIONS = String.raw`\b(?:createTransport|smtpTransport|SMTPClient|server\.connect)\b[^]{0,400}?\b["']?host["']?[ \t]*:[ \t]*`;
const PORT = /\bport["']?[ \t]*:[ \t]*(?<value>\d+)/;

/** The lines around an option: what belongs to one call. */
const AROUND = 400;
const near = (text: string, { start, end }: { readonly start: number; readonly end: number }) => ({
  start: Math.max(0, start - AROUND),
  end: Math.min(text.length, end + AROUND),
});

export default detector({
  id: 'unparsed-mail',
  title: 'Mail libraries of CoffeeScript and Crystal',
  docs: 'https://nodemailer.com/smtp/',
  layer: 'application',
  formats: ['lines', 'ruby'],
  files: ['*.coffee', '*.litcoffee', '*.iced', '*.cr'],
  keywords: ['createtransport', 'smtp', 'email'],
  recognises:
    'CoffeeScript’s `createTransport` with a `host:`, Crystal’s `EMail.send`, `EMail::Client::Config.new`, `Carbon::SmtpAdapter`',
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
    // https://github.com/arcage/crystal-email
    call({
      of: ['EMail.send', 'EMail.Client.Config.new', 'EMail.Client.Config.create'],
      host: arg(0),
      port: arg(1),
    }),
  ],
});
