/**
 * Puppet's manifests as data: of each class and defined type its parameters, variables and resources by their names. What a
 * parameter or variable is called by others (`mail::relay`) stands at the root, as Hiera's data calls it.
 * https://www.puppet.com/docs/puppet/8/puppet_language
 */
import { type Entry, isNull } from '../../../model/expr.ts';
import { object, type Reader, range } from '../../reader.ts';
import { closingsOf, isSign, passBrackets } from '../../token-cursor.ts';
import { type Cursor, expressionAt, type Scope } from './expressions.ts';
import { resourceAt } from './resources.ts';
import { tokensOf } from './tokens.ts';

export const readPuppet: Reader = async ({ path, source }) => {
  const entries: Entry[] = [];
  const tokens = tokensOf(source.text);
  const cursor: Cursor = {
    source: source.text,
    tokens,
    closings: closingsOf(tokens),
    at: 0,
    root: entries,
    depth: 0,
    again: 1_000_000,
  };
  while (cursor.at < cursor.tokens.length) {
    entries.push(...statements(cursor, outermost()));
    // A stray closing brace ends a run of statements early; what follows is read all the same.
    cursor.at += 1;
  }
  return { path, format: 'puppet', source, documents: [object(entries, range(0, source.text.length))] };
};

const outermost = (): Scope => ({ name: '', parameters: new Set(), variables: new Map() });

/** Blocks within blocks within …: deeper ones are passed over. */
const DEEPEST = 60;

/** Statements up to the brace that closes their block. */
function statements(cursor: Cursor, scope: Scope): Entry[] {
  const found: Entry[] = [];
  for (let token = cursor.tokens[cursor.at]; token && !isSign(token, '}'); token = cursor.tokens[cursor.at]) {
    const before = cursor.at;
    found.push(...statement(cursor, scope));
    if (cursor.at === before) cursor.at += 1;
  }
  return found;
}

function statement(cursor: Cursor, scope: Scope): readonly Entry[] {
  const token = cursor.tokens[cursor.at];
  const next = cursor.tokens[cursor.at + 1];
  if (!token) return [];
  if (token.kind === 'variable' && (isSign(next, '=') || isSign(next, '+='))) return assignment(cursor, scope);
  if (token.kind === 'name' && /^(?:class|define|plan|function)$/.test(token.word) && next?.kind === 'name')
    return definition(cursor);
  const resource = resourceAt(cursor, scope);
  if (resource) return resource;
  if (token.kind === 'name' && /^(?:node|if|elsif|else|unless|case)$/.test(token.word)) {
    cursor.at += 1;
    passCondition(cursor);
    return [];
  }
  if (isSign(token, '{')) return block(cursor, scope);
  if (token.kind === 'name' && isSign(next, '(')) return called(cursor, scope);
  return [];
}

/** `{ … }`, with the cursor left behind it. */
function block(cursor: Cursor, scope: Scope): readonly Entry[] {
  if (cursor.depth > DEEPEST) {
    passBrackets(cursor);
    return [];
  }
  cursor.at += 1;
  cursor.depth += 1;
  const found = statements(cursor, scope);
  cursor.depth -= 1;
  cursor.at += 1;
  return found;
}

/** What stands between `if` and its block: anything in brackets is a part of it. */
function passCondition(cursor: Cursor): void {
  for (let token = cursor.tokens[cursor.at]; token && !isSign(token, '{'); token = cursor.tokens[cursor.at]) {
    if (isSign(token, '(') || isSign(token, '[')) passBrackets(cursor);
    else cursor.at += 1;
  }
}

/** `create_resources(…)`, `notify(…)`: what it is given may hold anything. */
function called(cursor: Cursor, scope: Scope): readonly Entry[] {
  const token = cursor.tokens[cursor.at];
  const value = expressionAt(cursor, scope);
  return token && value ? [{ key: token.word, keyRange: range(token.start, token.end), value }] : [];
}

/** In more arms than these no variable is set. */
const MOST_VALUES = 50;

function assignment(cursor: Cursor, scope: Scope): readonly Entry[] {
  const token = cursor.tokens[cursor.at];
  cursor.at += 2;
  const value = expressionAt(cursor, scope);
  if (!token || !value) return [];
  const key = token.word.replace(/^\$(?:::)?/, '');
  const known = scope.variables.get(key);
  if (!known) scope.variables.set(key, [value]);
  else if (known.length < MOST_VALUES) known.push(value);
  return offered(cursor, scope, { key, keyRange: range(token.start + 1, token.end), value });
}

/** An entry of a class, which others know by the class's name, too. */
function offered(cursor: Cursor, { name }: Scope, entry: Entry): readonly Entry[] {
  if (name !== '') cursor.root.push({ ...entry, key: `${name}::${entry.key}` });
  return [entry];
}

/** `class mail::mta ( … ) inherits mail::params { … }`. */
function definition(cursor: Cursor): readonly Entry[] {
  const named = cursor.tokens[cursor.at + 1];
  cursor.at += 2;
  if (!named) return [];
  const scope: Scope = { ...outermost(), name: named.word };
  const found: Entry[] = [];
  for (let token = cursor.tokens[cursor.at]; token && !isSign(token, '{'); token = cursor.tokens[cursor.at]) {
    if (isSign(token, '(')) found.push(...parameters(cursor, scope));
    else if (isSign(token, '}')) return [];
    else {
      const parent = cursor.tokens[cursor.at + 1];
      if (token.word === 'inherits' && parent?.kind === 'name') scope.inherits = parent.word;
      cursor.at += 1;
    }
  }
  const start = named.start;
  found.push(...block(cursor, scope));
  const end = cursor.tokens[cursor.at - 1]?.end ?? named.end;
  return [{ key: named.word, keyRange: range(start, named.end), value: object(found, range(start, end)) }];
}

/** `( String $relay = 'h', Integer $port = 25 )`, with the cursor left behind it. */
function parameters(cursor: Cursor, scope: Scope): readonly Entry[] {
  const found: Entry[] = [];
  cursor.at += 1;
  for (let token = cursor.tokens[cursor.at]; token && !isSign(token, ')'); token = cursor.tokens[cursor.at]) {
    if (isSign(token, '[') || isSign(token, '(')) {
      passBrackets(cursor);
      continue;
    }
    cursor.at += 1;
    if (token.kind !== 'variable') continue;
    const key = token.word.slice(1);
    const isGiven = isSign(cursor.tokens[cursor.at], '=');
    if (isGiven) cursor.at += 1;
    const value = isGiven ? expressionAt(cursor, scope) : undefined;
    scope.parameters.add(key);
    if (value && !isNull(value))
      found.push(...offered(cursor, scope, { key, keyRange: range(token.start + 1, token.end), value }));
  }
  cursor.at += 1;
  return found;
}
