/** Stands for a part of a text that is not known; a private-use character can be part of no host. */
export const HOLE = '\uE000';
