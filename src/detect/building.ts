/** What detectors build values with, when a system's own syntax stands inside a text: part of the matcher language. */

export { callsByName } from '../evaluate/call-index.ts';
export { matchesAny } from '../evaluate/lookup.ts';
export { atCall, moduleEnd } from '../evaluate/places.ts';
export { askedName, textsOf } from '../evaluate/texts.ts';
export { chainOf, textOf, valueAt } from '../model/expr.ts';
export { grouped, grow } from '../model/grouped.ts';
export { oncePer } from '../model/once.ts';
export { remembered } from '../model/remembered.ts';
export { parameters } from '../read/formats/postfix.ts';
export { rows } from '../read/formats/table.ts';
export { either, join, text } from '../read/reader.ts';
export { heredocsOf } from '../read/within/heredocs.ts';
export { sliceOf, templated } from '../read/within/templated.ts';
