/**
 * Where a definition holds. The environment belongs to a deployment unit: the compose service that builds a folder, the
 * chart, the application folder around a use, then what lies above it. A sibling's value never decides.
 */
import path from 'node:path';
import { isUnder } from '../model/paths.ts';
import { remembered, rememberedIn } from '../model/remembered.ts';
import type { Kind, Root } from '../walk/root.ts';
import { areChartsApart } from './charts.ts';

/** Folders that hold what deploys the folder around them, or its configuration. */
const DEPLOYING = new Set([
  // orchestration
  ...['deploy', 'deployment', 'deployments', 'k8s', 'kubernetes', 'kube', 'manifests', 'overlays', 'base'],
  ...['chart', 'charts'],
  // values of releases beside the charts: https://helmfile.readthedocs.io/en/latest/
  ...['values', 'helm-values', 'helmfile.d'],
  ...['helm', 'docker', 'compose', 'containers', 'nomad', 'swarm', 'systemd', 'supervisor', 'kamal'],
  // provisioning
  ...['infra', 'infrastructure', 'ops', 'terraform', 'ansible', 'inventory', 'inventories', 'group_vars', 'host_vars'],
  ...['playbooks', 'roles', 'vars', 'defaults', 'templates', 'tasks', 'salt', 'pillar', 'hiera', 'environments'],
  // data of Puppet and Chef; https://www.puppet.com/docs/puppet/8/hiera_config_yaml_5, https://docs.chef.io/repository/
  ...['data', 'hieradata', 'pillars', 'data_bags', 'attributes', 'site-modules', 'cookbooks'],
  // pipelines
  ...['.github', '.gitlab', '.circleci', '.woodpecker', '.drone', 'ci', 'workflows', '.devcontainer'],
  ...['azure', 'azure-pipelines', '.azure', '.azuredevops', '.pipelines', '.buildkite'],
  // configuration of the folder around
  ...['config', 'configs', 'configuration', 'configurations', 'conf', 'conf.d', 'settings', 'etc', 'env', 'envs'],
  ...['.env.d', 'secrets', 'properties', 'parameters', 'params', 'tfvars'],
  // https://flask.palletsprojects.com/en/stable/config/#instance-folders
  'instance',
  ...['resources', 'bin', 'scripts', '.config', '.docker', 'cron', 'cron.d', 'crontabs'],
  // https://hexdocs.pm/mix/Mix.Tasks.Release.html#module-vm-args-and-env-sh-env-bat
  'rel',
  // what a package of a distribution installs beside the program: unit files, their variables, defaults of /etc
  ...['packaging', 'debian', 'rpm', 'dist', 'contrib', 'install', 'sysconfig'],
  // https://cookiecutter-django.readthedocs.io/en/latest/1-getting-started/settings.html
  '.envs',
]);

const folderOf = (file: string): string => {
  const folder = path.posix.dirname(file);
  return folder === '.' ? '' : folder;
};

/** The folder that a file is for: its own, or the one around the deployment folders that it lies in. */
export const unitOf = (file: string): string => unitOfFolder(folderOf(file));

const unitOfFolder = remembered((folder) => {
  const parts = folder.split('/');
  const at = parts.findIndex((part) => DEPLOYING.has(part.toLowerCase()) || part === 'main');
  const kept = at < 0 ? parts : parts.slice(0, at);
  return (kept.at(-1) === 'src' && at >= 0 ? kept.slice(0, -1) : kept).join('/');
});

/** Files that stand at the root of an application or package. */
const ROOT_FILES = [
  ...['package.json', 'composer.json', 'pyproject.toml', 'setup.py', 'requirements.txt', 'manage.py', 'Pipfile'],
  ...['Gemfile', 'go.mod', 'Cargo.toml', 'mix.exs', 'pom.xml', 'build.gradle', 'build.gradle.kts', 'build.sbt'],
];

const holdsApplication = rememberedIn((root: Root, folder) =>
  ROOT_FILES.some((name) => kindAt(root, path.join(root.folder, folder, name)) !== undefined),
);

/** The nearest folder, from `folder` up, that holds an application; the root if none does. */
function applicationAround(root: Root, folder: string): string {
  let at = folder;
  while (at !== '' && !holdsApplication(root, at)) at = folderOf(at);
  return at;
}

/** Whether two files lie in the same application or package. */
export const isOfOneApplication = (root: Root, one: string, other: string): boolean =>
  applicationAround(root, folderOf(one)) === applicationAround(root, folderOf(other));

/** What a definition says of whom it is for, beside where its file lies. */
export interface ForWhom {
  /** A program holds it: it is for the whole application. */
  readonly inProgram?: boolean;
  /** The name of the service, workload or job that has the variable. */
  readonly service?: string;
  /** The folder that the service is built from, relative to the root. */
  readonly builds?: string;
  /** The folders whose files it is filled into. */
  readonly fills?: readonly string[];
  /** The folder whose files are one choice: what they say is filled in at once. */
  readonly together?: string;
}

/** Whether a folder of the root is there. */
const isFolder = rememberedIn(
  (root: Root, folder) => kindAt(root, path.join(root.folder, folder))?.isDirectory() ?? false,
);

/** What lies at a path, links followed. */
function kindAt(root: Root, file: string): Kind | undefined {
  const kind = root.kind(file);
  if (!kind?.isSymbolicLink()) return kind;
  try {
    return root.kind(root.real(file));
  } catch {
    return undefined;
  }
}

/** The folders, the nearest first, from a file's own up to the root. */
export function foldersAround(file: string): readonly string[] {
  const folders = [folderOf(file)];
  for (let at = folders[0] ?? ''; at !== ''; ) {
    at = folderOf(at);
    folders.push(at);
  }
  return folders;
}

/** The folders for whose files a file's definitions may hold when no service that it names says more. */
export const unitsOf = (root: Root, file: string): readonly string[] => {
  const unit = unitOf(file);
  return [...new Set([unit, applicationAround(root, unit)])];
};

/**
 * Whether a definition in `file` holds for a use in `from`. Both are relative to `root`. Folders and services that are
 * called like an application folder beside the use's are that application's.
 */
export function holdsFor(
  root: Root,
  from: string,
  file: string,
  { service, builds, fills, inProgram }: ForWhom = {},
): boolean {
  if (from === file) return true;
  if (fills?.some((folder) => isUnder(from, folder))) return true;
  if (areChartsApart(root, file, from)) return false;
  const unit = inProgram ? applicationAround(root, unitOf(file)) : unitOf(file);
  const isBelow = isUnder(from, unit) || unitOf(from) === unit;
  if (builds !== undefined) return isUnder(from, builds);
  if (!isBelow || inProgram) return isBelow;
  const names = [
    ...namesOf(file.slice(unit === '' ? 0 : unit.length + 1)),
    ...(service === undefined ? [] : [service]),
  ];
  const applications = names.filter(
    (name) => name !== '' && !DEPLOYING.has(name.toLowerCase()) && isFolder(root, path.posix.join(unit, name)),
  );
  const own = namesOf(from);
  return applications.every((name) => own.includes(name));
}

/** The folders of a path, and the file's name without its ending. */
const namesOf = (file: string): readonly string[] =>
  file.split('/').map((part, index, parts) => (index === parts.length - 1 ? (part.split('.')[0] ?? '') : part));
