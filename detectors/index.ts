/** The register of detectors. Order matters only between two that say the same of one place: the first one's word counts. */
import type { Detector } from '../src/detect/detector.ts';
import { apis } from './apis/index.ts';
import commandLines, { commandsOfPrograms, functionsOfDatabases } from './by-name/command-lines.ts';
import commandMacros from './by-name/command-macros.ts';
import documentStores from './by-name/document-stores.ts';
import environment from './by-name/environment.ts';
import { generic } from './by-name/generic.ts';
import { genericCode } from './by-name/generic-code.ts';
import { mailObjects } from './by-name/mail-objects.ts';
import { clients } from './clients/index.ts';
import { applications } from './deployment/applications.ts';
import { monitoring } from './deployment/monitoring.ts';
import oracle from './deployment/oracle.ts';
import { forwards } from './forwards/index.ts';
import cakephp from './frameworks/cakephp.ts';
import django from './frameworks/django.ts';
import laravel from './frameworks/laravel.ts';
import nette from './frameworks/nette.ts';
import phpFrameworks from './frameworks/php-frameworks.ts';
import rails from './frameworks/rails.ts';
import symfony from './frameworks/symfony.ts';
import dotnet from './libraries/dotnet/dotnet.ts';
import visualBasic from './libraries/dotnet/visual-basic.ts';
import erlang from './libraries/elixir/gen-smtp.ts';
import elixir from './libraries/elixir/swoosh.ts';
import golang from './libraries/go/go-mail.ts';
import java from './libraries/java/java-mail.ts';
import nodemailer from './libraries/javascript/nodemailer.ts';
import nodemailerOptions from './libraries/javascript/nodemailer-options.ts';
import smtpjs from './libraries/javascript/smtpjs.ts';
import cFamily from './libraries/others/c-family.ts';
import { coldfusion } from './libraries/others/coldfusion.ts';
import dart from './libraries/others/dart.ts';
import { functional } from './libraries/others/functional.ts';
import { pascal } from './libraries/others/pascal.ts';
import { rareLanguages } from './libraries/others/rare.ts';
import scripting from './libraries/others/scripting.ts';
import smtpSockets from './libraries/others/smtp-sockets.ts';
import swift from './libraries/others/swift.ts';
import unparsed from './libraries/others/unparsed.ts';
import perl from './libraries/perl/perl-mail.ts';
import phpSockets from './libraries/php/php-sockets.ts';
import phpmailer from './libraries/php/phpmailer.ts';
import smtplib, { pythonLogging } from './libraries/python/smtplib.ts';
import rust from './libraries/rust/lettre.ts';
import shell, { powershell } from './libraries/shell/mail-commands.ts';
import { otherUses } from './other-uses/index.ts';
import { servers } from './servers/index.ts';
import { systems } from './systems/index.ts';
import setCommands from './systems/set-commands.ts';

export const detectors: readonly Detector[] = [
  ...monitoring,
  ...applications,
  nodemailer,
  nodemailerOptions,
  smtpjs,
  phpmailer,
  laravel,
  cakephp,
  nette,
  symfony,
  phpFrameworks,
  phpSockets,
  smtpSockets,
  django,
  smtplib,
  pythonLogging,
  rails,
  java,
  dotnet,
  visualBasic,
  golang,
  rust,
  elixir,
  erlang,
  perl,
  cFamily,
  dart,
  swift,
  scripting,
  unparsed,
  ...pascal,
  ...functional,
  ...rareLanguages,
  ...coldfusion,
  shell,
  powershell,
  oracle,
  ...servers,
  ...clients,
  ...systems,
  ...forwards,
  ...apis,
  environment,
  generic,
  genericCode,
  ...mailObjects,
  commandLines,
  commandMacros,
  commandsOfPrograms,
  functionsOfDatabases,
  setCommands,
  documentStores,
  ...otherUses,
];
