/** The machine's report of evidence; schema/trace.schema.json describes it. */
import type { MessageTrace } from '../evidence/messages/read-messages.ts';
import type { Place } from '../evidence/model.ts';
import type { Counts, Seen, SeenRelay, SeenSource } from '../evidence/relays.ts';
import type { Finding, JudgedSetting } from '../model/finding.ts';
import { pick } from '../model/pick.ts';
import { jsonText } from './escape.ts';
import { isoTime, type TraceReport } from './hops.ts';
import { countLevels } from './report.ts';

type Json = Readonly<Record<string, unknown>>;

export function hopsJson(report: TraceReport, version: string): string {
  return jsonText({
    schemaVersion: 1,
    tool: { name: 'smtp-scan', version },
    command: 'trace',
    ...traceJson(report),
  });
}

export function traceJson(report: TraceReport): Json {
  const { trace, findings, repository } = report;
  const active = findings.filter(({ suppressed }) => !suppressed);
  const { coverage } = repository ?? {};
  return {
    policy: report.policy,
    complete: report.complete,
    legacySeen: trace.legacySeen,
    evidence: trace.files.map(({ path, kind, formats, lines, messages, first, last }) => ({
      path,
      kind,
      formats,
      lines,
      messages,
      first: isoTime(first),
      last: isoTime(last),
    })),
    relays: trace.relays.map((relay) => ({
      ...relayJson(relay),
      ...(coverage ? { settings: coverage.pointing(relay) } : {}),
    })),
    sources: trace.sources.map(sourceJson),
    direct: trace.direct === null ? null : { ...seenJson(trace.direct), servers: trace.direct.servers },
    unattributed: countsJson(trace.unattributed),
    local: trace.local,
    messages: trace.messages.map(messageJson),
    ...(repository && coverage
      ? {
          repository: {
            path: repository.path,
            complete: repository.complete,
            settings: coverage.settings.map(settingJson),
            uncovered: coverage.uncovered(trace.relays),
            open: coverage.open,
          },
        }
      : {}),
    reloads: trace.reloads.map(({ what, time, place }) => ({
      host: what === '' ? null : what,
      time: isoTime(time),
      ...placeJson(place),
    })),
    gaps: [
      ...trace.files.flatMap(({ gaps }) =>
        gaps.map(({ from, to, place }) => ({
          from: isoTime(from),
          to: isoTime(to),
          reason: 'no line',
          ...placeJson(place),
        })),
      ),
      ...trace.losses.map(({ what, time, place }) => ({
        from: isoTime(time),
        to: isoTime(time),
        reason: what,
        ...placeJson(place),
      })),
    ],
    findings: active.map(findingJson),
    diagnostics: trace.diagnostics.map((diagnostic) => pick(diagnostic, ['path', 'line', 'message'])),
    summary: {
      files: trace.files.length,
      messages: trace.messages.length + trace.moreMessages,
      relays: trace.relays.length,
      findings: countLevels(active),
    },
  };
}

const placeJson = ({ path, line }: Place): Json => ({ path, line });

const countsJson = ({ deliveries, deferred, failed }: Counts): Json => ({ deliveries, deferred, failed });

const seenJson = (seen: Seen): Json => ({
  ...countsJson(seen),
  first: isoTime(seen.first),
  last: isoTime(seen.last),
  strength: seen.strength,
  evidence: placeJson(seen.evidence),
});

const relayJson = (relay: SeenRelay): Json => ({
  host: relay.host,
  ip: relay.ip,
  port: relay.port,
  names: relay.names,
  ports: relay.ports,
  ...seenJson(relay),
  verdict: relay.verdict,
  ...(relay.through === undefined ? {} : { knownBy: relay.through }),
});

const sourceJson = (source: SeenSource): Json => ({
  ...pick(source, ['host', 'program', 'client', 'user', 'from', 'relay']),
  ...seenJson(source),
  queued: { first: isoTime(source.queued.first), last: isoTime(source.queued.last) },
  verdict: source.verdict,
});

const messageJson = (message: MessageTrace): Json => ({
  ...placeJson(message.place),
  messageId: message.messageId,
  from: message.from,
  origin: message.origin,
  relay:
    message.relay === null
      ? null
      : {
          host: message.relay.endpoint.host,
          ip: message.relay.endpoint.ip,
          hop: message.relay.hop,
          direct: message.relay.direct,
          strength: message.relay.strength,
          why: message.relay.why,
        },
  hops: message.hops.map((hop) => ({
    line: hop.place.line,
    from: hop.rdns ?? hop.helo,
    helo: hop.helo,
    ip: hop.ip,
    by: hop.by,
    protocol: hop.protocol,
    id: hop.id,
    time: isoTime(hop.time),
    delay: hop.delay === null ? null : hop.delay / 1000,
    internal: hop.internal,
    marks: hop.marks,
  })),
  signs: message.signs.map(({ kind, value, place }) => ({ kind, value, line: place.line })),
});

const settingJson = (setting: JudgedSetting): Json =>
  pick(setting, [
    'path',
    'line',
    'column',
    'endLine',
    'endColumn',
    'host',
    'port',
    'key',
    'ref',
    'detector',
    'role',
    'verdict',
  ]);

const findingJson = (finding: Finding): Json =>
  pick(finding, ['rule', 'level', 'path', 'line', 'message', 'fingerprint']);
