/** What detectors build values with, when a system's own syntax stands inside a text: part of the matcher language. */

export { atCall, moduleEnd } from '../evaluate/places.ts';
export { askedName, textsOf } from '../evaluate/texts.ts';
export { chainOf } from '../model/expr.ts';
export { heredocsOf } from '../read/heredocs.ts';
export { parameters } from '../read/postfix.ts';
export { join } from '../read/reader.ts';
export { rows } from '../read/table.ts';
export { sliceOf, templated } from '../read/templated.ts';
