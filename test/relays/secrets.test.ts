import { expect, test } from 'vitest';
import { isSecret, isSecretReference } from '../../src/relays/secrets.ts';

test.each([
  'ENC[AES256_GCM,data:p673w==,iv:YY=,aad:UQ=,tag:A=]',
  'ENC(xh6CmcR1aN3mYw==)',
  '$ANSIBLE_VAULT;1.1;AES256',
  '{cipher}682bc583f4641835fa2db009355293665d2647dade3375c0ee201de2a49f7bda',
  'op://mail/relay/password',
  'ref+awssecrets://mail/relay#/password',
  'vault:secret/data/mail#password',
  'arn:aws:secretsmanager:eu-west-1:123456789012:secret:mail-AbCdEf',
  'projects/shop/secrets/mail/versions/latest',
  'https://shop.vault.azure.net/secrets/mail/0f',
  '@Microsoft.KeyVault(SecretUri=https://shop.vault.azure.net/secrets/mail/)',
  '{{resolve:secretsmanager:mail:SecretString:password}}',
  '/run/secrets/smtp_password',
  'file:///run/secrets/smtp_password',
  '$SMTP_PASSWORD',
  '${SMTP_PASSWORD}',
  '$(SMTP_PASSWORD)',
  '$__file{/etc/grafana/smtp_password}',
  '%(SMTP_PASSWORD)s',
  '%SMTP_PASSWORD%',
  '@SMTP_PASSWORD@',
  '{{ smtp_password }}',
  '<%= @smtp_password %>',
  "lookup('env', 'SMTP_PASSWORD')",
  '!vault |',
  '<your password>',
])('%s says where the secret is', (text) => {
  expect(isSecretReference(text)).toBe(true);
  expect(isSecret(text)).toBe(false);
});

test.each([
  'hunter2',
  'Secret+123',
  '$ecret-1',
  'op-sesame',
  'vault4ever',
  'a<b>c',
  'ENCrypted1',
  'p{{ss',
  '50%off',
  '/home/sweet/home',
  'arn-old',
])('%s is a secret', (text) => {
  expect(isSecret(text)).toBe(true);
});

test.each(['', 'changeme', 'your-password', '****', 'null'])('%s is none', (text) => {
  expect(isSecret(text)).toBe(false);
});
