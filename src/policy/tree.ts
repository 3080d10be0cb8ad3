/** A YAML document as a tree that knows where everything stands, so that a policy's errors can point to it. */
import { type Event, getScalarValue, parseEvents, type ScalarEvent, YAMLException } from 'js-yaml';

interface Placed {
  /** UTF-16 offsets, the end exclusive. */
  readonly start: number;
  readonly end: number;
}

export type Scalar = string | number | boolean | null;

export interface ScalarNode extends Placed {
  readonly kind: 'scalar';
  readonly value: Scalar;
}

export interface ListNode extends Placed {
  readonly kind: 'list';
  readonly items: readonly Node[];
}

export interface MapNode extends Placed {
  readonly kind: 'map';
  readonly entries: readonly { readonly key: Node; readonly value: Node }[];
}

export type Node = ScalarNode | ListNode | MapNode;

export interface Tree {
  readonly root?: Node;
  readonly problems: readonly { readonly offset: number; readonly message: string }[];
}

// js-yaml's EVENT_ID and SCALAR_STYLE; its constants are not typed as literals.
const DOCUMENT = 1;
const SEQUENCE = 2;
const MAPPING = 3;
const SCALAR = 4;
const ALIAS = 5;
const PLAIN = 1;

interface Open {
  readonly kind: 'document' | 'list' | 'map';
  readonly start: number;
  readonly anchor: string | undefined;
  readonly nodes: Node[];
}

/** Reads one document. js-yaml bounds the nesting; aliases share their node, so nothing is multiplied. */
export function parseTree(text: string): Tree {
  let events: readonly Event[];
  try {
    events = parseEvents(text, {});
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { problems: [{ offset: error.mark?.position ?? 0, message: `this is not valid YAML: ${error.reason}` }] };
  }
  return treeOf(text, events);
}

function treeOf(text: string, events: readonly Event[]): Tree {
  const problems: { offset: number; message: string }[] = [];
  const documents: Node[] = [];
  const anchors = new Map<string, Node>();
  const stack: Open[] = [];
  let last = 0;
  const put = (node: Node, anchor: string | undefined): void => {
    last = Math.max(last, node.end);
    if (anchor !== undefined) anchors.set(anchor, node);
    const open = stack.at(-1);
    if (open && open.kind !== 'document') open.nodes.push(node);
    else documents.push(node);
  };
  const anchorOf = (event: { anchorStart: number; anchorEnd: number }): string | undefined =>
    event.anchorStart < 0 ? undefined : text.slice(event.anchorStart, event.anchorEnd);
  for (const event of events) {
    if ('tagStart' in event && event.tagStart >= 0)
      problems.push({ offset: event.tagStart, message: 'tags have no meaning in a policy' });
    if (event.type === SCALAR) put(scalarOf(text, event), anchorOf(event));
    else if (event.type === ALIAS) {
      const node = anchors.get(anchorOf(event) ?? '');
      if (!node) problems.push({ offset: event.anchorStart, message: 'this alias has no anchor before it' });
      put(node ?? { kind: 'scalar', value: null, start: event.anchorStart, end: event.anchorEnd }, undefined);
    } else if (event.type === DOCUMENT) stack.push({ kind: 'document', start: 0, anchor: undefined, nodes: [] });
    else if (event.type === SEQUENCE || event.type === MAPPING) {
      stack.push({
        kind: event.type === SEQUENCE ? 'list' : 'map',
        start: event.start,
        anchor: anchorOf(event),
        nodes: [],
      });
    } else {
      const open = stack.pop();
      if (open && open.kind !== 'document') put(closed(open, Math.max(last, open.start)), open.anchor);
    }
  }
  const [root, second] = documents;
  if (second) problems.push({ offset: second.start, message: 'a policy is one document: this is a second one' });
  return root ? { root, problems } : { problems };
}

function closed({ kind, start, nodes }: Open, end: number): Node {
  if (kind === 'list') return { kind: 'list', items: nodes, start, end };
  const entries = nodes.flatMap((key, index) => {
    const value = nodes[index + 1];
    return index % 2 === 0 && value ? [{ key, value }] : [];
  });
  return { kind: 'map', entries, start, end };
}

function scalarOf(text: string, event: ScalarEvent): ScalarNode {
  const value = getScalarValue(text, event);
  const start = Math.max(event.valueStart, 0);
  return {
    kind: 'scalar',
    value: event.style === PLAIN ? resolved(value) : value,
    start,
    end: Math.max(event.valueEnd, start),
  };
}

/** YAML 1.2's core schema: https://yaml.org/spec/1.2.2/#103-core-schema */
function resolved(value: string): Scalar {
  if (/^(|~|null|Null|NULL)$/.test(value)) return null;
  if (/^(true|True|TRUE)$/.test(value)) return true;
  if (/^(false|False|FALSE)$/.test(value)) return false;
  if (/^([-+]?\d+|0o[0-7]+|0x[\da-fA-F]+|[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?)$/.test(value)) return Number(value);
  return value;
}
