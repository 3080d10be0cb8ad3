/**
 * Statements of SQL that a program has run: `op.execute("UPDATE settings SET …")`, `knex.raw(…)`, `DB::statement(…)`. Migrations
 * are programs, and set what an application keeps in its tables.
 */
import { calledName, type TextExpr } from '../../model/expr.ts';
import { type Facts, PROGRAMS } from '../../model/facts.ts';
import { asWritten } from './written-texts.ts';

/** Functions that run a statement, by their last name: Alembic, Django, Rails, Laravel, Doctrine, Knex, Sequelize, TypeORM, JDBC, Go. */
const RUNNING: ReadonlySet<string> = new Set([
  ...['execute', 'exec', 'Exec', 'ExecContext', 'executemany', 'RunSQL', 'run', 'query', 'raw', 'queryRaw', 'runSql'],
  ...['statement', 'unprepared', 'insert', 'update', 'addSql', 'executeStatement', 'executeUpdate', 'exec_query'],
  ...['$executeRaw', '$executeRawUnsafe', 'sql', 'Sql', 'ExecuteSqlRaw', 'createNativeQuery', 'select_all', 'prepare'],
]);

/** A statement that sets something of mail. */
const SETTING = /^\s*(?:update|insert\s+(?:ignore\s+)?into|replace\s+into)\s[\s\S]*(?:smtp|mail|relay_?host)/i;

export function* statementsRun({ format, program, source }: Facts): Generator<TextExpr> {
  if (!PROGRAMS.has(format)) return;
  for (const { call } of program?.calls ?? []) {
    if (!RUNNING.has(calledName(call.callee))) continue;
    for (const { value } of call.args) {
      const content = asWritten(value, source.text);
      if (content && SETTING.test(content.value)) yield content;
    }
  }
}
