/** Whether a file is deployed, a model for others to copy, for development, or for tests: by its path. */
import type { Role } from '../model/setting.ts';

const TEST =
  /(^|\/)(tests?|__tests__|__mocks__|specs?|testing|test[-_]?data|testdata|fixtures?|test[-_]?resources|e2e|cypress|playwright|mocks?|testsuite|suites|integration[-_]tests?)(\/|$)|(^|\/)(src\/(test[^/]*|[^/]+[-_]tests?|it)|[^/]*Tests?)\/|[._-](test|spec|tests)\.[a-z]+$|_test\.(go|py|rb|exs|dart)$|(^|\/)test_[^/]*\.py$|(^|\/)conftest\.py$|(Tests?|Specs?|[a-z]IT)\.(java|kt|cs|php|scala|groovy|swift)$|(^|\/)Test[A-Z][^/]*\.(java|kt|cs|php|scala|groovy)$|(^|\/)(phpunit|phpspec)[^/]*\.xml|(^|[./_-])(testing|test|e2e|ci)([./_-][^/]*)?\.(ya?ml|env|ini|json|php|toml|properties)$|(^|\/)\.env[.-](test|testing|ci|e2e)|(^|\/)\.(github|gitlab|circleci|travis|drone|woodpecker|buildkite)[^/]*(\/|$)/;
const SAMPLE =
  /(^|\/)(examples?|samples?|demos?|templates?|docs?|documentation|tutorials?|contrib|skel(eton)?|stubs?|snippets|playground)(\/|$)|[._-](example|sample|dist|template|tmpl|tpl|stub|skel|defaults?)([._-][^/]*)?$|(^|\/)(example|sample|template|demo)[._-][^/]*$|(^|\/)env[._-](example|sample|template)|\.(example|sample|dist|template)\.[a-z0-9]+$|(^|\/)app\.json$/i;
const DEV =
  /(^|\/)(\.devcontainer|\.ddev|\.vscode|\.idea|dev|develop|development|local|sandbox|vagrant)(\/|$)|[._-](dev|develop|development|local|debug)([._-][^/]*)?$|(^|\/)(dev|local)[._-][^/]*$|(^|\/)(launchSettings\.json|Vagrantfile|docker-compose\.override\.ya?ml|compose\.override\.ya?ml)$|sail$/i;

/** The role of every setting in a file of this path, relative to the scan root. */
export function roleOf(path: string): Role {
  if (TEST.test(path)) return 'test';
  if (SAMPLE.test(path)) return 'sample';
  return DEV.test(path) ? 'dev' : 'runtime';
}
