/**
 * Which passwords are secrets that stand there, and which only say where a secret is: a reference to a store is no
 * secret, and somebody else's sample is none either.
 */

/** Ways to name a secret that is kept elsewhere, or to hold it so that only its owner can read it. */
const REFERENCES: readonly RegExp[] = [
  // Encrypted in place: Jasypt and eyaml, Ansible Vault, SOPS, git-crypt's and PGP's armour, Spring Cloud Config.
  /^ENC(?:\[|\()/,
  /^\$ANSIBLE_VAULT;/,
  /^\{cipher\}/,
  /^-----BEGIN PGP MESSAGE-----/,
  // Stores by address: 1Password, Vault (vals, Banzai, Spring), Doppler, Bitwarden, Infisical, cloud providers' through vals.
  /^ref\+\w+:\/\//,
  /^(?:op|bws?|doppler|infisical|keyring|keychain|keeper|akeyless|conjur|sm|kms|secrets?|env|file|sops|gcpsm|awssm|azkv):\/\//,
  /^(?:vault|secretref|secretsmanager|awssecrets|awsssm|ssm|gcpsecrets|azurekeyvault|keyvault):/,
  /^arn:[\w-]+:(?:secretsmanager|ssm|kms):/,
  /^projects\/[^/\s]+\/(?:locations\/[^/\s]+\/)?secrets\//,
  /^https:\/\/[\w-]+\.vault\.(?:azure\.net|azure\.cn|usgovcloudapi\.net)\/secrets\//,
  /^@Microsoft\.KeyVault\(/i,
  /^\{\{resolve:(?:secretsmanager|ssm|ssm-secure):/,
  /^valueFrom:/,
  // A file that holds it: Docker's and Kubernetes' secrets, systemd's credentials.
  /^(?:file:(?:\/\/)?)?\/(?:run|var\/run|etc|mnt)\/(?:[\w.-]+\/)*(?:secrets?|credentials?|keys?|vault)(?:[\w.-]*)(?:\/|$)/i,
  // Filled in before it is used: shell, make and CI variables, Python, batch, ERB, Jinja, Go templates, Grafana, functions.
  /^\$[A-Z_][A-Z0-9_]*$/,
  /^\$__(?:file|env|vault)\{/,
  /^%\(?[A-Za-z_]\w*(?:\)s|%)$/,
  /^(?:\{\{|\{%|<%|\[\[|#\{|\$\{|\$\()/,
  /^@[A-Z][A-Z0-9_]*@$/,
  /^__?[A-Z][A-Z0-9_]*__?$/,
  /^!(?:vault|secret|env|ENV|Ref|Sub|GetAtt|ImportValue|reference|decrypt|encrypted)\b/,
  /^(?:lookup|env|getenv|secret|secrets|getSecret|get_secret|data|ssm|vault|config|fetch|include_vars|secretOrEmpty|decrypt)\s*\(/,
  /^<[^<>]+>$/,
];

/** A reference is short; what is longer is looked at no further than here. */
const MOST = 2000;

/** Whether a password names where the secret is, instead of being it. */
export const isSecretReference = (text: string): boolean => {
  const trimmed = text.slice(0, MOST).trim();
  return REFERENCES.some((pattern) => pattern.test(trimmed));
};

/** Passwords that nobody could use: samples and empty words. */
const MADE_UP =
  /^(null|none|false|true|~|x+|\*+|<.*>|\[.*\]|your.*|.*(change|replace).?me.*|pass(word|wd|phrase)?|secret|example|test|todo|my.?password|smtp_?password|mail_?password|email_?password|.*_here)$/i;

/** Whether a text in a password's place is a secret that somebody could use. */
export const isSecret = (text: string): boolean =>
  text !== '' && !MADE_UP.test(text.slice(0, MOST)) && !isSecretReference(text);
