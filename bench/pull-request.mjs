/** Makes a made tree a repository whose branch changes five of its files. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const CHANGED = 5;

/** With findings of before, as most repositories have some: which of them are known, only a scan of the base can say. */
const POLICY = `approved:
  - relay.example.org
legacy:
  - smtp.example.net
  - mailhub.example.com
`;

/** `main` holds the tree and a policy, the branch that is checked out the change. */
export function pullRequest(tree) {
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', ...args], { cwd: tree });
  git('init', '--quiet', '--initial-branch=main');
  writeFileSync(path.join(tree, '.smtp-scan.yml'), POLICY);
  git('add', '.');
  git('commit', '--quiet', '--message=base');
  git('checkout', '--quiet', '-b', 'change');
  const files = readdirSync(tree, { recursive: true }).filter(
    (file) => file.endsWith('.py') && !file.startsWith('.git'),
  );
  for (const file of files.sort().slice(0, CHANGED))
    appendFileSync(path.join(tree, file), "import smtplib\n\nsmtplib.SMTP('mailhub.example.com', 587)\n");
  git('commit', '--quiet', '--all', '--message=change');
}
