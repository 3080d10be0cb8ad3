/** Django. Setting names: django/conf/global_settings.py; call signatures: django/core/mail/__init__.py, backends/smtp.py. */
import { detector } from '../../src/detect/detector.ts';
import { arg, call, entry, exactEntry, itself, named } from '../../src/detect/matchers.ts';

const DJANGO_MAIL = /\bdjango\.core(?:\.mail\b|\s+import\s+mail\b)/;

export default detector({
  id: 'django',
  title: 'Django',
  docs: 'https://docs.djangoproject.com/en/stable/topics/email/',
  layer: 'application',
  formats: ['python'],
  keywords: [
    /email_(?:host|url|backend|config)/,
    'mailers',
    'get_connection',
    'emailbackend',
    'email_url',
    /email['"]?\s*[=:]\s*\{/,
  ],
  recognises:
    '`EMAIL_HOST` in any settings module, `MAILERS`, `get_connection(host=)`, `EmailBackend(host=)`, `EMAIL_URL` through django-environ and dj-email-url',
  settings: [
    exactEntry(['EMAIL_HOST', 'EMAIL_URL', 'SERVER_EMAIL_HOST']),
    entry(['MAILERS.*.OPTIONS.host', 'EMAIL.SERVER', 'EMAIL.HOST']),
    call({
      of: ['django.core.mail.get_connection', 'mail.get_connection', '=get_connection'],
      // Databases, queues and caches have functions of that name, too.
      when: (_site, { facts }) => DJANGO_MAIL.test(facts.source.text),
      needs: [DJANGO_MAIL],
      host: named('host'),
      port: named('port'),
      user: named('username'),
      password: named('password'),
      implicitTls: named('use_ssl'),
      startTls: named('use_tls'),
    }),
    call({
      of: ['backends.smtp.EmailBackend', 'smtp.EmailBackend', 'EmailBackend'],
      host: arg(0, 'host'),
      port: arg(1, 'port'),
      user: arg(2, 'username'),
      password: arg(3, 'password'),
      startTls: arg(4, 'use_tls'),
      implicitTls: named('use_ssl'),
    }),
    call({
      of: [
        'env.email_url',
        'env.email',
        'Env#email_url',
        'environ.Env.email_url',
        'env.dj_email_url',
        'Env#dj_email_url',
      ],
      needs: [/email_url|\benv(?:iron)?\b[\w.()]*\.email\b/i],
      host: itself,
    }),
    call({ of: ['dj_email_url.config'], host: arg(1, 'default') }),
    call({ of: ['dj_email_url.parse'], host: arg(0, 'url') }),
  ],
});
