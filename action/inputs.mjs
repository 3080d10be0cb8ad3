/** The action's inputs, from the environment that `action.yml` gives its script. */

const WORD = /"([^"]*)"|'([^']*)'|(\S+)/g;

const list = (text) =>
  text
    .split(/[\n,]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

const words = (text) => [...text.matchAll(WORD)].map(([, double, single, plain]) => double ?? single ?? plain);

/** `true` and `false` only: a mistyped switch must not switch anything. */
function flag(name, text) {
  if (text === 'true' || text === 'false') return text === 'true';
  throw new Error(`the input ${name} takes true or false, not '${text}'`);
}

function oneOf(name, text, words) {
  if (words.includes(text)) return text;
  throw new Error(`the input ${name} takes ${words.join(', ')}, not '${text}'`);
}

export function readInputs(env) {
  const text = (name, otherwise = '') => (env[`INPUT_${name}`] ?? '').trim() || otherwise;
  const version = text('VERSION');
  if (version !== '' && !/^\w[\w.-]*$/.test(version))
    throw new Error(`the input version takes a version from npm, such as 1.2.3, not '${version}'`);
  return {
    path: text('PATH', '.'),
    config: text('CONFIG'),
    policyRef: text('POLICY_REF'),
    approve: list(text('APPROVE')),
    legacy: list(text('LEGACY')),
    failOn: text('FAIL_ON', 'error'),
    changedOnly: flag('changed-only', text('CHANGED_ONLY', 'false')),
    baseline: text('BASELINE'),
    sarifFile: text('SARIF_FILE'),
    category: text('CATEGORY', 'smtp-scan'),
    upload: flag('upload', text('UPLOAD', 'true')),
    annotations: oneOf('annotations', text('ANNOTATIONS', 'auto'), ['off', 'on', 'auto']),
    args: words(text('ARGS')),
    version,
  };
}
