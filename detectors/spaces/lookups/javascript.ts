/** How programs in JavaScript and TypeScript read the environment and their configuration. One row a way. */
import type { Lookup } from '../../../src/evaluate/lookup.ts';

export const javascript: readonly Lookup[] = [
  // JavaScript. https://nodejs.org/api/process.html#processenv
  { of: ['=process.env', '=import.meta.env', '=Bun.env', '=globalThis.process.env'], form: 'member', kind: 'env' },
  { of: ['=Deno.env.get', '=Netlify.env.get'], form: 'call', kind: 'env' },
  // SvelteKit. https://svelte.dev/docs/kit/$env-dynamic-private
  { of: ['$env/dynamic/private.env', '$env/dynamic/public.env'], form: 'member', kind: 'env' },
  // NestJS ConfigService.get(key, default), getOrThrow
  {
    of: [
      'ConfigService#get',
      'ConfigService#getOrThrow',
      '=configService.get',
      '=configService.getOrThrow',
      '=this.configService.get',
      '=this.configService.getOrThrow',
      '=this.config.getOrThrow',
    ],
    form: 'call',
    kind: 'named',
    fallback: { index: 1 },
  },
  // AdonisJS start/env.ts, Strapi's env helper: env('SMTP_HOST', 'localhost')
  {
    of: ['=env.get', '=Env.get', '@adonisjs/core/services/env.get'],
    form: 'call',
    kind: 'env',
    fallback: { index: 1 },
  },
  // Its conversions: https://docs.strapi.io/cms/configurations/environment#environment-configurations
  {
    of: ['=env.int', '=env.float', '=env.bool'],
    in: ['javascript'],
    form: 'call',
    kind: 'env',
    fallback: { index: 1 },
  },
  // node-config and convict: config.get('mail.host')
  {
    of: ['config.get', '=config.get', 'convict()#get'],
    form: 'call',
    kind: 'config',
    fallback: { index: 1 },
    sections: true,
  },
  // https://sailsjs.com/documentation/reference/configuration/sails-config-custom
  { of: ['=sails.config', '=this.sails.config'], in: ['javascript'], form: 'member', kind: 'config' },
  // Tokens of containers: @Inject('SMTP_HOST') of NestJS and TypeDI, @inject of InversifyJS and tsyringe
  {
    of: ['@nestjs/common.Inject', 'typedi.Inject', 'inversify.inject', 'tsyringe.inject'],
    in: ['javascript'],
    form: 'call',
    kind: 'config',
  },
  // CDK's context of cdk.json, in any of its languages: https://docs.aws.amazon.com/cdk/v2/guide/context.html
  {
    of: ['*#tryGetContext', '*#getContext', '*#try_get_context', '*#get_context', '*#TryGetContext', '*#GetContext'],
    in: ['javascript', 'python', 'java', 'kotlin', 'csharp', 'go'],
    form: 'call',
    kind: 'config',
    under: 'context',
  },
];
