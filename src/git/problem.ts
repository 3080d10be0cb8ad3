/** What git could not do, in words for people. */
export class GitProblem extends Error {}
