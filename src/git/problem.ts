/** What git could not do, in words for people. */
export class GitProblem extends Error {}

/** What is in the way of asking git at all: no program, no room, no answer in time. It says nothing of the repository. */
export class NoGit extends GitProblem {}
