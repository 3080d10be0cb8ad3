/**
 * Makes a tree that looks like a large repository: services with sources in several languages, few of which speak of
 * mail, and now and then a setting. The same numbers make the same tree.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FILES_PER_FOLDER = 25;
const MAIL_EVERY = 40;

const WORDS =
  'account amount archive batch branch buffer cache client column config context counter cursor customer default delta entry error event factory field filter folder format handler header index input invoice item journal label ledger limit list loader manager matrix member message method module number object offset option order output owner packet parser payment policy price product profile query queue reader record region report request result role route row schema score segment service session shape signal source state status stream string table target task template ticket token total tracker user value vector version view widget worker writer'.split(
    ' ',
  );

/** A linear congruential generator: the tree must not depend on chance. */
function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const camel = (a, b) => a + b[0].toUpperCase() + b.slice(1);

/** File ending → one function or block out of three words and a number. */
const BLOCKS = {
  ts: (a, b, c, n) =>
    `export function ${camel(a, b)}(${c}: ${camel('i', a)}[]): number {\n  // ${a} of every ${b}\n  const ${b} = ${c}.filter((one) => one.${a} !== undefined).map((one) => one.${a} * ${n});\n  return ${b}.reduce((sum, value) => sum + value, 0);\n}\n`,
  php: (a, b, c, n) =>
    `<?php\nfunction ${camel(a, b)}(array $${c}): int\n{\n    $${b} = array_filter($${c}, fn ($one) => isset($one['${a}']));\n    return count($${b}) * ${n};\n}\n?>\n`,
  py: (a, b, c, n) =>
    `def ${a}_${b}(${c}):\n    """The ${a} of every ${b}."""\n    ${b} = [one.${a} for one in ${c} if one.${a} is not None]\n    return sum(${b}) * ${n}\n\n`,
  java: (a, b, c, n) =>
    `class ${camel('X', a)}${n} {\n    int ${camel(a, b)}(java.util.List<Integer> ${c}) {\n        return ${c}.stream().mapToInt(one -> one * ${n}).sum();\n    }\n}\n`,
  go: (a, b, c, n) =>
    `// ${camel(a, b)} counts.\nfunc ${camel(a, b)}${n}(${c} []int) int {\n\ttotal := 0\n\tfor _, one := range ${c} {\n\t\ttotal += one * ${n}\n\t}\n\treturn total\n}\n\n`,
  yml: (a, b, c, n) =>
    `${a}-${n}:\n  ${b}:\n    image: registry.example.com/${c}:${n}\n    replicas: ${n}\n    environment:\n      ${a.toUpperCase()}_${b.toUpperCase()}: "${c}"\n`,
  json: (a, b, c, n) => `${JSON.stringify({ [a]: { [b]: c, size: n, list: [a, b, c] } }, null, 2)}\n`,
  md: (a, b, c, n) => `## ${a} ${b}\n\nThe ${c} has ${n} of every ${a}; see the ${b} for more.\n\n`,
  properties: (a, b, c, n) => `${a}.${b}.${c}=${n}\n`,
  css: (a, b, _c, n) => `.${a}-${b} { margin: ${n}px; }\n`,
};

/** What speaks of mail, by file ending: settings, uses without any, and mere words. */
const MAIL = {
  ts: "import nodemailer from 'nodemailer';\nexport const transport = nodemailer.createTransport({ host: process.env.SMTP_HOST ?? 'smtp.example.net', port: 587 });\n",
  php: "<?php\n$mail = new PHPMailer\\PHPMailer\\PHPMailer();\n$mail->Host = 'relay.example.org';\n$mail->Port = 25;\n?>\n",
  py: "import smtplib\n\ndef notify(message):\n    with smtplib.SMTP('mailhub.example.com', 587) as server:\n        server.send_message(message)\n\n",
  java: '/** Validates an email address. */\nclass EmailAddress { String email; }\n',
  go: '// SendMail is not used here.\nvar emailColumn = "email"\n\n',
  yml: 'mailer:\n  environment:\n    SMTP_HOST: smtp.example.net\n    SMTP_PORT: "587"\n',
  json: '{ "email": "someone@example.com" }\n',
  md: 'Write a mail to team@example.com.\n',
  properties: 'spring.mail.host=smtp.example.net\nspring.mail.port=587\n',
  css: '.email { color: red; }\n',
};

const ENDINGS = Object.keys(BLOCKS);

function contentOf(ending, roll, speaksOfMail) {
  const word = () => WORDS[roll(WORDS.length)];
  const blocks = Array.from({ length: ending === 'json' ? 1 : 4 + roll(30) }, () =>
    BLOCKS[ending](word(), word(), word(), roll(1000)),
  );
  if (speaksOfMail) {
    if (ending === 'json') return MAIL.json;
    blocks.splice(roll(blocks.length), 0, MAIL[ending]);
  }
  return blocks.join('');
}

/** Writes `count` files below `root`. */
export function makeTree(root, count) {
  const roll = dice(42);
  for (let index = 0; index < count; index += 1) {
    const folder = Math.floor(index / FILES_PER_FOLDER);
    const place = path.join(
      root,
      `service-${Math.floor(folder / 40)}`,
      `src-${Math.floor(folder / 8) % 5}`,
      `part-${folder % 8}`,
    );
    if (index % FILES_PER_FOLDER === 0) mkdirSync(place, { recursive: true });
    const ending = ENDINGS[roll(ENDINGS.length)];
    writeFileSync(
      path.join(place, `${WORDS[roll(WORDS.length)]}-${index}.${ending}`),
      contentOf(ending, roll, index % MAIL_EVERY === 0),
    );
  }
  writeFileSync(
    path.join(root, '.gitignore'),
    'node_modules/\n/dist\n*.log\n*.py[cod]\n.env\n.env.*\n!.env.example\n*~\n',
  );
  return root;
}
