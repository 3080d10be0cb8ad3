/** The register of detectors. Order matters only between two that say the same of one place: the first one's word counts. */
import type { Detector } from '../src/detect/detector.ts';
import { apis } from './apis/index.ts';
import { applications } from './applications.ts';
import { clients } from './clients/index.ts';
import commandLines from './command-lines.ts';
import django from './django.ts';
import dotnet from './dotnet.ts';
import elixir from './elixir.ts';
import environment from './environment.ts';
import erlang from './erlang.ts';
import { generic } from './generic.ts';
import { genericCode } from './generic-code.ts';
import golang from './golang.ts';
import java from './java.ts';
import laravel from './laravel.ts';
import { monitoring } from './monitoring.ts';
import nodemailer from './nodemailer.ts';
import nodemailerOptions from './nodemailer-options.ts';
import oracle from './oracle.ts';
import perl from './perl.ts';
import phpFrameworks from './php-frameworks.ts';
import phpSockets from './php-sockets.ts';
import phpmailer from './phpmailer.ts';
import rails from './rails.ts';
import rust from './rust.ts';
import { servers } from './servers/index.ts';
import shell, { powershell } from './shell.ts';
import smtpjs from './smtpjs.ts';
import smtplib from './smtplib.ts';
import symfony from './symfony.ts';
import visualBasic from './visual-basic.ts';

export const detectors: readonly Detector[] = [
  ...monitoring,
  ...applications,
  nodemailer,
  nodemailerOptions,
  smtpjs,
  phpmailer,
  laravel,
  symfony,
  phpFrameworks,
  phpSockets,
  django,
  smtplib,
  rails,
  java,
  dotnet,
  visualBasic,
  golang,
  rust,
  elixir,
  erlang,
  perl,
  shell,
  powershell,
  oracle,
  ...servers,
  ...clients,
  ...apis,
  environment,
  generic,
  genericCode,
  commandLines,
];
