/** URLs that mail is handed over by. https://www.iana.org/assignments/uri-schemes: smtp is provisional, and everywhere. */
import { textsOf } from '../../../src/detect/building.ts';
import type { Tools } from '../../../src/detect/detector.ts';
import type { Place } from '../../../src/evaluate/value.ts';
import type { CallSite } from '../../../src/model/facts.ts';

/** Whether an argument of a call is such a URL, or begins as one. */
export const takesMailUrl =
  (index: number) =>
  (site: CallSite, place: Place, tools: Tools): boolean => {
    const value = site.call.args[index]?.value;
    const first = value?.kind === 'join' ? value.parts[0] : value;
    const texts = first?.kind === 'text' ? [first.value] : first ? textsOf(tools.evaluate(first, place)) : [];
    return texts.some((text) => /^smtps?:\/\//i.test(text));
  };
