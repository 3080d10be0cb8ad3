/**
 * The house's rules of who may import whom (`npm run check-architecture`). Nothing imports against the pipeline's
 * direction, detectors are data over the matcher language, and only the composition roots know them all.
 */

/** From the files to the report; a step may import what stands before it, never what comes after. */
const PIPELINE = [
  ['walk'],
  ['select'],
  ['read'],
  ['evaluate'],
  ['detect'],
  ['link'],
  ['policy', 'rules'],
  ['fix'],
  ['report'],
  ['routes', 'merge'],
];

const roomsOf = (names) => `^src/(${names.join('|')})/`;

const upward = PIPELINE.slice(0, -1).map((rooms, index) => ({
  name: `${rooms.join('-and-')}-upstream`,
  comment: `${rooms.join(' and ')} must not know the steps after.`,
  severity: 'error',
  from: { path: roomsOf(rooms) },
  to: { path: roomsOf(PIPELINE.slice(index + 1).flat()) },
}));

export default {
  forbidden: [
    ...upward,
    {
      name: 'no-cycles',
      comment: 'Modules that need each other are one module.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'model-and-text-are-the-ground',
      comment: 'The model, text and relay rooms know no step of the pipeline.',
      severity: 'error',
      from: { path: roomsOf(['model', 'text', 'relays']) },
      to: { path: roomsOf(PIPELINE.flat()) },
    },
    {
      name: 'detectors-use-the-matcher-language-only',
      comment:
        'A detector is data: what it has to do with an expression is in src/detect/, with a host in src/relays/.',
      severity: 'error',
      from: { path: '^detectors/' },
      to: { path: '^src/', pathNot: roomsOf(['detect', 'relays']), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'detectors-know-the-types-of-values-only',
      comment:
        'Types of the model and of the evaluator (look-ups are written in them) are all that a detector may name.',
      severity: 'error',
      from: { path: '^detectors/' },
      to: { path: '^src/', pathNot: roomsOf(['detect', 'relays', 'model', 'evaluate']) },
    },
    {
      name: 'evidence-stands-beside-the-scan',
      comment: 'Logs and headers are judged by the same policy and rules, and know nothing of how settings are found.',
      severity: 'error',
      from: { path: '^src/evidence/' },
      to: { path: '^src/', pathNot: roomsOf(['evidence', 'model', 'text', 'relays', 'policy', 'rules']) },
    },
    {
      name: 'only-reports-and-commands-know-evidence',
      comment: 'What is found in a repository does not depend on what logs show.',
      severity: 'error',
      from: { path: '^src/', pathNot: roomsOf(['evidence', 'report', 'cli']) },
      to: { path: '^src/evidence/' },
    },
    {
      name: 'only-composition-roots-know-the-detectors',
      comment: 'The scan and its worker are given all detectors; everything else is told.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/scan/(collect|worker)\\.ts$' },
      to: { path: '^detectors/' },
    },
    {
      name: 'the-command-line-is-on-top',
      comment:
        'Nothing in the pipeline knows that it is run from a command line; what programs import runs the same scan.',
      severity: 'error',
      from: { path: '^src/', pathNot: roomsOf(['cli', 'api']) },
      to: { path: '^src/cli/' },
    },
    {
      name: 'nothing-unresolved',
      comment: 'Every import is of a file that is there.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types'],
    },
    moduleSystems: ['es6', 'cjs'],
  },
};
