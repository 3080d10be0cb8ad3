/** URLs that mail is handed over by. https://www.iana.org/assignments/uri-schemes: smtp is provisional, and everywhere. */
import { textsOf } from '../../../src/detect/building.ts';
import type { Tools } from '../../../src/detect/detector.ts';
import type { Place, Value } from '../../../src/evaluate/value.ts';
import type { CallSite } from '../../../src/model/facts.ts';

/** The texts that values begin with, whatever follows. */
const beginnings = (values: readonly Value[]): readonly string[] =>
  values.flatMap((value) => {
    const segments = value.kind === 'text' ? value.segments : [];
    const first = segments.find((segment) => segment.kind !== 'literal' || segment.text.value !== '');
    return [...textsOf([value]), ...(first?.kind === 'literal' ? [first.text.value] : [])];
  });

/** Whether an argument of a call is such a URL, or begins as one. */
export const takesMailUrl =
  (index: number) =>
  (site: CallSite, place: Place, tools: Tools): boolean => {
    const value = site.call.args[index]?.value;
    const first = value?.kind === 'join' ? value.parts[0] : value;
    const texts = first?.kind === 'text' ? [first.value] : first ? beginnings(tools.evaluate(first, place)) : [];
    return texts.some((text) => /^smtps?:\/\//i.test(text));
  };
