/**
 * Clients of the APIs of mailboxes and of clouds, which are generated: the path of the method says it, in every language.
 * https://learn.microsoft.com/graph/api/user-sendmail,
 * https://developers.google.com/gmail/api/reference/rest/v1/users.messages/send,
 * https://docs.aws.amazon.com/cli/latest/reference/ses/
 */
import { detector, LANGUAGES, SCRIPTS } from '../../src/detect/detector.ts';
import { inText } from '../../src/detect/text-matches.ts';

const graph = { key: 'sendMail', api: 'Microsoft Graph' };
const gmail = { key: 'messages.send', api: 'Gmail API', when: (text: string) => /gmail/i.test(text) };

export default detector({
  id: 'mail-api-method',
  title: 'Microsoft Graph, Gmail API, AWS on the command line',
  docs: 'https://learn.microsoft.com/graph/api/user-sendmail',
  layer: 'application',
  formats: [...LANGUAGES, ...SCRIPTS, 'yaml', 'dockerfile'],
  keywords: [
    /\/sendmail["'`]|send_?mail(?:\([^()]{0,80}\))?(?:\.|->)(?:post|request)|\.sendmail$|sendmailpostrequestbody|usersendmailparameterset|send-mgusermail/,
    /users(?:\(\))?\.messages(?:\(\))?\.send|users_messages->send|send_user_message|messages(?:\(\))?\.send\(/,
    /\bsesv?2?\s+send-[\w-]*email/,
  ],
  recognises:
    '`/me/sendMail`, `.SendMail.PostAsync()` and `Send-MgUserMail` of Microsoft Graph, `users.messages.send` of Gmail, `aws ses send-email`; a route of kind `api`',
  settings: [
    inText({ ...graph, host: /["'`]\/?(?:me|users\/[^"'`\n]{1,120})\/(?<value>sendMail)["'`]/ }),
    inText({
      ...graph,
      host: /(?:\.|->)\s*(?<value>[Ss]end_?[Mm]ail)\s*(?:\(\))?\s*(?:\.|->)\s*[Pp]ost(?:Async)?\s*\(/,
    }),
    inText({ ...graph, host: /\.(?<value>[Ss]endMail)\(\s*UserSendMailParameterSet\b/ }),
    inText({ ...graph, host: /\.(?<value>SendMail)\([^;\n]{0,200}?\)\s*\.Request\(/ }),
    inText({ ...graph, host: /(?<![\w-])(?<value>Send-MgUserMail)\b/i }),
    inText({
      ...gmail,
      host: /\b[Uu]sers(?:\(\))?\s*\.\s*[Mm]essages(?:\(\))?\s*\.\s*(?<value>[Ss]end)\s*\(/,
    }),
    inText({ ...gmail, host: /\busers_messages\s*->\s*(?<value>send)\s*\(/ }),
    inText({ ...gmail, host: /\.(?<value>send_user_message)\b/ }),
    inText({
      key: 'aws',
      api: 'Amazon SES',
      host: /\baws\b[^\n|;]{0,120}?[ \t](?<value>sesv?2?)[ \t]+send-[\w-]*email\b/,
    }),
  ],
});
