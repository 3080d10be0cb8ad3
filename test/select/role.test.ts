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
  ['src/main/java/com/example/demo/Post.java', 'runtime'],
  ['examples/mail/src/main/kotlin/com/acme/Post.kt', 'sample'],
  ['src/latest/application.yml', 'runtime'],
  ['src/contest/mail.js', 'runtime'],
  // https://devcenter.heroku.com/articles/app-json-schema
  ['app.json', 'sample'],
  ['config/mail.php.dist', 'sample'],
  ['compose.override.yml', 'dev'],
  ['config/prod.exs', 'runtime'],
  ['roles/postfix/templates/main.cf.j2', 'runtime'],
  ['app/Model/Email/Template.php', 'runtime'],
  ['roles/fail2ban/templates/jail.local.j2', 'runtime'],
  ['modules/portal/templates/local_settings.py.erb', 'runtime'],
  ['portal/local_settings.py', 'dev'],
  ['roles/portal/templates/settings.dev.py.j2', 'dev'],
  ['wp-content/themes/acme/template-contact.php', 'runtime'],
  ['config/template.ini', 'sample'],
  ['template.env', 'sample'],
  ['app/code/local/Acme/Mail/etc/config.xml', 'runtime'],
  ['local/config.xml', 'dev'],
  ['modules/postfix/templates/main.cf.erb', 'runtime'],
  ['charts/shop/templates/web/deployment.yaml', 'runtime'],
  ['cloudformation/templates/mail.yml', 'runtime'],
  ['conf/autoconfig.tpl.xml', 'runtime'],
  ['files/postfix/main.cf.tpl', 'runtime'],
  ['rootfs/env-defaults', 'runtime'],
  ['templates/.env', 'sample'],
  ['templates/starter/settings.py', 'sample'],
  ['.env.example', 'sample'],
  ['.env.tpl', 'sample'],
  ['examples/charts/shop/templates/deployment.yaml', 'sample'],
  ['settings.default.ini', 'sample'],
  ['demo-setups/relay.yaml', 'sample'],
  // https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html
  ['mailer/template.yaml', 'runtime'],
  ['mailer/template.env', 'sample'],
  ['.devcontainer/compose.yml', 'dev'],
  // https://docs.djangoproject.com/en/stable/topics/testing/overview/
  ['shop/tests.py', 'test'],
  ['contests.py', 'runtime'],
  // https://perldoc.perl.org/prove
  ['t/class/30-mail.t', 'test'],
  ['t/lib/Acme/Env.pm', 'test'],
  ['xt/author.t', 'test'],
  ['lib/Acme/t.pm', 'runtime'],
  ['.github/workflows/deploy-compose.yml', 'runtime'],
  ['.github/workflows/backend.prod.yaml', 'runtime'],
  ['.github/workflows/test-deployer.yml', 'test'],
  ['.github/workflows/ci.yml', 'test'],
  // https://ansible.readthedocs.io/projects/molecule/, https://kitchen.ci/docs/
  ['molecule/default/converge.yml', 'test'],
  ['kitchen.yml', 'test'],
  ['.kitchen.docker.yml', 'test'],
  ['config/kitchen-display.yml', 'runtime'],
])('%s is %s', (path, role) => {
  expect(roleOf(path)).toBe(role);
});
