/** The document as data; schema/routes.schema.json describes it. Keys are only ever added within a schemaVersion. */
import { jsonText } from '../report/escape.ts';
import type { RoutesDocument } from './document.ts';
import type { LinkTo } from './links.ts';

/** Without the tool's version: a committed document is stale when the mail path changes, not when the tool does. */
export function json(document: RoutesDocument, linkTo: LinkTo): string {
  const { routes, relays, senders, ...rest } = document;
  const linked = routes.map((route) => {
    const link = linkTo(route.at);
    return { ...route, ...(link === undefined ? {} : { link }) };
  });
  return jsonText({ schemaVersion: 1, ...rest, routes: linked, relays, senders });
}
