/** Mail servers and the programs that hand mail on. Of two that want one file, the first says how it is read. */
import type { Detector } from '../../src/detect/detector.ts';
import exim from './exim.ts';
import mailSystems from './mail-systems.ts';
import { monitDetectors } from './monit.ts';
import msmtp from './msmtp.ts';
import nixos from './nixos.ts';
import opensmtpd from './opensmtpd.ts';
import postfix from './postfix.ts';
import { relayImages } from './relay-images.ts';
import roles from './roles.ts';
import routesOfSystems from './routes-of-systems.ts';
import senders from './senders.ts';
import sendmail from './sendmail.ts';

export const servers: readonly Detector[] = [
  ...postfix,
  ...exim,
  ...sendmail,
  ...msmtp,
  ...senders,
  opensmtpd,
  ...mailSystems,
  ...routesOfSystems,
  ...monitDetectors,
  ...nixos,
  relayImages,
  ...roles,
];
