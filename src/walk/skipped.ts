/** Folders that are never walked unless the user names them: what is in them is not the project's own doing. */

/** Folder name → why. Names that a project also uses for its own code (`dist`, `build`, `target`) are left to git. */
export const skippedDirectories: ReadonlyMap<string, string> = new Map([
  ...['.git', '.hg', '.svn', '.bzr', '.jj', '_darcs', 'CVS'].map((name) => [name, 'version control'] as const),
  ...['node_modules', 'bower_components', 'jspm_packages', '.yarn', '.pnpm-store', '.npm'].map(
    (name) => [name, 'JavaScript packages'] as const,
  ),
  ...['vendor', 'third_party', 'Pods', 'Carthage'].map((name) => [name, "copies of others' code"] as const),
  ...['.venv', 'venv', 'site-packages', '.tox', '.nox', '.eggs', '__pypackages__'].map(
    (name) => [name, 'Python packages'] as const,
  ),
  ...['.bundle', '.gradle', '.m2', '.cargo', '.stack-work', '.dart_tool', '.pub-cache', 'elm-stuff'].map(
    (name) => [name, "a build tool's packages"] as const,
  ),
  ...['.terraform', '.terragrunt-cache', '.vagrant', '.direnv', '.devenv'].map(
    (name) => [name, "a tool's working copy"] as const,
  ),
  ...[
    '.next',
    '.nuxt',
    '.svelte-kit',
    '.output',
    '.serverless',
    '.aws-sam',
    'cdk.out',
    'DerivedData',
    'dist-newstyle',
  ].map((name) => [name, 'build output'] as const),
  ...[
    '__pycache__',
    '.cache',
    '.mypy_cache',
    '.pytest_cache',
    '.ruff_cache',
    '.turbo',
    '.parcel-cache',
    '.nyc_output',
    '.sass-cache',
  ].map((name) => [name, 'a cache'] as const),
]);

/** A file whose presence says the same of the folder that holds it, whatever the folder's name. */
export const skippingMarkers: ReadonlyMap<string, string> = new Map([
  ['pyvenv.cfg', 'a Python virtual environment'], // https://docs.python.org/3/library/venv.html
  ['CACHEDIR.TAG', 'a cache'], // https://bford.info/cachedir/; cargo's target/ has one
]);
