/** The policy that `smtp-scan init` writes: commented, from what the repository holds, and approving nothing by itself. */
import { grouped } from '../model/grouped.ts';
import type { LocalName } from '../model/local-name.ts';
import type { Setting } from '../model/setting.ts';
import { patternProblem } from '../policy/match.ts';
import { apiName, judgeOf } from '../policy/verdict.ts';
import { apiOf } from '../relays/apis.ts';
import { relayName } from '../relays/known.ts';

interface Found {
  readonly host: string;
  readonly ports: readonly number[];
  readonly places: readonly Setting[];
}

/** More hosts than this are no list to choose from. */
const MOST = 100;

/**
 * A policy to start from, in YAML. The relays that were found stand as comments: which of them are approved and which
 * legacy is for people to say.
 */
export function writePolicy(settings: readonly Setting[], localNames: readonly LocalName[] = []): string {
  const found = relaysIn(settings, localNames);
  return `# yaml-language-server: $schema=https://unpkg.com/smtp-scan/schema/policy.schema.json
# Through which relays may mail leave? smtp-scan judges every setting of this repository by this file.
# Every key is described in schema/policy.schema.json of the package.

# The relays that mail may leave through. Every other one is a finding as soon as this list exists.
${approvedPart(found, apisIn(settings))}
# The relays that mail must not leave through any more, with all their names and addresses.
${found[0] ? legacyHint(found[0]) : LEGACY_EXAMPLE}

# local: allow            # or report: loopback, own services, mail catchers
# placeholders: allow     # or report: smtp.example.com and the like
# unresolved: note        # or ignore, warning, error: the host comes from outside the repository
# rules: { implicit-relay: ignore }           # a single rule off, or at another level
# mentions: report        # or ignore: places that name a legacy relay and that no setting explains
# roles: { test: ignore, sample: warning }    # the most severe level that findings there may have
# ignore: ["docs/**"]     # what is not looked at

# Relays that may stay, each for a reason; after \`until\` they are findings again.
# exceptions:
#   - { host: ${found[0] ? hostText(found[0].host) : 'smtp.sendgrid.net'}, paths: ["apps/newsletter/**"], reason: bulk mail, until: 2027-01-31 }

# This project's own settings, in formats that smtp-scan does not know.
# settings:
#   - { files: "deploy/*.ini", key: outgoing.server }

# Whether comments such as \`smtp-scan: ignore legacy-relay -- reason\` count.
# On a pull request, base counts only those that the base commit has too.
inline-ignores: base    # or allow, off
`;
}

const LEGACY_EXAMPLE = `# legacy:
#   - host: mx1.old-dc.example
#     also: [192.0.2.25, smarthost.old-dc.example]
#     replacement: smtp-relay.corp.example:587
#     reason: switched off at the end of the year`;

/** Beside real hosts no address is made up: somebody might leave it there. */
const legacyHint = ({
  host,
}: Found): string => `# Beside host: also (its other names and addresses), replacement (the relay to use instead, as HOST:PORT).
# legacy:
#   - host: ${hostText(host)}
#     reason: switched off at the end of the year`;

const hostText = (host: string): string =>
  /^[a-z0-9][a-z0-9._-]*$/.test(host) && !/^[\d.]+$/.test(host) ? host : JSON.stringify(host);

function approvedPart(found: readonly Found[], apis: readonly FoundApi[]): string {
  if (found.length + apis.length === 0)
    return '# No relay was found that is not local or a placeholder.\n# approved:\n#   - smtp-relay.corp.example\n';
  const shown = [...found.slice(0, MOST).map(approvedLines), ...apis.map(apiLine)];
  const more = found.length > MOST ? `#   … and ${found.length - MOST} more\n` : '';
  return `# Found here; take '# ' away before those that are right, and before approved.\n# approved:\n${shown.join('')}${more}`;
}

function approvedLines({ host, ports, places }: Found): string {
  const name = relayName(host);
  const allowed = ports.length === 0 ? '' : `#     ports: [${ports.join(', ')}]\n`;
  return `#   - host: ${hostText(host)}    # ${name === undefined ? '' : `${name}; `}${seen(places)}\n${allowed}`;
}

const apiLine = ({ api, places }: FoundApi): string =>
  `#   - { api: ${api} }    # HTTP API; ${seen(places)}; once one is listed, the others are findings\n`;

const seen = (places: readonly Setting[]): string =>
  `${places.length} ${places.length === 1 ? 'place' : 'places'}, first ${visiblePath(places[0]?.path ?? '')}:${places[0]?.line ?? 1}`;

interface FoundApi {
  readonly api: string;
  readonly places: readonly Setting[];
}

/** Providers whose HTTP API sends mail here, as a policy would call them. */
const apisIn = (settings: readonly Setting[]): readonly FoundApi[] =>
  [...grouped(settings, (setting) => (setting.route === 'api' ? (apiOf(apiName(setting)) ?? '') : ''))]
    .flatMap(([api, places]) => (api === '' ? [] : [{ api, places }]))
    .sort((a, b) => b.places.length - a.places.length || (a.api < b.api ? -1 : 1));

/** A file name may hold a line break, which would end the comment. */
const visiblePath = (path: string): string => path.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '?');

/** Real hosts, those in most places first; hosts that no policy could name are left out. */
function relaysIn(settings: readonly Setting[], localNames: readonly LocalName[]): readonly Found[] {
  const judge = judgeOf(undefined, localNames);
  const places = new Map<string, Setting[]>();
  for (const setting of settings) {
    const { host } = setting;
    if (host === null || judge(setting).verdict !== 'unapproved' || patternProblem(host) !== undefined) continue;
    const known = places.get(host);
    if (known) known.push(setting);
    else places.set(host, [setting]);
  }
  return [...places]
    .map(([host, all]) => ({
      host,
      places: all,
      ports: [...new Set(all.flatMap(({ port }) => port ?? []))].sort((a, b) => a - b),
    }))
    .sort((a, b) => b.places.length - a.places.length || (a.host < b.host ? -1 : 1));
}
