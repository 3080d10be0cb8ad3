import { expect, test } from 'vitest';
import { roleOf } from '../../src/select/role.ts';

test.each([
  // https://docs.gradle.org/current/userguide/java_testing.html, https://maven.apache.org/surefire/maven-failsafe-plugin/examples/inclusion-exclusion.html
  ['server/src/testFixtures/java/Config.java', 'test'],
  ['server/src/test-integration/java/Config.java', 'test'],
  ['app/src/androidTest/kotlin/Config.kt', 'test'],
  ['src/it/settings.xml', 'test'],
  ['src/main/java/MailIT.java', 'test'],
  ['src/Shop.IntegrationTests/appsettings.json', 'test'],
  ['src/main/java/Attest.java', 'runtime'],
  ['src/latest/application.yml', 'runtime'],
  ['src/contest/mail.js', 'runtime'],
  // https://devcenter.heroku.com/articles/app-json-schema
  ['app.json', 'sample'],
  ['config/mail.php.dist', 'sample'],
  ['compose.override.yml', 'dev'],
  ['config/prod.exs', 'runtime'],
])('%s is %s', (path, role) => {
  expect(roleOf(path)).toBe(role);
});
